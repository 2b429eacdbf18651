package jp.yoyo.id.operations.audit;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The end of a chain of lines: what the next one continues.
 *
 * <p>A line is <code>{"seq":N,"prev":"…",…,"hash":"…"}</code>. {@code hash} covers all that stands
 * before it in the line; {@code prev} is the hash of the line before. It is a SHA-256, or with a
 * key an HMAC of it: then nobody who can write the files but lacks the key can make a chain anew.
 *
 * @param seq of the last line; 0 if there is none
 * @param hash of the last line, 64 hexadecimal digits
 */
record Chain(long seq, String hash) {

  /** Before the first line. */
  static final Chain START = new Chain(0, "0".repeat(64));

  private static final Pattern LINE =
      Pattern.compile(
          "(\\{\"seq\":(\\d{1,18}),\"prev\":\"([0-9a-f]{64})\".*),\"hash\":\"([0-9a-f]{64})\"\\}");

  /** A key of an HMAC. */
  static final class Key {

    private static final int LEAST_BYTES = 32;

    private final SecretKeySpec secret;

    Key(byte[] bytes) {
      if (bytes.length < LEAST_BYTES) {
        throw new IllegalArgumentException("a key has at least " + LEAST_BYTES + " bytes");
      }
      secret = new SecretKeySpec(bytes, "HmacSHA256");
    }
  }

  /** A line as it stands in a file. */
  record Line(long seq, String prev, String content, String hash) {

    static Optional<Line> parse(String text) {
      Matcher matcher = LINE.matcher(text);
      return matcher.matches()
          ? Optional.of(
              new Line(
                  Long.parseLong(matcher.group(2)),
                  matcher.group(3),
                  matcher.group(1),
                  matcher.group(4)))
          : Optional.empty();
    }

    /** Whether the hash is that of the content. */
    boolean isUnchanged(@Nullable Key key) {
      return MessageDigest.isEqual(
          hash.getBytes(StandardCharsets.US_ASCII),
          hashOf(content, key).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * A line that was added, without its line break.
   *
   * @param end the chain with it
   */
  record Added(String line, Chain end) {}

  /**
   * Adds a line.
   *
   * @param fields as {@link Json#fields} writes them
   */
  Added add(String fields, @Nullable Key key) {
    String content = "{\"seq\":" + (seq + 1) + ",\"prev\":\"" + hash + "\"," + fields;
    String own = hashOf(content, key);
    return new Added(content + ",\"hash\":\"" + own + "\"}", new Chain(seq + 1, own));
  }

  private static String hashOf(String content, @Nullable Key key) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    try {
      if (key == null) {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      }
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key.secret);
      return HexFormat.of().formatHex(mac.doFinal(bytes));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
