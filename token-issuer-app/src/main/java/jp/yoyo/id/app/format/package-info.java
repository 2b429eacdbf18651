/**
 * What people type, and how it becomes a value: widths of characters, check digits, what was wrong
 * with it.
 */
@NullMarked
package jp.yoyo.id.app.format;

import org.jspecify.annotations.NullMarked;
