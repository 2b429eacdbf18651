/** Temporary passwords: random, mailed, short-lived, good for one thing only: being changed. */
@NullMarked
package jp.yoyo.id.temporarypassword;

import org.jspecify.annotations.NullMarked;
