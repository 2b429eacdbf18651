package jp.yoyo.id.app.bankaccount;

import java.sql.ResultSet;
import java.sql.SQLException;
import jp.yoyo.id.app.reference.BankCode;
import jp.yoyo.id.app.reference.BranchCode;

/** 口座: where money goes, and in whose name. */
public record BankAccount(
    BankCode bank,
    BranchCode branch,
    AccountKind kind,
    BankAccountNumber number,
    AccountHolderKana holder) {

  /** From the columns bank, branch, kind, number and holder. */
  static BankAccount of(ResultSet row) throws SQLException {
    return new BankAccount(
        new BankCode(row.getString("bank")),
        new BranchCode(row.getString("branch")),
        AccountKind.parse(row.getString("kind")),
        new BankAccountNumber(row.getString("number")),
        new AccountHolderKana(row.getString("holder")));
  }

  /** The digit of the kind, as columns and files have it. */
  String kindCode() {
    return String.valueOf(kind.code());
  }
}
