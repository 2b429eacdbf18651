package jp.yoyo.id.app.bankaccount;

import io.swagger.v3.oas.annotations.media.Schema;

/** An account as callers of the API see it: to those who only look on the number is masked. */
@Schema(name = "BankAccount")
record BankAccountView(
    String bank,
    String bankName,
    String branch,
    String branchName,
    @Schema(description = "1 普通, 2 当座, 4 貯蓄, 9 その他") String kind,
    String number,
    String holder) {

  static BankAccountView of(BankAccount account, BankNames names, boolean masked) {
    return new BankAccountView(
        account.bank().value(),
        names.bank(account.bank().value()),
        account.branch().value(),
        names.branch(account.bank().value(), account.branch().value()),
        account.kindCode(),
        masked ? account.number().masked() : account.number().value(),
        account.holder().value());
  }
}
