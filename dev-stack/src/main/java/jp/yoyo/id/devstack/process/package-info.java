/** Processes of our own, their ports, and how to find them again after a crash. */
@NullMarked
package jp.yoyo.id.devstack.process;

import org.jspecify.annotations.NullMarked;
