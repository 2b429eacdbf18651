@NullMarked
package jp.yoyo.id.app.facilitytoken;

import org.jspecify.annotations.NullMarked;
