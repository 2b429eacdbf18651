package jp.yoyo.id.acceptance.secondfactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An authenticator app (RFC 6238: SHA-1, six digits, 30 seconds). A code is good for one login, and
 * the server takes those of the periods before and after the present one as well: so each call
 * gives the code of the next period, beginning with the one before, and no test waits for the
 * clock.
 */
public final class AuthenticatorApp {

  private static final int PERIOD_SECONDS = 30;

  private final byte[] secret;
  private long last = Long.MIN_VALUE;

  /**
   * @param secret as the page of the registration holds it
   */
  public AuthenticatorApp(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** A code that has not been used yet: three times in a row without waiting. */
  public String nextCode() {
    long present = Instant.now().getEpochSecond() / PERIOD_SECONDS;
    last = Math.max(last + 1, present - 1);
    if (last > present + 1) {
      throw new AssertionError("Too many codes at once: the server does not take this one yet");
    }
    return code(last);
  }

  private String code(long period) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(period).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fffffff;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
