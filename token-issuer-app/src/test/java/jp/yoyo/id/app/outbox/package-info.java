@NullMarked
package jp.yoyo.id.app.outbox;

import org.jspecify.annotations.NullMarked;
