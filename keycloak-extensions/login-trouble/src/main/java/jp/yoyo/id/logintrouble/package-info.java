/** The page that says what to do when a login does not succeed. */
@NullMarked
package jp.yoyo.id.logintrouble;

import org.jspecify.annotations.NullMarked;
