/** Bank accounts (医療機関口座情報). */
@NullMarked
package jp.yoyo.id.app.bankaccount;

import org.jspecify.annotations.NullMarked;
