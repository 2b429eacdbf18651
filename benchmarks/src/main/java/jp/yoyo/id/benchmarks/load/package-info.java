/** Fills the database with organisations and users. */
@NullMarked
package jp.yoyo.id.benchmarks.load;

import org.jspecify.annotations.NullMarked;
