/** The companion app as a part of the stack. */
@NullMarked
package jp.yoyo.id.devstack.app;

import org.jspecify.annotations.NullMarked;
