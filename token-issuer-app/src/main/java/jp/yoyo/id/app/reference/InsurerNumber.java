package jp.yoyo.id.app.reference;

import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.Luhn;
import jp.yoyo.id.app.format.TypedText;

/**
 * 保険者番号: six digits for 国民健康保険, eight for the others, the last one a check digit over the rest.
 *
 * @param value six or eight ASCII digits with the right check digit
 */
public record InsurerNumber(String value) {

  public InsurerNumber {
    if (!TypedText.isDigits(value, 6) && !TypedText.isDigits(value, 8)) {
      throw new FormatException("format.insurer-number.digits");
    }
    int last = value.length() - 1;
    if (value.charAt(last) != Luhn.checkDigit(value.substring(0, last))) {
      throw new FormatException("format.insurer-number.check-digit");
    }
  }

  /**
   * Reads what somebody typed.
   *
   * @param typed in any width
   * @throws FormatException if it has another length or check digit
   */
  public static InsurerNumber parse(String typed) {
    return new InsurerNumber(TypedText.digits(typed));
  }

  @Override
  public String toString() {
    return value;
  }
}
