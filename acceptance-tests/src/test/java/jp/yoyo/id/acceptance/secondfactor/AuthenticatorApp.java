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

  private static final long PERIOD_MILLIS = 30_000;

  /** Within so long the server has the code that was typed, however busy the machine is. */
  private static final long TYPED_MILLIS = 10_000;

  private final byte[] secret;
  private long last = Long.MIN_VALUE;

  /**
   * @param secret as the page of the registration holds it
   */
  public AuthenticatorApp(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A code that has not been used yet, three times in a row. The server takes that of the present
   * period, the one before and the one after it; towards the end of a period it may not take the
   * one before any more when it comes.
   */
  public String nextCode() {
    long now = Instant.now().toEpochMilli();
    long present = now / PERIOD_MILLIS;
    long left = PERIOD_MILLIS - now % PERIOD_MILLIS;
    boolean ending = left < TYPED_MILLIS;
    last = Math.max(last + 1, ending ? present : present - 1);
    if (ending && last == present + 2) {
      await(left);
    } else if (last > present + 1) {
      throw new AssertionError("Too many codes at once: the server does not take this one yet");
    }
    return code(last);
  }

  /** For the next period. */
  private static void await(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
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
