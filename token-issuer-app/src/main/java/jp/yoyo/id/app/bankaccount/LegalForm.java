package jp.yoyo.id.app.bankaccount;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jp.yoyo.id.app.format.HalfWidthKana;

/**
 * A legal form of corporations as it stands in a name, and the abbreviation that banks write for
 * it: {@code ｲ)ｶﾞｸｶｲ} with the form in front, {@code ﾖﾔｸ(ｶ} behind, {@code A(ｶ)B} in between.
 *
 * @param spelling in kanji, or in the form of {@link HalfWidthKana}
 */
record LegalForm(String spelling, String abbreviation) {

  private static final List<LegalForm> IN_KANJI = new ArrayList<>();
  private static final List<LegalForm> IN_KANA = new ArrayList<>();

  static {
    kanji("ｲ", "医療法人", "医療法人社団", "医療法人財団");
    kanji("ｲ", "社会医療法人", "社会医療法人社団", "社会医療法人財団");
    kanji("ｲ", "特定医療法人", "特定医療法人社団", "特定医療法人財団");
    kana("ｲ", "イリョウホウジン", "イリョウホウジンシャダン", "イリョウホウジンザイダン");
    kana("ｲ", "シャカイイリョウホウジン", "トクテイイリョウホウジン");
    kanji("ｶ", "株式会社", "(株)", "㈱");
    kana("ｶ", "カブシキガイシャ", "カブシキカイシャ");
    kanji("ﾕ", "有限会社", "(有)", "㈲");
    kana("ﾕ", "ユウゲンガイシャ", "ユウゲンカイシャ");
    kanji("ﾄﾞ", "合同会社", "(同)");
    kana("ﾄﾞ", "ゴウドウガイシャ", "ゴウドウカイシャ");
    kanji("ｼﾔ", "一般社団法人", "公益社団法人");
    kana("ｼﾔ", "イッパンシャダンホウジン", "コウエキシャダンホウジン");
    kanji("ｻﾞｲ", "一般財団法人", "公益財団法人");
    kana("ｻﾞｲ", "イッパンザイダンホウジン", "コウエキザイダンホウジン");
    kanji("ﾌｸ", "社会福祉法人");
    kana("ﾌｸ", "シャカイフクシホウジン");
    kanji("ｶﾞｸ", "学校法人");
    kana("ｶﾞｸ", "ガッコウホウジン");
    kanji("ｼﾕｳ", "宗教法人");
    kana("ｼﾕｳ", "シュウキョウホウジン");
    kanji("ﾄﾞｸ", "独立行政法人");
    kana("ﾄﾞｸ", "ドクリツギョウセイホウジン");
    kanji("ﾁﾄﾞｸ", "地方独立行政法人");
    kana("ﾁﾄﾞｸ", "チホウドクリツギョウセイホウジン");
    kanji("ﾀﾞｲ", "国立大学法人", "公立大学法人");
    kana("ﾀﾞｲ", "コクリツダイガクホウジン", "コウリツダイガクホウジン");
    kanji("ﾄｸﾋ", "特定非営利活動法人", "NPO法人");
    kana("ﾄｸﾋ", "トクテイヒエイリカツドウホウジン");
    // Longest first: 「医療法人社団」 is not 「医療法人」 with a name that begins with 「社団」.
    Comparator<LegalForm> byLength = Comparator.comparingInt(form -> form.spelling().length());
    IN_KANJI.sort(byLength.reversed());
    IN_KANA.sort(byLength.reversed());
  }

  private static void kanji(String abbreviation, String... spellings) {
    for (String spelling : spellings) {
      IN_KANJI.add(new LegalForm(spelling, abbreviation));
    }
  }

  private static void kana(String abbreviation, String... spellings) {
    for (String spelling : spellings) {
      IN_KANA.add(new LegalForm(HalfWidthKana.of(spelling), abbreviation));
    }
  }

  static Optional<LegalForm> inKanji(String name) {
    return IN_KANJI.stream().filter(form -> name.contains(form.spelling())).findFirst();
  }

  static Optional<LegalForm> inKana(String name) {
    return IN_KANA.stream().filter(form -> name.contains(form.spelling())).findFirst();
  }

  /** The name as a bank writes it, by where in it the form stands. */
  String abbreviate(String name) {
    int at = name.indexOf(spelling);
    String before = name.substring(0, at).strip();
    String after = name.substring(at + spelling.length()).strip();
    if (before.isEmpty()) {
      return abbreviation + ")" + after;
    }
    if (after.isEmpty()) {
      return before + "(" + abbreviation;
    }
    return before + "(" + abbreviation + ")" + after;
  }
}
