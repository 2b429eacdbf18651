package jp.yoyo.id.app.reference;

import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.TypedText;

/**
 * 金融機関コード.
 *
 * @param value four ASCII digits
 */
public record BankCode(String value) implements Comparable<BankCode> {

  /** ゆうちょ銀行. */
  public static final BankCode POSTAL_SAVINGS = new BankCode("9900");

  /** Assigned to no bank: the one of demo data. */
  public static final BankCode DEMO = new BankCode("9999");

  private static final int LENGTH = 4;

  public BankCode {
    if (!TypedText.isDigits(value, LENGTH)) {
      throw new FormatException("format.bank-code.digits", LENGTH);
    }
  }

  /**
   * Reads what somebody typed.
   *
   * @param typed in any width
   * @throws FormatException if that is not four digits
   */
  public static BankCode parse(String typed) {
    return new BankCode(TypedText.digits(typed));
  }

  @Override
  public int compareTo(BankCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
