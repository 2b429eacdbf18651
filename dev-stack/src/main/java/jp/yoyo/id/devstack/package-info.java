/** Starts everything on one machine, and stops it again. */
@NullMarked
package jp.yoyo.id.devstack;

import org.jspecify.annotations.NullMarked;
