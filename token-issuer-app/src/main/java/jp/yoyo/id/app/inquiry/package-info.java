/** お問い合わせ: users ask the help desk in writing; it answers, and both see where it stands. */
@NullMarked
package jp.yoyo.id.app.inquiry;

import org.jspecify.annotations.NullMarked;
