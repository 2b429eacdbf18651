package jp.yoyo.id.app.facility;

import static jp.yoyo.id.app.format.FormatExceptions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Postal codes, telephone numbers and フリガナ. */
class ContactFormatsTest {

  @ParameterizedTest
  @ValueSource(strings = {"1000001", "100-0001", "〒１００－０００１", " 100 0001 ", "〒 100ー0001"})
  void postalCodeWhenTypedInAnyWayThenSame(String typed) {
    assertThat(PostalCode.parse(typed).text()).isEqualTo("100-0001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "100-000", "10000011", "100-000a"})
  void postalCodeWhenNotSevenDigitsThenRefused(String typed) {
    assertRefused("format.postal-code.digits", () -> PostalCode.parse(typed));
  }

  @ParameterizedTest
  @CsvSource({
    "03-1234-5678, 03-1234-5678",
    "０３（１２３４）５６７８, 03-1234-5678",
    "(03)1234-5678, 03-1234-5678",
    "03.1234.5678, 03-1234-5678",
    "0312345678, 0312345678",
    "090 1234 5678, 090-1234-5678",
    "+81-3-1234-5678, 03-1234-5678",
    "+81 (0)3 1234 5678, 03-1234-5678",
    "0120ー123ー456, 0120-123-456",
  })
  void telephoneNumberWhenTypedInAnyWayThenGrouped(String typed, String expected) {
    assertThat(TelephoneNumber.parse(typed).value()).isEqualTo(expected);
    assertThat(TelephoneNumber.parse(typed).digits()).isEqualTo(expected.replace("-", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3-1234-5678", "03-1234-567", "090-1234-56789", "内線12", "03-1234-5678x1"})
  void telephoneNumberWhenNotInJapanThenRefused(String typed) {
    assertRefused("format.telephone-number", () -> TelephoneNumber.parse(typed));
  }

  @ParameterizedTest
  @CsvSource({
    "よやくくりにっく, ヨヤククリニック",
    "ﾖﾔｸ ｸﾘﾆｯｸ, ヨヤク　クリニック",
    "ｶﾞﾝﾀﾞﾑ, ガンダム",
    "ABCクリニック, ＡＢＣクリニック",
    "第1, refused",
  })
  void katakanaNameWhenTypedInAnyWayThenFullWidth(String typed, String expected) {
    if (expected.equals("refused")) {
      assertThat(
              assertRefused("format.katakana-name.character", () -> KatakanaName.parse(typed))
                  .arguments())
          .containsExactly("第");
    } else {
      assertThat(KatakanaName.parse(typed).value()).isEqualTo(expected);
    }
  }

  @Test
  void katakanaNameWhenEmptyOrLongThenRefused() {
    assertRefused("format.katakana-name.empty", () -> KatakanaName.parse("　"));
    assertRefused("format.katakana-name.long", () -> KatakanaName.parse("ア".repeat(121)));
  }

  /** Not half of a character outside the basic plane. */
  @Test
  void katakanaNameWhenSurrogatesThenNamesTheWholeCharacter() {
    assertThat(
            assertRefused("format.katakana-name.character", () -> KatakanaName.parse("ア𠮷"))
                .arguments())
        .containsExactly("𠮷");
  }

  @Test
  void searchKeyWhenWrittenDifferentlyThenSame() {
    assertThat(KatakanaName.parse("キャノン　クリニック").searchKey())
        .isEqualTo(KatakanaName.searchKey("きやのんｸﾘﾆﾂｸ"))
        .isEqualTo("ｷﾔﾉﾝｸﾘﾆﾂｸ");
  }

  @Property
  void katakanaNameWhenReadAgainThenSame(
      @ForAll @CharRange(from = 'ァ', to = 'ヶ') @StringLength(min = 1, max = 60) String typed) {
    KatakanaName once = KatakanaName.parse(typed);

    assertThat(KatakanaName.parse(once.value())).isEqualTo(once);
  }
}
