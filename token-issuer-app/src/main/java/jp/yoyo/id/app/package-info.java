/** The companion app: facility register, account issuance, bank accounts, checklist. */
@NullMarked
package jp.yoyo.id.app;

import org.jspecify.annotations.NullMarked;
