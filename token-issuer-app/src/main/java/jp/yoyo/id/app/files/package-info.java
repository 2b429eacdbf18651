/** Tables in and out: .xlsx and CSV from people's own programs, exports and forms for them. */
@NullMarked
package jp.yoyo.id.app.files;

import org.jspecify.annotations.NullMarked;
