/** What tests of all features share. */
@NullMarked
package jp.yoyo.id.app.testing;

import org.jspecify.annotations.NullMarked;
