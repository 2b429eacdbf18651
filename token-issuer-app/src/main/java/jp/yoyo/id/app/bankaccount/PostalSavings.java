package jp.yoyo.id.app.bankaccount;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.TypedText;
import jp.yoyo.id.app.reference.BankCode;
import jp.yoyo.id.app.reference.BranchCode;

/**
 * An account at ゆうちょ銀行 as other banks address it, from the 記号 and 番号 that its passbook shows.
 * Whether the branch exists only the list of branches tells.
 *
 * @param branch 店番 of bank 9900
 */
public record PostalSavings(BranchCode branch, AccountKind kind, BankAccountNumber number) {

  /** Five digits; some passbooks print a single digit behind them, which counts for nothing. */
  private static final Pattern SYMBOL = Pattern.compile("([0-9]{5})([- ]?[0-9]?)[- ]?");

  private static final Pattern BOTH = Pattern.compile("([0-9]{5})[- ](?:[0-9][- ])?([0-9]+)");

  private static final int ORDINARY_MAXIMUM = 8;
  private static final int CURRENT_MAXIMUM = 7;

  /**
   * Reads what somebody typed.
   *
   * @param symbol 記号 in any width
   * @param number 番号 in any width
   * @throws FormatException if there is no such 記号 or the 番号 has the wrong length for it
   */
  public static PostalSavings parse(String symbol, String number) {
    Matcher matcher = SYMBOL.matcher(TypedText.narrow(symbol));
    if (!matcher.matches()) {
      throw new FormatException("format.postal-savings.symbol");
    }
    return of(matcher.group(1), TypedText.digits(number));
  }

  /**
   * Reads what somebody typed.
   *
   * @param typed both in one, {@code 10530-12345671} or {@code 10530-1-12345671}
   * @throws FormatException as for two
   */
  public static PostalSavings parse(String typed) {
    Matcher matcher = BOTH.matcher(TypedText.narrow(typed));
    if (!matcher.matches()) {
      throw new FormatException("format.postal-savings.symbol");
    }
    return of(matcher.group(1), matcher.group(2));
  }

  private static PostalSavings of(String symbol, String number) {
    String middle = symbol.substring(1, 3);
    return switch (symbol.charAt(0)) {
      case '1' -> {
        requireLength(number, 2, ORDINARY_MAXIMUM);
        // The last digit is a check digit of ゆうちょ's own.
        yield new PostalSavings(
            new BranchCode(middle + "8"),
            AccountKind.ORDINARY,
            BankAccountNumber.parse(number.substring(0, number.length() - 1)));
      }
      case '0' -> {
        requireLength(number, 1, CURRENT_MAXIMUM);
        yield new PostalSavings(
            new BranchCode(middle + "9"), AccountKind.CURRENT, BankAccountNumber.parse(number));
      }
      default -> throw new FormatException("format.postal-savings.symbol");
    };
  }

  private static void requireLength(String number, int minimum, int maximum) {
    if (!TypedText.isDigits(number) || number.length() < minimum || number.length() > maximum) {
      throw new FormatException("format.postal-savings.number", minimum, maximum);
    }
  }

  public BankCode bank() {
    return BankCode.POSTAL_SAVINGS;
  }
}
