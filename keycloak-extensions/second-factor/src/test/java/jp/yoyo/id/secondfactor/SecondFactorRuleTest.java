package jp.yoyo.id.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondFactorRuleTest {

  private static final String OF_THE_REALM =
      "central:*, federation:*, municipality:*, facility:organization-admin,"
          + " venue:organization-admin";

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "central,      -,                  true",
        "central,      help-desk,          true",
        "federation,   officer,            true",
        "municipality, -,                  true",
        "facility,     organization-admin, true",
        "facility,     user-manager,       false",
        "facility,     -,                  false",
        "venue,        organization-admin, true",
        "venue,        token-manager,      false",
        "other,        organization-admin, false",
        "-,            organization-admin, false",
      })
  void coversWhenTheRealmsRuleThenOfficesAndAdministrators(
      @Nullable String type, @Nullable String role, boolean expected) {
    SecondFactorRule rule = SecondFactorRule.parse(OF_THE_REALM).orElseThrow();

    assertThat(rule.covers(type, role == null ? Set.of() : Set.of(role))).isEqualTo(expected);
  }

  @Test
  void coversWhenTheDefaultThenAdministratorsOfWhateverType() {
    SecondFactorRule rule = SecondFactorRule.parse(SecondFactorRule.DEFAULT).orElseThrow();

    assertThat(rule.covers(null, Set.of("organization-admin"))).isTrue();
    assertThat(rule.covers("central", Set.of("officer"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "central", "central:", ":*", "a:b:c", "central:*,", ", a:b"})
  void parseWhenNoListOfPairsThenEmpty(String text) {
    assertThat(SecondFactorRule.parse(text)).isEmpty();
  }

  @Test
  void everybodyWhenTheRuleCannotBeReadThenReallyEverybody() {
    assertThat(SecondFactorRule.everybody().covers(null, Set.of())).isTrue();
  }
}
