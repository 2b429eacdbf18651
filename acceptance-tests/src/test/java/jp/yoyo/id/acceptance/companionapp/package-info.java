/** The companion app in a browser, against the running stack. */
@NullMarked
package jp.yoyo.id.acceptance.companionapp;

import org.jspecify.annotations.NullMarked;
