package jp.yoyo.id.temporarypassword;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What mails say, cleaned: names come from people, and may hold anything. */
final class MailText {

  /** Longer names are cut: a mail is no place for a novel. */
  private static final int MAX_LENGTH = 200;

  private MailText() {}

  /**
   * The text as one line without control characters (CR and LF among them), invisible marks that
   * turn the direction of writing, or lone surrogates; at most 200 characters.
   */
  static String oneLine(@Nullable String text) {
    if (text == null) {
      return "";
    }
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .map(c -> isUnsafe(c) ? ' ' : c)
        .limit(MAX_LENGTH)
        .forEach(line::appendCodePoint);
    return line.toString().strip().replaceAll(" {2,}", " ");
  }

  private static boolean isUnsafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      // U+202A to U+202E and U+2066 to U+2069 write right to left what reads left to right.
      default -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    };
  }

  /** Both names in the order of the language: 予防 花子, Hanako Yobo. */
  static String fullName(@Nullable String lastName, @Nullable String firstName, Locale locale) {
    String last = oneLine(lastName);
    String first = oneLine(firstName);
    return oneLine(locale.getLanguage().equals("ja") ? last + " " + first : first + " " + last);
  }

  /** A time as people write it: 2026年6月1日（月）9:00, or Monday, June 1, 2026, 9:00 JST. */
  static String time(Instant time, ZoneId zone, Locale locale) {
    DateTimeFormatter format =
        switch (locale.getLanguage()) {
          case "ja" -> DateTimeFormatter.ofPattern("yyyy年M月d日（E）H:mm", Locale.JAPANESE);
          case "en" -> DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy, H:mm z", Locale.ENGLISH);
          default ->
              DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                  .withLocale(locale);
        };
    return format.format(time.atZone(zone));
  }

  /** Enough of an address to recognise one's own, too little to learn another's: h…@example.jp. */
  static String masked(String address) {
    String line = oneLine(address);
    int at = line.lastIndexOf('@');
    if (at <= 0) {
      return "…";
    }
    return line.substring(0, line.offsetByCodePoints(0, 1)) + "…" + line.substring(at);
  }
}
