package jp.yoyo.id.app.bankaccount;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.reference.BankCode;
import jp.yoyo.id.app.reference.Banks;
import jp.yoyo.id.app.reference.BranchCode;

/** Names of banks and branches for pages; "" for what there is not. */
public final class BankNames {

  private final UnaryOperator<String> banks;
  private final BinaryOperator<String> branches;

  private BankNames(UnaryOperator<String> banks, BinaryOperator<String> branches) {
    this.banks = banks;
    this.branches = branches;
  }

  static BankNames of(Banks banks) {
    return new BankNames(
        code -> banks.bank(BankCode.parse(code)).map(bank -> bank.name()).orElse(""),
        (bank, code) ->
            banks
                .branch(BankCode.parse(bank), BranchCode.parse(code))
                .map(branch -> branch.name())
                .orElse(""));
  }

  public String bank(String code) {
    try {
      return banks.apply(code);
    } catch (FormatException e) {
      return "";
    }
  }

  public String branch(String bank, String code) {
    try {
      return branches.apply(bank, code);
    } catch (FormatException e) {
      return "";
    }
  }
}
