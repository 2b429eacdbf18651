package jp.yoyo.id.realmconfig;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Tells whether a secret is the one that was stored, without storing it: salted PBKDF2, as slow as
 * a password's hash should be. Text form {@code salt:hash}, both Base64.
 */
final class Fingerprint {
  private static final int ITERATIONS = 600_000;
  private static final int BITS = 256;
  private static final int SALT_BYTES = 16;

  private final byte[] salt;
  private final byte[] hash;

  private Fingerprint(byte[] salt, byte[] hash) {
    this.salt = salt;
    this.hash = hash;
  }

  static Fingerprint fresh(String secret) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new Fingerprint(salt, hash(secret, salt));
  }

  /** Empty for a text that is no fingerprint. */
  static Optional<Fingerprint> of(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    try {
      Base64.Decoder decoder = Base64.getDecoder();
      byte[] salt = decoder.decode(text.substring(0, colon));
      byte[] hash = decoder.decode(text.substring(colon + 1));
      return salt.length == SALT_BYTES
          ? Optional.of(new Fingerprint(salt, hash))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean matches(String secret) {
    return MessageDigest.isEqual(hash, hash(secret, salt));
  }

  String text() {
    Base64.Encoder encoder = Base64.getEncoder();
    return encoder.encodeToString(salt) + ":" + encoder.encodeToString(hash);
  }

  private static byte[] hash(String secret, byte[] salt) {
    PBEKeySpec key = new PBEKeySpec(secret.toCharArray(), salt, ITERATIONS, BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      key.clearPassword();
    }
  }
}
