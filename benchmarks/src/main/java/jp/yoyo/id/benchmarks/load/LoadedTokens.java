package jp.yoyo.id.benchmarks.load;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * One facility token and one confidential client for each facility, all made from one seed: what
 * was loaded can be measured again without a file of 200,000 secrets.
 *
 * @param seed random
 */
public record LoadedTokens(String seed, int facilities) {

  private static final String FILE = "loaded-tokens.properties";
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** Id of a facility's system account. */
  String account(int number) {
    return uuid("account", number).toString();
  }

  /** Id of its token. */
  String credential(int number) {
    return uuid("credential", number).toString();
  }

  /** A token as a clinic system has it; its form is that of the extension facility-token. */
  public String token(int number) {
    return token(number, "secret");
  }

  /** Those of the first facilities, for whoever uses them more than once. */
  public String[] tokens(int count) {
    return IntStream.range(0, count).mapToObj(this::token).toArray(String[]::new);
  }

  private String token(int number, String secret) {
    String body =
        "yyft_"
            + base62(unsigned(uuid("account", number)), 22)
            + "_"
            + base62(unsigned(uuid("credential", number)), 22)
            + "_"
            + base62(new BigInteger(1, hash(secret, number)), 43);
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return body + base62(BigInteger.valueOf(crc.getValue()), 6);
  }

  /** A token of the right form for an account that exists, with another secret. */
  public String wrongToken(int number) {
    return token(number, "no secret");
  }

  /** What the extension keeps of a token. */
  String tokenHash(int number) {
    return Base64.getEncoder()
        .encodeToString(sha256(token(number).getBytes(StandardCharsets.US_ASCII)));
  }

  public String clientId(int number) {
    return String.format(Locale.ROOT, "bench-client-%06d", number);
  }

  public String clientSecret(int number) {
    return base62(new BigInteger(1, hash("client", number)), 43);
  }

  String clientUuid(int number) {
    return uuid("client-id", number).toString();
  }

  String clientAccount(int number) {
    return uuid("client-account", number).toString();
  }

  private UUID uuid(String what, int number) {
    ByteBuffer bytes = ByteBuffer.wrap(hash(what, number));
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  private byte[] hash(String what, int number) {
    return sha256((seed + ' ' + what + ' ' + number).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BigInteger unsigned(UUID id) {
    return new BigInteger(
        1,
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array());
  }

  private static String base62(BigInteger number, int length) {
    char[] text = new char[length];
    BigInteger left = number;
    for (int i = length - 1; i >= 0; i--) {
      BigInteger[] parts = left.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
      text[i] = DIGITS.charAt(parts[1].intValue());
      left = parts[0];
    }
    return new String(text);
  }

  void write(Path directory) {
    Properties properties = new Properties();
    properties.setProperty("seed", seed);
    properties.setProperty("facilities", Integer.toString(facilities));
    try (Writer writer = Files.newBufferedWriter(directory.resolve(FILE))) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty if none were loaded there. */
  public static Optional<LoadedTokens> in(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(
        new LoadedTokens(
            properties.getProperty("seed"),
            Integer.parseInt(properties.getProperty("facilities"))));
  }

  @Override
  public String toString() {
    return "%,d facilities with a token each, and as many confidential clients"
        .formatted(facilities);
  }
}
