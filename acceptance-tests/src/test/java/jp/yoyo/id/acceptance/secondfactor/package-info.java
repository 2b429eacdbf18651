/** The second factor: who has to register one, how it is asked for, and a device that is lost. */
@NullMarked
package jp.yoyo.id.acceptance.secondfactor;

import org.jspecify.annotations.NullMarked;
