/** Chapter 5 of the manual: everyday logins, and what to do when one does not succeed. */
@NullMarked
package jp.yoyo.id.acceptance.chapter5;

import org.jspecify.annotations.NullMarked;
