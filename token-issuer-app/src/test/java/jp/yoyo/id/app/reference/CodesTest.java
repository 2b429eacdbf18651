package jp.yoyo.id.app.reference;

import static jp.yoyo.id.app.format.FormatExceptions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Municipality codes and insurers' numbers. */
class CodesTest {

  @ParameterizedTest
  @ValueSource(strings = {"131016", "012131", "012050", "１３１０１６"})
  void municipalityCodeWhenPublishedThenAccepted(String typed) {
    assertThat(MunicipalityCode.parse(typed).isPrefecture()).isFalse();
  }

  @Test
  void municipalityCodeWhenWrongThenSaysWhat() {
    assertRefused("format.municipality-code.check-digit", () -> MunicipalityCode.parse("131017"));
    assertRefused("format.municipality-code.digits", () -> MunicipalityCode.parse("13101"));
    assertRefused("format.municipality-code.prefecture", () -> MunicipalityCode.parse("481019"));
  }

  @Test
  void municipalityCodeWhenOfPrefectureThenIsPrefecture() {
    assertThat(MunicipalityCode.parse("130001").isPrefecture()).isTrue();
    assertThat(MunicipalityCode.parse("130001").prefecture()).isEqualTo("13");
  }

  @ParameterizedTest
  @ValueSource(strings = {"33120015", "138016"})
  void insurerNumberWhenPublishedThenAccepted(String typed) {
    assertThat(InsurerNumber.parse(typed).value()).isEqualTo(typed);
  }

  @Test
  void insurerNumberWhenWrongThenSaysWhat() {
    assertRefused("format.insurer-number.check-digit", () -> InsurerNumber.parse("33120016"));
    assertRefused("format.insurer-number.digits", () -> InsurerNumber.parse("1380160"));
  }
}
