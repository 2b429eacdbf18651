package jp.yoyo.id.app.reference;

import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.TypedText;

/**
 * 支店コード, unique within its bank.
 *
 * @param value three ASCII digits
 */
public record BranchCode(String value) implements Comparable<BranchCode> {

  private static final int LENGTH = 3;

  public BranchCode {
    if (!TypedText.isDigits(value, LENGTH)) {
      throw new FormatException("format.branch-code.digits", LENGTH);
    }
  }

  /**
   * Reads what somebody typed.
   *
   * @param typed in any width
   * @throws FormatException if that is not three digits
   */
  public static BranchCode parse(String typed) {
    return new BranchCode(TypedText.digits(typed));
  }

  @Override
  public int compareTo(BranchCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
