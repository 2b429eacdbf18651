/** Chapters 1 and 2 of the manual: the municipality issues the account, the mail arrives. */
@NullMarked
package jp.yoyo.id.acceptance.chapter1;

import org.jspecify.annotations.NullMarked;
