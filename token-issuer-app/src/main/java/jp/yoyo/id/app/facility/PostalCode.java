package jp.yoyo.id.app.facility;

import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.TypedText;

/**
 * 郵便番号.
 *
 * @param value seven ASCII digits
 */
public record PostalCode(String value) {

  private static final int LENGTH = 7;

  public PostalCode {
    if (!TypedText.isDigits(value, LENGTH)) {
      throw new FormatException("format.postal-code.digits", LENGTH);
    }
  }

  /**
   * Reads what somebody typed.
   *
   * @param typed in any width, with or without 〒 and hyphen
   * @throws FormatException if that is not seven digits
   */
  public static PostalCode parse(String typed) {
    return new PostalCode(TypedText.digits(typed.replace("〒", "").replace("〶", "")));
  }

  /** As people write it: {@code 100-0001}. */
  public String text() {
    return value.substring(0, 3) + "-" + value.substring(3);
  }

  @Override
  public String toString() {
    return text();
  }
}
