package jp.yoyo.id.app.facility;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.Luhn;
import jp.yoyo.id.app.format.TypedText;

/**
 * 医療機関コード: ten digits {@code PP T CCNNNN D}: prefecture, score table (点数表), the facility's number
 * within it, check digit. It changes when a facility moves or gets another owner: no identity.
 *
 * <p>Venues (接種会場) have a 類似コード of the same length whose composition nobody has published.
 * Therefore ten digits are a code; everything else is a {@link Doubt} that an officer may override
 * with a reason.
 *
 * @param value ten ASCII digits
 */
public record FacilityCode(String value) implements Comparable<FacilityCode> {

  /** What the last digit says about the others. */
  public enum CheckDigit {
    RIGHT,
    WRONG,
    /** Right by one of the two ways of counting, and nobody has published which one holds here. */
    UNVERIFIED
  }

  /** Something about a code that nobody should pass over. */
  public enum Doubt {
    /** Most likely mistyped. */
    CHECK_DIGIT_WRONG(true),
    /** To be mentioned, nothing to be done. */
    CHECK_DIGIT_UNVERIFIED(false),
    /** The first two digits are none of the 47 prefectures. */
    PREFECTURE_UNKNOWN(true),
    /** The third digit is no known score table. */
    SCORE_TABLE_UNKNOWN(true);

    private final boolean needsReason;

    Doubt(boolean needsReason) {
      this.needsReason = needsReason;
    }

    /** Whether a code with this doubt is accepted only with a reason. */
    public boolean needsReason() {
      return needsReason;
    }

    public String key() {
      return "format.facility-code.doubt." + name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int LENGTH = 10;
  private static final int BEFORE_CHECK_DIGIT = LENGTH - 1;
  private static final char MEDICAL = '1';

  /** 医科, 歯科, 調剤, 訪問看護; 9 is that of demo data, which no real code has. */
  private static final String SCORE_TABLES = "13469";

  /** 埼玉, 千葉, 東京, 神奈川 count over the six digits of the number alone. */
  private static final Set<String> OVER_NUMBER = Set.of("11", "12", "13", "14");

  private static final String OKINAWA = "47";

  public FacilityCode {
    if (!TypedText.isDigits(value, LENGTH)) {
      throw new FormatException("format.facility-code.digits", LENGTH);
    }
  }

  /**
   * Reads what somebody typed.
   *
   * @param typed in any width, with or without hyphens
   * @throws FormatException if that is not ten digits
   */
  public static FacilityCode parse(String typed) {
    return new FacilityCode(TypedText.digits(typed));
  }

  /**
   * The code whose first nine digits these are, with the check digit of its prefecture. For demo
   * and test data.
   */
  public static FacilityCode complete(String nineDigits) {
    if (!TypedText.isDigits(nineDigits, BEFORE_CHECK_DIGIT)) {
      throw new FormatException("format.facility-code.digits", LENGTH);
    }
    String over =
        OVER_NUMBER.contains(nineDigits.substring(0, 2)) ? nineDigits.substring(3) : nineDigits;
    return new FacilityCode(nineDigits + Luhn.checkDigit(over));
  }

  /** The first two digits, 01 to 47 unless {@link #doubts} says otherwise. */
  public String prefecture() {
    return value.substring(0, 2);
  }

  /** 点数表: 1 医科, 3 歯科, 4 調剤, 6 訪問看護. */
  public char scoreTable() {
    return value.charAt(2);
  }

  public CheckDigit checkDigit() {
    char given = value.charAt(BEFORE_CHECK_DIGIT);
    boolean overAll = given == Luhn.checkDigit(value.substring(0, BEFORE_CHECK_DIGIT));
    boolean overNumber = given == Luhn.checkDigit(value.substring(3, BEFORE_CHECK_DIGIT));
    boolean greaterTokyo = OVER_NUMBER.contains(prefecture());
    if (scoreTable() != MEDICAL && (greaterTokyo || prefecture().equals(OKINAWA))) {
      // Dental and pharmacy codes of these five: no source says which way holds.
      if (overAll && overNumber) {
        return CheckDigit.RIGHT;
      }
      return overAll || overNumber ? CheckDigit.UNVERIFIED : CheckDigit.WRONG;
    }
    return (greaterTokyo ? overNumber : overAll) ? CheckDigit.RIGHT : CheckDigit.WRONG;
  }

  /** What to tell whoever enters this code; empty for nearly all. */
  public Set<Doubt> doubts() {
    EnumSet<Doubt> doubts = EnumSet.noneOf(Doubt.class);
    int prefecture = Integer.parseInt(prefecture());
    if (prefecture < 1 || prefecture > 47) {
      doubts.add(Doubt.PREFECTURE_UNKNOWN);
    }
    if (SCORE_TABLES.indexOf(scoreTable()) < 0) {
      doubts.add(Doubt.SCORE_TABLE_UNKNOWN);
    }
    switch (checkDigit()) {
      case WRONG -> doubts.add(Doubt.CHECK_DIGIT_WRONG);
      case UNVERIFIED -> doubts.add(Doubt.CHECK_DIGIT_UNVERIFIED);
      case RIGHT -> {}
    }
    return Collections.unmodifiableSet(doubts);
  }

  /** Whether whoever enters this code has to say why it is right all the same. */
  public boolean needsReason() {
    return doubts().stream().anyMatch(Doubt::needsReason);
  }

  @Override
  public int compareTo(FacilityCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
