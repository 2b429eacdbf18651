/** 医療機関トークン (chapter 8): application, reviews, hand-over, claim, life of a token, its API. */
@NullMarked
package jp.yoyo.id.app.facilitytoken;

import org.jspecify.annotations.NullMarked;
