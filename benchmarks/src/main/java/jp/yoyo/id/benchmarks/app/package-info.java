/** The companion app with as many facilities and applications as the country has. */
@NullMarked
package jp.yoyo.id.benchmarks.app;

import org.jspecify.annotations.NullMarked;
