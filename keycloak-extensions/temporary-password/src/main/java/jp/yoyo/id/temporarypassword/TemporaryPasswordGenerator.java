package jp.yoyo.id.temporarypassword;

import java.util.Random;
import java.util.function.Predicate;

/**
 * Makes random passwords that a person can read from a mail or a sheet of paper and type.
 *
 * <p>The alphabet holds one character of each family that looks alike in some font: {@code 0 O o Q
 * D}-like, {@code 1 l I i |}, {@code 2 Z z}, {@code 5 S s}, {@code 6 G b}, {@code 8 B}, {@code 9 g
 * q}, {@code u v U V}, {@code rn m}, and no lower-case letter that differs from its capital by size
 * alone. The only symbol is the underscore: it survives HTML, mail clients that turn text into
 * links, and the double click that selects a word, and it never stands at an end, where it would be
 * overlooked, nor next to another one, where two look like one.
 *
 * <p>35 letters and digits in 15 places and the place of the underscore make more than 80 bits.
 */
final class TemporaryPasswordGenerator {

  static final String UPPER_CASE = "ACDEFHJKLMNPRTUWXY";
  static final String LOWER_CASE = "adefhjnrt";
  static final String DIGITS = "23456789";
  static final char SYMBOL = '_';

  /** Letters and digits in each password; symbols come on top. */
  static final int LETTERS_AND_DIGITS = 15;

  private static final String ALPHANUMERIC = UPPER_CASE + LOWER_CASE + DIGITS;

  /** Draws for one shape of a password; a usual policy accepts the first. */
  private static final int DRAWS = 50;

  private static final int MAX_SYMBOLS = 4;

  private final Random random;

  /**
   * @param random a cryptographically strong source
   */
  TemporaryPasswordGenerator(Random random) {
    this.random = random;
  }

  /**
   * A password that the policy accepts.
   *
   * @param minimumLength of the policy, for policies that ask for more than 16 characters
   * @param policy whether it accepts a candidate
   * @throws IllegalStateException if no candidate is accepted: then there is no password, rather
   *     than a weak one
   */
  TemporaryPassword generate(int minimumLength, Predicate<String> policy) {
    for (int symbols = 1; symbols <= MAX_SYMBOLS; symbols++) {
      int length = Math.max(LETTERS_AND_DIGITS + symbols, minimumLength);
      for (int i = 0; i < DRAWS; i++) {
        String candidate = draw(length, symbols);
        if (mixesAllKinds(candidate) && policy.test(candidate)) {
          return new TemporaryPassword(candidate);
        }
      }
    }
    throw new IllegalStateException(
        "the realm's password policy accepts no generated password: check its rules");
  }

  private String draw(int length, int symbols) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length - symbols; i++) {
      text.append(ALPHANUMERIC.charAt(random.nextInt(ALPHANUMERIC.length())));
    }
    for (int placed = 0; placed < symbols; ) {
      int place = 1 + random.nextInt(text.length() - 1);
      if (text.charAt(place - 1) != SYMBOL && text.charAt(place) != SYMBOL) {
        text.insert(place, SYMBOL);
        placed++;
      }
    }
    return text.toString();
  }

  private static boolean mixesAllKinds(String candidate) {
    return containsAny(candidate, UPPER_CASE)
        && containsAny(candidate, LOWER_CASE)
        && containsAny(candidate, DIGITS);
  }

  private static boolean containsAny(String text, String characters) {
    return text.chars().anyMatch(c -> characters.indexOf(c) >= 0);
  }
}
