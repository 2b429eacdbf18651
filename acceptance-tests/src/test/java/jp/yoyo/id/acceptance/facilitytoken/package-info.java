/** Facility tokens: issued, exchanged, rotated, revoked, and attacked. */
@NullMarked
package jp.yoyo.id.acceptance.facilitytoken;

import org.jspecify.annotations.NullMarked;
