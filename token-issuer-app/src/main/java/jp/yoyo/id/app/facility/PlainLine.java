package jp.yoyo.id.app.facility;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;
import jp.yoyo.id.app.format.FormatException;

/** A line of free text: a name, an address. */
public final class PlainLine {

  private static final Pattern SPACES = Pattern.compile("[\\s\u00a0\u3000]+");

  /** Line breaks among them, and the signs that turn the direction of writing. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}]");

  private PlainLine() {}

  /**
   * Reads what somebody typed: composed, runs of spaces as one, none around.
   *
   * @throws FormatException if nothing is left, if it is too long or has a character that nobody
   *     sees
   */
  public static String parse(String typed, int maximum) {
    return optional(typed, maximum)
        .orElseThrow(() -> new FormatException("facility.text.required"));
  }

  /** As {@link #parse}; nothing is nothing. */
  public static Optional<String> optional(String typed, int maximum) {
    String composed = Normalizer.normalize(typed, Normalizer.Form.NFC);
    String line = SPACES.matcher(composed).replaceAll(" ").strip();
    if (line.isEmpty()) {
      return Optional.empty();
    }
    if (line.codePointCount(0, line.length()) > maximum) {
      throw new FormatException("facility.text.long", maximum);
    }
    if (UNSEEN.matcher(line).find()) {
      throw new FormatException("facility.text.character");
    }
    return Optional.of(line);
  }
}
