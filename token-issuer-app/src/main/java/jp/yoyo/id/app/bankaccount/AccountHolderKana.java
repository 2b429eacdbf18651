package jp.yoyo.id.app.bankaccount;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.HalfWidthKana;
import jp.yoyo.id.app.format.TypedText;

/**
 * 口座名義カナ as banks compare it: {@code A-Z 0-9 space ｱ-ﾝ ﾞ ﾟ ( ) - .}, half width, at most thirty
 * characters, which are as many bytes in the banks' files.
 *
 * @param value in stored form
 */
public record AccountHolderKana(String value) {

  public static final int MAXIMUM = 30;

  private static final String SIGNS = " ()-.";

  /** What {@link #read} had to change, in the order in which it did. */
  public enum Change {
    /** A legal form in kanji became the banks' abbreviation, 「会」 at the end of its name ｶｲ. */
    LEGAL_FORM,
    HIRAGANA,
    WIDTH,
    SMALL_KANA,
    /** ー and everything that looks like a hyphen. */
    LONG_VOWEL,
    LOWER_CASE,
    SPACES;

    public String key() {
      return "account-holder-kana.change." + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What became of typed text.
   *
   * @param holder what will be stored
   * @param changes in what it differs from what was typed; the user is shown both
   * @param suggestion the same with a legal form that was spelt out in kana abbreviated, as banks
   *     have it; the user decides
   */
  public record Reading(
      AccountHolderKana holder, List<Change> changes, Optional<AccountHolderKana> suggestion) {

    public boolean changed() {
      return !changes.isEmpty();
    }
  }

  public AccountHolderKana {
    if (value.isBlank()) {
      throw new FormatException("format.account-holder-kana.empty");
    }
    char before = ' ';
    for (int i = 0; i < value.length(); i++) {
      requireAllowed(before, value.charAt(i), value);
      before = value.charAt(i);
    }
    if (!value.equals(value.strip()) || value.contains("  ")) {
      throw new FormatException("format.account-holder-kana.spaces");
    }
    if (value.length() > MAXIMUM) {
      throw new FormatException("format.account-holder-kana.long", MAXIMUM, value.length());
    }
  }

  /**
   * Reads what somebody typed.
   *
   * @param typed as for {@link #read}
   * @throws FormatException if {@link #read} refuses it
   */
  public static AccountHolderKana parse(String typed) {
    return read(typed).holder();
  }

  /**
   * Reads what somebody typed and says what is different about it.
   *
   * @param typed hiragana, katakana, Latin letters and digits of any width; a legal form in kanji
   *     is known, any other kanji is not: nobody but the account's holder knows how it is read
   * @return the stored form, and what is different about it
   * @throws FormatException if a character cannot be in an account holder's name, or there are more
   *     than thirty after normalisation, a voiced mark counting as one of its own
   */
  public static Reading read(String typed) {
    List<Change> changes = new ArrayList<>();
    String text = Normalizer.normalize(typed, Normalizer.Form.NFC).strip();
    text = step(changes, Change.LEGAL_FORM, text, AccountHolderKana::abbreviateKanji);
    text = step(changes, Change.HIRAGANA, text, HalfWidthKana::katakana);
    text = step(changes, Change.SPACES, text, t -> t.replaceAll("[\\s\u00a0\u3000]+", " "));
    // Before the width: full-width ー has a half-width form, and that is not allowed either.
    text = step(changes, Change.LONG_VOWEL, text, AccountHolderKana::hyphens);
    text = step(changes, Change.WIDTH, text, t -> HalfWidthKana.half(TypedText.narrow(t)));
    text = step(changes, Change.SMALL_KANA, text, HalfWidthKana::large);
    text = step(changes, Change.LOWER_CASE, text, t -> t.toUpperCase(Locale.ROOT));
    requireLength(text);
    AccountHolderKana holder = new AccountHolderKana(text);
    return new Reading(holder, List.copyOf(changes), holder.abbreviated());
  }

  /** Names become too long mostly by a legal form spelt out: then the way out is said at once. */
  private static void requireLength(String text) {
    if (text.length() <= MAXIMUM) {
      return;
    }
    LegalForm.inKana(text)
        .map(form -> form.abbreviate(text))
        .filter(abbreviated -> abbreviated.length() <= MAXIMUM)
        .ifPresent(
            abbreviated -> {
              throw new FormatException(
                  "format.account-holder-kana.long-legal-form",
                  MAXIMUM,
                  text.length(),
                  abbreviated);
            });
  }

  private static String step(
      List<Change> changes, Change change, String text, UnaryOperator<String> operation) {
    String result = operation.apply(text);
    if (!result.equals(text)) {
      changes.add(change);
    }
    return result;
  }

  private static String hyphens(String text) {
    return text.replaceAll("[\u2010-\u2015\u2212\u30fc\uff70\ufe58\ufe63]", "-");
  }

  private static String abbreviateKanji(String text) {
    // Brackets first, 「（株）」 is written with either kind.
    String bracketed = text.replace('（', '(').replace('）', ')').replace("ＮＰＯ", "NPO");
    return LegalForm.inKanji(bracketed)
        .map(form -> form.abbreviate(bracketed).replaceFirst("会$", "カイ"))
        .orElse(text);
  }

  private Optional<AccountHolderKana> abbreviated() {
    return LegalForm.inKana(value).map(form -> new AccountHolderKana(form.abbreviate(value)));
  }

  private static void requireAllowed(char before, char c, String value) {
    if (c == 'ﾞ' || c == 'ﾟ') {
      boolean h = before >= 'ﾊ' && before <= 'ﾎ';
      boolean voiced = c == 'ﾞ' && (before == 'ｳ' || (before >= 'ｶ' && before <= 'ﾄ'));
      if (!h && !voiced) {
        throw new FormatException("format.account-holder-kana.mark", String.valueOf(c));
      }
      return;
    }
    boolean allowed =
        (c >= 'A' && c <= 'Z')
            || (c >= '0' && c <= '9')
            || (c >= 'ｱ' && c <= 'ﾝ')
            || SIGNS.indexOf(c) >= 0;
    if (allowed) {
      return;
    }
    if (c == 'ｦ') {
      throw new FormatException("format.account-holder-kana.wo");
    }
    int codePoint = value.codePointAt(value.indexOf(c));
    if (Character.isIdeographic(codePoint)) {
      throw new FormatException("format.account-holder-kana.kanji", Character.toString(codePoint));
    }
    throw new FormatException(
        "format.account-holder-kana.character", Character.toString(codePoint));
  }

  @Override
  public String toString() {
    return value;
  }
}
