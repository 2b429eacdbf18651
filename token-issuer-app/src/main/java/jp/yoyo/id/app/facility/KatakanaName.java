package jp.yoyo.id.app.facility;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.HalfWidthKana;

/**
 * フリガナ of a name, as people read it: full-width katakana, and Latin letters and digits where the
 * name has them.
 *
 * @param value full width, one space between words
 */
public record KatakanaName(String value) {

  public static final int MAXIMUM = 120;

  private static final Pattern ALLOWED = Pattern.compile("[ァ-ヶー・０-９Ａ-Ｚ＆－（）　]");

  public KatakanaName {
    if (value.isBlank()) {
      throw new FormatException("format.katakana-name.empty");
    }
    if (value.length() > MAXIMUM) {
      throw new FormatException("format.katakana-name.long", MAXIMUM);
    }
    value
        .codePoints()
        .mapToObj(Character::toString)
        .filter(character -> !ALLOWED.matcher(character).matches())
        .findFirst()
        .ifPresent(
            character -> {
              throw new FormatException("format.katakana-name.character", character);
            });
  }

  /**
   * Reads what somebody typed.
   *
   * @param typed hiragana or katakana of any width
   * @throws FormatException if a character is neither kana nor a letter, digit or sign of names
   */
  public static KatakanaName parse(String typed) {
    // NFKC makes half-width kana with their marks one character each, and letters narrow.
    String composed = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
    String spaced = composed.replaceAll("[\\s\u3000]+", "　").toUpperCase(Locale.ROOT);
    StringBuilder wide = new StringBuilder();
    for (char c : HalfWidthKana.katakana(spaced).toCharArray()) {
      wide.append(c > ' ' && c <= '~' ? (char) (c - '!' + '！') : c);
    }
    return new KatakanaName(wide.toString().replaceAll("[‐‑‒–—―−]", "ー"));
  }

  /**
   * What search compares: half width without spaces, the same for 「キャノン」 and 「きやのん」. Whatever is
   * typed into a search field goes through {@link #searchKey(String)}.
   */
  public String searchKey() {
    return searchKey(value);
  }

  /** The form in which typed text and stored names are compared. */
  public static String searchKey(String typed) {
    return HalfWidthKana.of(Normalizer.normalize(typed, Normalizer.Form.NFKC))
        .replace("･", "")
        .replace("・", "")
        .replace(" ", "");
  }

  @Override
  public String toString() {
    return value;
  }
}
