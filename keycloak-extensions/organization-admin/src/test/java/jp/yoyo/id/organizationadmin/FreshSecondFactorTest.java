package jp.yoyo.id.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.UserSessionModel;

class FreshSecondFactorTest {

  private static final int NOW = 1_780_000_000;

  @ParameterizedTest
  @CsvSource({
    "0, true",
    "300, true",
    "301, false",
    "43200, false",
  })
  void secondFactorWhenShownThenFreshForFiveMinutes(int secondsAgo, boolean fresh) {
    String note = "{\"1\":%d,\"2\":%d}".formatted(NOW - 43_000, NOW - secondsAgo);

    assertThat(FreshSecondFactor.isIn(note, NOW)).isEqualTo(fresh);
  }

  @Test
  void loginWhenOfNowButOfTheFirstLevelThenNotFresh() {
    assertThat(FreshSecondFactor.isIn("{\"1\":%d}".formatted(NOW), NOW)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "{\"2\":null}", "{\"2\":\"now\"}", "{\"x\":1}"})
  void noteWhenItCannotBeReadThenNotFresh(String note) {
    assertThat(FreshSecondFactor.isIn(note, NOW)).isFalse();
  }

  @Test
  void sessionWhenThereIsNoneThenNotFresh() {
    assertThat(FreshSecondFactor.isIn((UserSessionModel) null, NOW)).isFalse();
    assertThat(FreshSecondFactor.isIn((String) null, NOW)).isFalse();
  }
}
