package jp.yoyo.id.facilitytoken;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What is kept of a token: the SHA-256 of its whole text. A fast hash is right for 256 random bits:
 * there is nothing to guess.
 */
final class TokenHash {

  /** Of nothing: what an unknown token is compared with, so that this takes as long. */
  static final TokenHash NONE = new TokenHash(new byte[32]);

  private final byte[] hash;

  private TokenHash(byte[] hash) {
    this.hash = hash;
  }

  static TokenHash of(String text) {
    try {
      return new TokenHash(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@link #stored} gave it. */
  static TokenHash ofStored(String stored) {
    return new TokenHash(Base64.getDecoder().decode(stored));
  }

  String stored() {
    return Base64.getEncoder().encodeToString(hash);
  }

  /** Compares in constant time. */
  boolean matches(TokenHash other) {
    return MessageDigest.isEqual(hash, other.hash);
  }

  @Override
  public String toString() {
    return "TokenHash";
  }
}
