package jp.yoyo.id.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceNumberTest {

  @Test
  void isOneWhenMadeHereThenYes() {
    assertThat(ReferenceNumber.isOne(ReferenceNumber.next())).isTrue();
  }

  @Test
  void isOneWhenOfAPageOfKeycloakThenYes() {
    assertThat(ReferenceNumber.isOne("20260601-090000-123-045")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123", "7KQ2-M9XD-4", "20260601-090000-123", "7kq2-m9xd-4t", "x'--"})
  void isOneWhenAnythingElseThenNo(String text) {
    assertThat(ReferenceNumber.isOne(text)).isFalse();
  }
}
