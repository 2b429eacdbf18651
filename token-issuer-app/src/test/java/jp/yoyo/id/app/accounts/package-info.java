@NullMarked
package jp.yoyo.id.app.accounts;

import org.jspecify.annotations.NullMarked;
