package jp.yoyo.id.benchmarks.load;

import java.util.Locale;
import java.util.Set;

/** Codes with the form of official ones that no real organisation has. */
public final class FacilityCode {

  private static final Set<String> SHORT_CHECK = Set.of("11", "12", "13", "14");

  private FacilityCode() {}

  /**
   * 医療機関コード, ten digits, with 点数表 9, which does not exist; unique among 999,999.
   *
   * @param prefecture two digits
   */
  public static String facility(String prefecture, int number) {
    String digits = prefecture + "9" + String.format(Locale.ROOT, "%06d", number);
    // 埼玉, 千葉, 東京 and 神奈川 leave prefecture and kind out of the check.
    return digits + luhn(SHORT_CHECK.contains(prefecture) ? digits.substring(3) : digits);
  }

  /** Six digits like 全国地方公共団体コード, of the range that is not assigned. */
  static String municipality(String prefecture, int number) {
    return prefecture + String.format(Locale.ROOT, "9%04d", number);
  }

  private static int luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int product = i % 2 == 0 ? 2 * digit : digit;
      sum += product / 10 + product % 10;
    }
    return (10 - sum % 10) % 10;
  }
}
