/** A person in front of a browser: pages as they are seen, with keyboard and eyes. */
@NullMarked
package jp.yoyo.id.acceptance.browser;

import org.jspecify.annotations.NullMarked;
