package jp.yoyo.id.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FingerprintTest {

  @Test
  void matchesWhenReadBackThenOnlyForTheSameSecret() {
    Fingerprint read = Fingerprint.of(Fingerprint.fresh("secret").text()).orElseThrow();

    assertThat(read.matches("secret")).isTrue();
    assertThat(read.matches("Secret")).isFalse();
  }

  @Test
  void freshWhenTakenTwiceThenItDiffersAndHidesTheSecret() {
    assertThat(Fingerprint.fresh("secret").text())
        .isNotEqualTo(Fingerprint.fresh("secret").text())
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", ":", "a:b", "!!:!!"})
  void ofWhenTheTextIsNoFingerprintThenEmpty(String text) {
    assertThat(Fingerprint.of(text)).isEmpty();
  }
}
