/** The companion app: facilities, their accounts, bank accounts and tokens, as screens. */
@NullMarked
package jp.yoyo.id.app;

import org.jspecify.annotations.NullMarked;
