package jp.yoyo.id.app.bankaccount;

import static jp.yoyo.id.app.format.FormatExceptions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import jp.yoyo.id.app.bankaccount.AccountHolderKana.Change;
import jp.yoyo.id.app.format.FormatException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountHolderKanaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "キャノン|ｷﾔﾉﾝ",
        "ヨーコ|ﾖ-ｺ",
        "ﾖｰｺ|ﾖ-ｺ",
        "よ‐こ|ﾖ-ｺ",
        "よ−こ|ﾖ-ｺ",
        "医療法人社団ガク会|ｲ)ｶﾞｸｶｲ",
        "医療法人　ガクカイ|ｲ)ｶﾞｸｶｲ",
        "ヨヤク株式会社|ﾖﾔｸ(ｶ",
        "ヨヤク（株）|ﾖﾔｸ(ｶ",
        "㈱ヨヤク|ｶ)ﾖﾔｸ",
        "ＡＢ有限会社ＣＤ|AB(ﾕ)CD",
        "合同会社よやく|ﾄﾞ)ﾖﾔｸ",
        "一般社団法人ヨヤク|ｼﾔ)ﾖﾔｸ",
        "公益財団法人ヨヤク|ｻﾞｲ)ﾖﾔｸ",
        "社会福祉法人ヨヤク|ﾌｸ)ﾖﾔｸ",
        "学校法人ヨヤク|ｶﾞｸ)ﾖﾔｸ",
        "宗教法人ヨヤク|ｼﾕｳ)ﾖﾔｸ",
        "独立行政法人ヨヤク|ﾄﾞｸ)ﾖﾔｸ",
        "地方独立行政法人ヨヤク|ﾁﾄﾞｸ)ﾖﾔｸ",
        "国立大学法人ヨヤク|ﾀﾞｲ)ﾖﾔｸ",
        "ＮＰＯ法人ヨヤク|ﾄｸﾋ)ﾖﾔｸ",
        "社会医療法人財団ヨヤク|ｲ)ﾖﾔｸ",
        "  ﾖﾎﾞｳ　　　ﾊﾅｺ |ﾖﾎﾞｳ ﾊﾅｺ",
        "ヴァ|ｳﾞｱ",
        "abc１２３（．）|ABC123(.)",
      })
  void parseWhenTypedThenStoredForm(String typed, String stored) {
    assertThat(AccountHolderKana.parse(typed).value()).isEqualTo(stored);
  }

  @Test
  void readWhenChangedThenSaysWhat() {
    assertThat(AccountHolderKana.read("きゃのん").changes())
        .containsExactly(Change.HIRAGANA, Change.WIDTH, Change.SMALL_KANA);
    assertThat(AccountHolderKana.read("ﾖｰｺ").changes()).containsExactly(Change.LONG_VOWEL);
    assertThat(AccountHolderKana.read("abc  d").changes())
        .containsExactly(Change.SPACES, Change.LOWER_CASE);
    assertThat(AccountHolderKana.read("医療法人ﾖﾔｸ").changes()).containsExactly(Change.LEGAL_FORM);
    assertThat(AccountHolderKana.read("ﾖﾔｸ").changed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "イリョウホウジンシャダン　ガクカイ, ｲ)ｶﾞｸｶｲ",
    "ヨヤク カブシキガイシャ, ﾖﾔｸ(ｶ",
    "チホウドクリツギョウセイホウジンヨヤク, ﾁﾄﾞｸ)ﾖﾔｸ",
  })
  void readWhenLegalFormIsSpeltOutThenSuggestsAbbreviation(String typed, String suggestion) {
    String holder;
    try {
      holder = AccountHolderKana.read(typed).suggestion().orElseThrow().value();
    } catch (FormatException tooLong) {
      assertThat(tooLong.key()).isEqualTo("format.account-holder-kana.long-legal-form");
      holder = tooLong.arguments().get(2).toString();
    }
    assertThat(holder).isEqualTo(suggestion);
  }

  @Test
  void readWhenTooLongByLegalFormThenSaysHowItIsShort() {
    FormatException refused =
        assertRefused(
            "format.account-holder-kana.long-legal-form",
            () -> AccountHolderKana.read("トクテイヒエイリカツドウホウジンヨボウセッシュケンキュウカイ"));

    assertThat(refused.arguments()).containsExactly(30, 33, "ﾄｸﾋ)ﾖﾎﾞｳｾﾂｼﾕｹﾝｷﾕｳｶｲ");
  }

  /** A voiced mark is a character of its own. */
  @Test
  void readWhenVoicedThenCountsTheMark() {
    assertThat(AccountHolderKana.parse("ガ".repeat(15)).value()).hasSize(30);
    assertThat(
            assertRefused(
                    "format.account-holder-kana.long",
                    () -> AccountHolderKana.parse("ガ".repeat(15) + "ア"))
                .arguments())
        .isEqualTo(List.of(30, 31));
  }

  @ParameterizedTest
  @CsvSource({
    "'', empty",
    "'　', empty",
    "予防花子, kanji",
    "𠮷ノ, kanji",
    "ヲノ, wo",
    "を, wo",
    "ﾞｱ, mark",
    "ｱﾞ, mark",
    "ｶﾟ, mark",
    "ﾅﾞ, mark",
    "ﾊﾞﾞ, mark",
    "ヨヤク・クリニック, character",
    "ヨヤク＆, character",
    "ｱ｢, character",
    "ヰ, character",
    "アàイ, character",
  })
  void parseWhenNotAllowedThenSaysWhat(String typed, String reason) {
    assertRefused("format.account-holder-kana." + reason, () -> AccountHolderKana.parse(typed));
  }

  @Test
  void parseWhenKanjiOutsideTheBasicPlaneThenNamesTheWholeCharacter() {
    assertThat(
            assertRefused("format.account-holder-kana.kanji", () -> AccountHolderKana.parse("ﾖ𠮷"))
                .arguments())
        .containsExactly("𠮷");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ｬ", "ｰ", "a", "ガ", " ｱ", "ｱ  ｱ"})
  void constructorWhenNotInStoredFormThenRefused(String value) {
    assertThatThrownBy(() -> new AccountHolderKana(value)).isInstanceOf(FormatException.class);
  }

  @Property
  void parseWhenReadAgainThenSame(@ForAll("names") String typed) {
    AccountHolderKana once = AccountHolderKana.parse(typed);

    assertThat(AccountHolderKana.read(once.value()).changed()).isFalse();
    assertThat(once.value()).matches("[-A-Z0-9 ｱ-ﾝﾞﾟ().]{1,30}");
  }

  /** Nothing else than a refusal may come out of it. */
  @Property
  void parseWhenAnythingThenStoredFormOrRefused(@ForAll String typed) {
    try {
      assertThat(AccountHolderKana.parse(typed).value()).matches("[-A-Z0-9 ｱ-ﾝﾞﾟ().]{1,30}");
    } catch (FormatException refused) {
      assertThat(refused.key()).startsWith("format.account-holder-kana.");
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withCharRange('ぁ', 'ろ')
        .withCharRange('ァ', 'ロ')
        .withCharRange('Ａ', 'Ｚ')
        .withCharRange('a', 'z')
        .withChars("ーヴン０９（）．　")
        .ofMinLength(1)
        .ofMaxLength(15)
        .filter(text -> !text.isBlank());
  }
}
