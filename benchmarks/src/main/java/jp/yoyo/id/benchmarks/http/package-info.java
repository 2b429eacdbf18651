/** A plain HTTP/1.1 client that costs next to nothing, and load made with it. */
@NullMarked
package jp.yoyo.id.benchmarks.http;

import org.jspecify.annotations.NullMarked;
