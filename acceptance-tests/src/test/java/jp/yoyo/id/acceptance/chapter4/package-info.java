/** Chapter 4 of the manual: an administrator manages the members of the own organization. */
@NullMarked
package jp.yoyo.id.acceptance.chapter4;

import org.jspecify.annotations.NullMarked;
