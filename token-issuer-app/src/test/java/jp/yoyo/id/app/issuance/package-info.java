/** Tests of the account issuance and of the pages around it. */
@NullMarked
package jp.yoyo.id.app.issuance;

import org.jspecify.annotations.NullMarked;
