package jp.yoyo.id.app.format;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Kana in the one form that banks exchange: half width, no small kana, a hyphen for the long vowel,
 * voiced marks as characters of their own. 「ヨーコ」 becomes {@code ﾖ-ｺ}, 「キャノン」 {@code ｷﾔﾉﾝ}.
 *
 * <p>Changes what it knows and leaves everything else as it is, so that the caller can say which
 * character is not allowed.
 */
public final class HalfWidthKana {

  /** Full-width kana in the order of their half-width forms from U+FF66 to U+FF9D. */
  private static final String FULL_WIDTH =
      "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

  private static final char FIRST_HALF_WIDTH = '\uff66';
  private static final char VOICED = 'ﾞ';
  private static final char HALF_VOICED = 'ﾟ';

  private static final String SMALL_HALF_WIDTH = "ｧｨｩｪｫｬｭｮｯ";
  private static final String LARGE_HALF_WIDTH = "ｱｲｳｴｵﾔﾕﾖﾂ";

  private static final Map<Character, Character> HALF = new HashMap<>();

  static {
    for (int i = 0; i < FULL_WIDTH.length(); i++) {
      HALF.put(FULL_WIDTH.charAt(i), (char) (FIRST_HALF_WIDTH + i));
    }
    // Small letters without a half-width form of their own.
    HALF.put('ヵ', 'ｶ');
    HALF.put('ヶ', 'ｹ');
    HALF.put('ヮ', 'ﾜ');
    HALF.put('\u3099', VOICED);
    HALF.put('\u309a', HALF_VOICED);
    HALF.put('゛', VOICED);
    HALF.put('゜', HALF_VOICED);
  }

  private HalfWidthKana() {}

  /** The text as a bank would write it: every step below, and Latin letters in upper case. */
  public static String of(String text) {
    String narrow = TypedText.narrow(katakana(text));
    return large(half(narrow)).toUpperCase(Locale.ROOT);
  }

  /** Hiragana as katakana. */
  public static String katakana(String text) {
    StringBuilder katakana = new StringBuilder(text.length());
    // Composed first: some systems write が as か and a mark.
    for (char c : Normalizer.normalize(text, Normalizer.Form.NFC).toCharArray()) {
      katakana.append(c >= 'ぁ' && c <= 'ゖ' ? (char) (c - 'ぁ' + 'ァ') : c);
    }
    return katakana.toString();
  }

  /** Full-width katakana in half width, with the voiced marks apart; small kana stay small. */
  public static String half(String text) {
    StringBuilder half = new StringBuilder(text.length() * 2);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'ァ' && c <= 'ヺ') {
        for (char part :
            Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).toCharArray()) {
          half.append(HALF.getOrDefault(part, part));
        }
      } else {
        half.append(HALF.getOrDefault(c, c));
      }
    }
    return half.toString();
  }

  /** Small half-width kana as large ones, the half-width long vowel mark as a hyphen. */
  public static String large(String text) {
    StringBuilder large = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int small = SMALL_HALF_WIDTH.indexOf(c);
      if (small >= 0) {
        large.append(LARGE_HALF_WIDTH.charAt(small));
      } else {
        large.append(c == 'ｰ' ? '-' : c);
      }
    }
    return large.toString();
  }
}
