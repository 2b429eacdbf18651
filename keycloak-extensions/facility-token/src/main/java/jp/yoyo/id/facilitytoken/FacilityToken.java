package jp.yoyo.id.facilitytoken;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A facility token in plain text: {@code yyft_<account id>_<credential id>_<secret><checksum>}.
 *
 * <p>The ids are UUIDs in 22 characters each, the secret has 256 random bits in 43, and the
 * checksum is the CRC-32 of all that stands before it in 6, all in base 62. Whatever has another
 * shape, or one character altered, is no token, and nothing has to be looked up to say so.
 *
 * <p>For scanners that look for leaked tokens: {@value #PATTERN}.
 */
final class FacilityToken {

  /** What a token looks like; a text that matches is one if its checksum is right, too. */
  static final String PATTERN = "yyft_[0-9A-Za-z]{22}_[0-9A-Za-z]{22}_[0-9A-Za-z]{49}";

  private static final Pattern SHAPE = Pattern.compile(PATTERN);
  private static final String PREFIX = "yyft_";
  private static final int ID_LENGTH = 22;
  private static final int ID_BITS = 128;
  private static final int SECRET_LENGTH = 43;
  private static final int SECRET_BITS = 256;
  private static final int CHECKSUM_LENGTH = 6;
  private static final int LENGTH =
      PREFIX.length() + 2 * (ID_LENGTH + 1) + SECRET_LENGTH + CHECKSUM_LENGTH;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String accountId;
  private final String credentialId;
  private final String text;

  private FacilityToken(String accountId, String credentialId, String text) {
    this.accountId = accountId;
    this.credentialId = credentialId;
    this.text = text;
  }

  /** A new token with a new secret. */
  static FacilityToken create(String accountId, String credentialId) {
    String body =
        PREFIX
            + encoded(UUID.fromString(accountId))
            + "_"
            + encoded(UUID.fromString(credentialId))
            + "_"
            + Base62.encode(new BigInteger(SECRET_BITS, RANDOM), SECRET_LENGTH);
    return new FacilityToken(accountId, credentialId, body + checksum(body));
  }

  /** The token, if the text is one: its shape and its checksum are right. */
  static Optional<FacilityToken> parse(@Nullable String text) {
    if (text == null || text.length() != LENGTH || !SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    String body = text.substring(0, LENGTH - CHECKSUM_LENGTH);
    if (!text.endsWith(checksum(body))) {
      return Optional.empty();
    }
    int account = PREFIX.length();
    int credential = account + ID_LENGTH + 1;
    int secret = credential + ID_LENGTH + 1;
    Optional<String> accountId = decoded(body.substring(account, account + ID_LENGTH));
    Optional<String> credentialId = decoded(body.substring(credential, credential + ID_LENGTH));
    if (accountId.isEmpty()
        || credentialId.isEmpty()
        || Base62.decode(body.substring(secret), SECRET_BITS).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new FacilityToken(accountId.get(), credentialId.get(), text));
  }

  /** Id of the facility's system account. */
  String accountId() {
    return accountId;
  }

  /** Id of the credential that holds the hash. */
  String credentialId() {
    return credentialId;
  }

  /** The plain text: for the one who may have it, and for nothing else. */
  String reveal() {
    return text;
  }

  TokenHash hash() {
    return TokenHash.of(text);
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return PREFIX + "…" + credentialId;
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return Base62.encode(BigInteger.valueOf(crc.getValue()), CHECKSUM_LENGTH);
  }

  private static String encoded(UUID id) {
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return Base62.encode(new BigInteger(1, bytes), ID_LENGTH);
  }

  private static Optional<String> decoded(String text) {
    return Base62.decode(text, ID_BITS)
        .map(
            number ->
                new UUID(number.shiftRight(Long.SIZE).longValue(), number.longValue()).toString());
  }
}
