@NullMarked
package jp.yoyo.id.app.helpdesk;

import org.jspecify.annotations.NullMarked;
