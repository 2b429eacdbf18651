/** The realm's configuration, brought to a running server. */
@NullMarked
package jp.yoyo.id.acceptance.realm;

import org.jspecify.annotations.NullMarked;
