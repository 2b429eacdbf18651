package jp.yoyo.id.app.format;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfWidthKanaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "キャノン|ｷﾔﾉﾝ",
        "ヨーコ|ﾖ-ｺ",
        "みつびし|ﾐﾂﾋﾞｼ",
        "ﾖｰｺ|ﾖ-ｺ",
        "ヴァイオリン|ｳﾞｱｲｵﾘﾝ",
        "ぱぴぷぺぽ|ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ",
        "ガギグゲゴ|ｶﾞｷﾞｸﾞｹﾞｺﾞ",
        "ヲヵヶヮ|ｦｶｹﾜ",
        "ｶﾞｯｺｳ|ｶﾞﾂｺｳ",
        "ａｂｃ１２３|ABC123",
        "漢字|漢字",
      })
  void ofWhenKanaThenAsBanksWriteIt(String text, String expected) {
    assertThat(HalfWidthKana.of(text)).isEqualTo(expected);
  }

  /** How macOS writes file names, and some input methods everything. */
  @Test
  void ofWhenMarksAreApartThenSame() {
    assertThat(HalfWidthKana.of("か\u3099は\u309a")).isEqualTo("ｶﾞﾊﾟ");
  }

  @Property
  void ofWhenHiraganaOrKatakanaThenSame(@ForAll @CharRange(from = 'ぁ', to = 'ゖ') String hiragana) {
    assertThat(HalfWidthKana.of(hiragana))
        .isEqualTo(HalfWidthKana.of(HalfWidthKana.katakana(hiragana)));
  }

  @Property
  void ofWhenRepeatedThenSame(@ForAll @CharRange(from = 'ァ', to = 'ヶ') String katakana) {
    String once = HalfWidthKana.of(katakana);

    assertThat(HalfWidthKana.of(once)).isEqualTo(once);
  }
}
