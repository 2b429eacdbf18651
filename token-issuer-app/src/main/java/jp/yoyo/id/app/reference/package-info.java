/** Prefectures, municipalities, banks and branches. */
@NullMarked
package jp.yoyo.id.app.reference;

import org.jspecify.annotations.NullMarked;
