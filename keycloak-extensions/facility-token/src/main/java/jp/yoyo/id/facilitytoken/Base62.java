package jp.yoyo.id.facilitytoken;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** Numbers in digits, upper-case and lower-case letters: one word for whoever double-clicks it. */
final class Base62 {

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

  private Base62() {}

  /** The unsigned number in that many characters, with leading zeros. */
  static String encode(BigInteger number, int length) {
    char[] text = new char[length];
    Arrays.fill(text, DIGITS.charAt(0));
    BigInteger rest = number;
    for (int i = length - 1; rest.signum() > 0; i--) {
      if (i < 0) {
        throw new IllegalArgumentException("More than " + length + " characters");
      }
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      text[i] = DIGITS.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(text);
  }

  /** The number, if it is one and has at most that many bits: each number has one form only. */
  static Optional<BigInteger> decode(String text, int bits) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    return number.bitLength() <= bits ? Optional.of(number) : Optional.empty();
  }
}
