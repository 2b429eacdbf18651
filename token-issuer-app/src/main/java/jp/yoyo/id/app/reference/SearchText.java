package jp.yoyo.id.app.reference;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jp.yoyo.id.app.format.HalfWidthKana;
import jp.yoyo.id.app.format.TypedText;

/**
 * Text typed into a search field, as the columns have it that it is compared with.
 *
 * @param name for {@code search_name}: compatibility forms folded, lower case
 * @param kana for {@code kana}: half width, empty if the text is not kana or Latin
 * @param code the digits if the text has nothing else, else empty
 */
record SearchText(String name, String kana, String code) {

  /** What people write out and the list of banks has short. */
  private static final Map<String, String> SHORT_FORMS =
      Map.of(
          "信用金庫", "信金",
          "信用組合", "信組",
          "労働金庫", "労金",
          "農業協同組合", "農協",
          "漁業協同組合", "漁協");

  /** Nobody leaves these out in speech, and the lists have none of them. */
  private static final List<String> LEFT_OUT = List.of("銀行", "支店");

  private static final List<String> LEFT_OUT_KANA = List.of("ｷﾞﾝｺｳ", "ｼﾃﾝ");

  static SearchText of(String typed) {
    String name =
        Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> form : SHORT_FORMS.entrySet()) {
      name = name.replace(form.getKey(), form.getValue());
    }
    String kana = HalfWidthKana.of(Normalizer.normalize(typed, Normalizer.Form.NFKC));
    String code = TypedText.digits(typed);
    return new SearchText(
        without(name, LEFT_OUT),
        kana.matches("[-A-Z0-9 ｱ-ﾝﾞﾟ().]+") ? without(kana, LEFT_OUT_KANA) : "",
        TypedText.isDigits(code) ? code : "");
  }

  /** An ending is left out only where something is left. */
  private static String without(String text, List<String> endings) {
    for (String ending : endings) {
      if (text.endsWith(ending) && text.length() > ending.length()) {
        return text.substring(0, text.length() - ending.length());
      }
    }
    return text;
  }

  boolean isEmpty() {
    return name.isEmpty();
  }

  /** The text as the beginning of a LIKE pattern; what is a wildcard there stands for itself. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
