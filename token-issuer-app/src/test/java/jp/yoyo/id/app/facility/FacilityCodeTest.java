package jp.yoyo.id.app.facility;

import static jp.yoyo.id.app.format.FormatExceptions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import jp.yoyo.id.app.facility.FacilityCode.CheckDigit;
import jp.yoyo.id.app.facility.FacilityCode.Doubt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FacilityCodeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0110113719",
        "0110112489",
        "2739900021",
        "1310110049",
        "1310110098",
        "1311234566",
      })
  void checkDigitWhenPublishedCodeThenRight(String code) {
    assertThat(FacilityCode.parse(code).checkDigit()).isEqualTo(CheckDigit.RIGHT);
    assertThat(FacilityCode.parse(code).doubts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0110113718", "1310110042", "1311234567"})
  void checkDigitWhenMistypedThenWrong(String code) {
    FacilityCode parsed = FacilityCode.parse(code);

    assertThat(parsed.checkDigit()).isEqualTo(CheckDigit.WRONG);
    assertThat(parsed.doubts()).containsExactly(Doubt.CHECK_DIGIT_WRONG);
    assertThat(parsed.needsReason()).isTrue();
  }

  /** 133011004 and 473011004 give 8 over all nine digits and 9 over the last six. */
  @ParameterizedTest
  @CsvSource({
    "133011004, 9, UNVERIFIED",
    "133011004, 8, UNVERIFIED",
    "133011004, 7, WRONG",
    "473011004, 9, UNVERIFIED",
    "473011004, 8, UNVERIFIED",
    "473011004, 0, WRONG",
    "471011004, 9, WRONG",
    "471011004, 2, RIGHT",
    "273011004, 9, WRONG",
  })
  void checkDigitWhenRuleIsNotPublishedThenEitherIsUnverified(
      String nine, String digit, CheckDigit expected) {
    assertThat(FacilityCode.parse(nine + digit).checkDigit()).isEqualTo(expected);
  }

  @Test
  void needsReasonWhenUnverifiedThenFalse() {
    FacilityCode code = FacilityCode.parse("1330110049");

    assertThat(code.doubts()).containsExactly(Doubt.CHECK_DIGIT_UNVERIFIED);
    assertThat(code.needsReason()).isFalse();
  }

  @Test
  void doubtsWhenCompositionIsUnknownThenAcceptedAndSaidSo() {
    assertThat(FacilityCode.parse("9920000001").doubts())
        .contains(Doubt.PREFECTURE_UNKNOWN, Doubt.SCORE_TABLE_UNKNOWN);
    assertThat(FacilityCode.parse("0010113719").doubts()).contains(Doubt.PREFECTURE_UNKNOWN);
    assertThat(FacilityCode.parse("4810113719").doubts()).contains(Doubt.PREFECTURE_UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"０１１０１１３７１９", " 01-1011-3719 ", "01 1 011371 9"})
  void parseWhenTypedInAnotherWayThenSame(String typed) {
    assertThat(FacilityCode.parse(typed)).isEqualTo(new FacilityCode("0110113719"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "011011371", "01101137190", "011011371X", "०११०११३७१९"})
  void parseWhenNotTenDigitsThenRefused(String typed) {
    assertRefused("format.facility-code.digits", () -> FacilityCode.parse(typed));
  }

  @Property
  void completeWhenAnyNumberThenRightOrUnverified(
      @ForAll @IntRange(min = 1, max = 47) int prefecture,
      @ForAll @IntRange(max = 999_999) int number) {
    FacilityCode medical = FacilityCode.complete("%02d1%06d".formatted(prefecture, number));
    FacilityCode demo = FacilityCode.complete("%02d9%06d".formatted(prefecture, number));

    assertThat(medical.doubts()).isEmpty();
    assertThat(demo.needsReason()).isFalse();
  }

  /** What a check digit is for. */
  @Property
  void checkDigitWhenOneDigitOfTheNumberIsMistypedThenWrong(
      @ForAll @IntRange(min = 1, max = 47) int prefecture,
      @ForAll @IntRange(max = 999_999) int number,
      @ForAll @IntRange(min = 3, max = 8) int at,
      @ForAll @IntRange(min = 1, max = 9) int by) {
    String code = FacilityCode.complete("%02d1%06d".formatted(prefecture, number)).value();
    char mistyped = (char) ('0' + (code.charAt(at) - '0' + by) % 10);

    String other = code.substring(0, at) + mistyped + code.substring(at + 1);

    assertThat(FacilityCode.parse(other).checkDigit()).isEqualTo(CheckDigit.WRONG);
  }
}
