package jp.yoyo.id.app.format;

import java.util.regex.Pattern;

/**
 * What people type into fields for numbers and codes: in full width or half width, with whatever
 * hyphen the keyboard had, with spaces around.
 */
public final class TypedText {

  /**
   * Everything that looks like a hyphen: ASCII, the Unicode hyphens and dashes, minus, the long
   * vowel marks of both widths, which a Japanese keyboard gives for the same key.
   */
  private static final Pattern HYPHENS =
      Pattern.compile("[-\u2010-\u2015\u2212\u30fc\uff70\ufe58\ufe63\uff0d]");

  private static final Pattern SPACES = Pattern.compile("[\\s\u00a0\u2007\u202f\u200b\ufeff]+");

  private static final Pattern ASCII_DIGITS = Pattern.compile("[0-9]+");

  private TypedText() {}

  /**
   * Full-width letters, digits and signs as ASCII, every hyphen as {@code -}, runs of spaces as
   * one, none around. {@code " １２３－４５６７ "} becomes {@code "123-4567"}.
   */
  public static String narrow(String typed) {
    StringBuilder narrow = new StringBuilder(typed.length());
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (c >= '\uff01' && c <= '\uff5e') {
        narrow.append((char) (c - '\uff01' + '!'));
      } else if (c == '\u3000') {
        narrow.append(' ');
      } else {
        narrow.append(c);
      }
    }
    String oneHyphen = HYPHENS.matcher(narrow).replaceAll("-");
    return SPACES.matcher(oneHyphen).replaceAll(" ").strip();
  }

  /** {@link #narrow} without hyphens and spaces: what is left of a number that was grouped. */
  public static String digits(String typed) {
    return narrow(typed).replace("-", "").replace(" ", "");
  }

  /** Whether the text is of ASCII digits only and has one at least. */
  public static boolean isDigits(String text) {
    return ASCII_DIGITS.matcher(text).matches();
  }

  /** Whether the text is of exactly so many ASCII digits. */
  public static boolean isDigits(String text, int length) {
    return text.length() == length && isDigits(text);
  }
}
