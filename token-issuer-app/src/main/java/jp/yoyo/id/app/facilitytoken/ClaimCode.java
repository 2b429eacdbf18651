package jp.yoyo.id.app.facilitytoken;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 受領コード: sixteen characters without look-alikes, the last of them a check character, so that a slip
 * of the pen is told from an attack. Random, 74 bits; it is good for nothing without the facility's
 * own login. No {@code toString}: it is in no log.
 */
final class ClaimCode {

  /** Without 0 O 1 I L, without U and V, which look alike in handwriting. 29, a prime. */
  private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ";

  private static final int LENGTH = 16;
  private static final int GROUP = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String characters;

  private ClaimCode(String characters) {
    this.characters = characters;
  }

  /** A new one. */
  static ClaimCode next() {
    StringBuilder code = new StringBuilder();
    for (int i = 1; i < LENGTH; i++) {
      code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new ClaimCode(code.append(checkCharacter(code)).toString());
  }

  /** What somebody typed, in any width and case, with or without groups; empty if it is none. */
  static Optional<ClaimCode> parse(@Nullable String typed) {
    if (typed == null || typed.length() > 100) {
      return Optional.empty();
    }
    String plain =
        Normalizer.normalize(typed, Normalizer.Form.NFKC)
            .replaceAll("[\\s\\p{Pd}ー−]", "")
            .toUpperCase(Locale.ROOT);
    boolean wellFormed =
        plain.length() == LENGTH && plain.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    return wellFormed && plain.charAt(LENGTH - 1) == checkCharacter(plain.substring(0, LENGTH - 1))
        ? Optional.of(new ClaimCode(plain))
        : Optional.empty();
  }

  /** Over a prime with different weights: every single slip and every swap of two shows. */
  private static char checkCharacter(CharSequence code) {
    int sum = 0;
    for (int i = 0; i < code.length(); i++) {
      sum += (i + 1) * ALPHABET.indexOf(code.charAt(i));
    }
    return ALPHABET.charAt(sum % ALPHABET.length());
  }

  /** For paper: {@code 7KQ2-M9XD-4TAB-CD23}. */
  String grouped() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i += GROUP) {
      text.append(i == 0 ? "" : "-").append(characters, i, i + GROUP);
    }
    return text.toString();
  }

  /**
   * What is stored: bound to the application, so that a hash moved to another row opens nothing.
   */
  String hash(UUID application) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest((application + ":" + characters).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a stored hash is this code's; takes the same time whatever differs. */
  boolean matches(UUID application, String hash) {
    return MessageDigest.isEqual(
        hash(application).getBytes(StandardCharsets.US_ASCII),
        hash.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "ClaimCode";
  }
}
