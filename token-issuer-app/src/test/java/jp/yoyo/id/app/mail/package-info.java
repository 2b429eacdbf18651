@NullMarked
package jp.yoyo.id.app.mail;

import org.jspecify.annotations.NullMarked;
