/** メンテナンス: planned, announced, and what everybody but the operators sees while it lasts. */
@NullMarked
package jp.yoyo.id.app.maintenance;

import org.jspecify.annotations.NullMarked;
