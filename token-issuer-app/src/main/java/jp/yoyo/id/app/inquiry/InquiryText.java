package jp.yoyo.id.app.inquiry;

import java.text.Normalizer;
import java.util.regex.Pattern;
import jp.yoyo.id.app.format.FormatException;

/** What somebody writes in several lines. */
final class InquiryText {

  /** The most characters of one text. */
  static final int MAXIMUM = 2_000;

  private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|\\r|[\\u2028\\u2029]");

  /** All but line breaks and tabs, and the signs that turn the direction of writing. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}&&[^\\n\\t]]");

  private InquiryText() {}

  /**
   * Reads what was typed: composed, lines ended in one way, no empty ones around.
   *
   * @throws FormatException if nothing is left, if it is too long or has a character that nobody
   *     sees
   */
  static String parse(String typed) {
    String text =
        LINE_BREAK
            .matcher(Normalizer.normalize(typed, Normalizer.Form.NFC))
            .replaceAll("\n")
            .strip();
    if (text.isEmpty()) {
      throw new FormatException("facility.text.required");
    }
    if (text.codePointCount(0, text.length()) > MAXIMUM) {
      throw new FormatException("facility.text.long", MAXIMUM);
    }
    if (UNSEEN.matcher(text).find()) {
      throw new FormatException("facility.text.character");
    }
    return text;
  }
}
