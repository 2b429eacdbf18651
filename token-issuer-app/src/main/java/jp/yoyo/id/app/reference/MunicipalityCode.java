package jp.yoyo.id.app.reference;

import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.TypedText;

/**
 * 全国地方公共団体コード: two digits for the prefecture, three for the municipality or 広域連合, a check digit.
 *
 * @param value six ASCII digits with the right check digit
 */
public record MunicipalityCode(String value) implements Comparable<MunicipalityCode> {

  private static final int LENGTH = 6;

  public MunicipalityCode {
    if (!TypedText.isDigits(value, LENGTH)) {
      throw new FormatException("format.municipality-code.digits", LENGTH);
    }
    int prefecture = Integer.parseInt(value.substring(0, 2));
    if (prefecture < 1 || prefecture > 47) {
      throw new FormatException("format.municipality-code.prefecture");
    }
    if (value.charAt(LENGTH - 1) != checkDigit(value)) {
      throw new FormatException("format.municipality-code.check-digit");
    }
  }

  /**
   * Reads what somebody typed.
   *
   * @param typed in any width
   * @throws FormatException if it has another length, prefecture or check digit
   */
  public static MunicipalityCode parse(String typed) {
    return new MunicipalityCode(TypedText.digits(typed));
  }

  /** Weights 6, 5, 4, 3, 2; eleven less the remainder by eleven; of that the last digit. */
  static char checkDigit(String code) {
    int sum = 0;
    for (int i = 0; i < LENGTH - 1; i++) {
      sum += (code.charAt(i) - '0') * (LENGTH - i);
    }
    return (char) ('0' + (11 - sum % 11) % 10);
  }

  public String prefecture() {
    return value.substring(0, 2);
  }

  /** Whether this is the code of the prefecture itself, which is no municipality. */
  public boolean isPrefecture() {
    return value.startsWith("000", 2);
  }

  @Override
  public int compareTo(MunicipalityCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
