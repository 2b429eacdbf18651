package jp.yoyo.id.app.bankaccount;

import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.TypedText;

/**
 * 口座番号. Its text form is masked: whoever needs all digits asks for {@link #value}.
 *
 * @param value seven ASCII digits
 */
public record BankAccountNumber(String value) {

  private static final int LENGTH = 7;
  private static final int SHOWN = 3;

  public BankAccountNumber {
    if (!TypedText.isDigits(value, LENGTH)) {
      throw new FormatException("format.bank-account-number.digits", LENGTH);
    }
  }

  /**
   * Reads what somebody typed.
   *
   * @param typed in any width; leading zeros may be missing
   * @throws FormatException if that is not one to seven digits
   */
  public static BankAccountNumber parse(String typed) {
    String digits = TypedText.digits(typed);
    if (!TypedText.isDigits(digits) || digits.length() > LENGTH) {
      throw new FormatException("format.bank-account-number.digits", LENGTH);
    }
    return new BankAccountNumber("0".repeat(LENGTH - digits.length()) + digits);
  }

  /** For lists, history and logs: {@code ****567}. */
  public String masked() {
    return "*".repeat(LENGTH - SHOWN) + value.substring(LENGTH - SHOWN);
  }

  @Override
  public String toString() {
    return masked();
  }
}
