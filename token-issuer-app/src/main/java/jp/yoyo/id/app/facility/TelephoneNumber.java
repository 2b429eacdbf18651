package jp.yoyo.id.app.facility;

import java.util.regex.Pattern;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.TypedText;

/**
 * A telephone number within Japan, grouped as it was typed: where the area code ends follows from
 * no rule.
 *
 * @param value digits in groups with one hyphen between them, ten or eleven digits in all
 */
public record TelephoneNumber(String value) {

  private static final Pattern GROUPS = Pattern.compile("0[0-9]*(-[0-9]+)*");

  /** {@code 03(1234)5678} and {@code 03.1234.5678} mean the same as with hyphens. */
  private static final Pattern SEPARATORS = Pattern.compile("[-(). ]+");

  private static final Pattern JAPAN = Pattern.compile("^\\+81[-( ]*0?\\)?");

  public TelephoneNumber {
    int digits = value.replace("-", "").length();
    if (!GROUPS.matcher(value).matches() || digits < 10 || digits > 11) {
      throw new FormatException("format.telephone-number");
    }
  }

  /**
   * Reads what somebody typed.
   *
   * @param typed in any width; hyphens, brackets or spaces between the groups, or none; +81 for the
   *     leading zero
   * @throws FormatException if that is no telephone number within Japan
   */
  public static TelephoneNumber parse(String typed) {
    String national = JAPAN.matcher(TypedText.narrow(typed)).replaceFirst("0");
    String grouped = SEPARATORS.matcher(national).replaceAll("-");
    return new TelephoneNumber(grouped.replaceAll("^-|-$", ""));
  }

  /** Without the grouping, for comparison and search. */
  public String digits() {
    return value.replace("-", "");
  }

  @Override
  public String toString() {
    return value;
  }
}
