/** アカウントの状況: accounts that nobody uses, expired temporary passwords, missing second factors. */
@NullMarked
package jp.yoyo.id.app.accounts;

import org.jspecify.annotations.NullMarked;
