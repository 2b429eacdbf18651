/** What {@code ./start} has to show. */
@NullMarked
package jp.yoyo.id.acceptance.demo;

import org.jspecify.annotations.NullMarked;
