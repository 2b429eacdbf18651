package jp.yoyo.id.facility.client;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The facility token (医療機関トークン): {@code yyft_<account id>_<credential id>_<secret><checksum>}. The
 * ids are UUIDs in 22 characters each, the secret takes 43, the checksum 6, all to the base 62.
 *
 * <p>The checksum is the CRC-32 of everything before it, as six digits to the base 62 ({@code 0-9
 * A-Z a-z}, highest first). It protects nothing; it tells a mistyped or cut token from a refused
 * one without asking anybody.
 */
public final class FacilityToken {

  private static final int CHECKSUM_LENGTH = 6;
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final Pattern FORM =
      Pattern.compile("yyft_([0-9A-Za-z]{22})_([0-9A-Za-z]{22})_[0-9A-Za-z]{49}");

  private final String text;
  private final String id;

  private FacilityToken(String text, String id) {
    this.text = text;
    this.id = id;
  }

  /**
   * Reads one; blanks and line ends around it, which copying brings along, do not matter.
   *
   * @throws MalformedTokenException if it cannot be a token; the text is not repeated
   */
  public static FacilityToken parse(String text) throws MalformedTokenException {
    String stripped = text.strip();
    Matcher form = FORM.matcher(stripped);
    if (!form.matches()) {
      throw new MalformedTokenException(Message.of("token.form"));
    }
    int end = stripped.length() - CHECKSUM_LENGTH;
    if (!checksum(stripped.substring(0, end)).equals(stripped.substring(end))) {
      throw new MalformedTokenException(Message.of("token.checksum"));
    }
    return new FacilityToken(stripped, uuid(form.group(2)));
  }

  static String checksum(String before) {
    CRC32 crc = new CRC32();
    crc.update(before.getBytes(StandardCharsets.US_ASCII));
    long left = crc.getValue();
    char[] digits = new char[CHECKSUM_LENGTH];
    for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (left % DIGITS.length()));
      left /= DIGITS.length();
    }
    return new String(digits);
  }

  private static String uuid(String digits) throws MalformedTokenException {
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < digits.length(); i++) {
      number =
          number
              .multiply(BigInteger.valueOf(DIGITS.length()))
              .add(BigInteger.valueOf(DIGITS.indexOf(digits.charAt(i))));
    }
    if (number.bitLength() > 2 * Long.SIZE) {
      throw new MalformedTokenException(Message.of("token.form"));
    }
    return new UUID(number.shiftRight(Long.SIZE).longValue(), number.longValue()).toString();
  }

  /** The id under which the companion app lists it: no secret, tells which of several it is. */
  public String id() {
    return id;
  }

  /** The secret itself; for the token endpoint and nobody else. */
  String reveal() {
    return text;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "FacilityToken " + id;
  }
}
