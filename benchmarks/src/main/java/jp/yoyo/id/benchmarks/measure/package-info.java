/** What is measured, and how the numbers are made. */
@NullMarked
package jp.yoyo.id.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
