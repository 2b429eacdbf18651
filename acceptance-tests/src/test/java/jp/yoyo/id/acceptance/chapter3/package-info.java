/** Chapter 3 of the manual: the first login, and that nothing gets past its one page. */
@NullMarked
package jp.yoyo.id.acceptance.chapter3;

import org.jspecify.annotations.NullMarked;
