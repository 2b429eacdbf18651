/** The facility register (医療機関マスタ). */
@NullMarked
package jp.yoyo.id.app.facility;

import org.jspecify.annotations.NullMarked;
