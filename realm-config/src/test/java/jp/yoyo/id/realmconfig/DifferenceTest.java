package jp.yoyo.id.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DifferenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a': 1} | {'a': 1, 'b': 2}",
        "{'a': '1'} | {'a': 1}",
        "{'a': 'true'} | {'a': true}",
        "{'a': ''} | {}",
        "{'a': ''} | {'a': null}",
        "{'a': []} | {}",
        "{'a': {}} | {}",
        "{'a': ['x', 'y']} | {'a': ['y', 'x']}",
        "{'a': {'b.c': 'x'}} | {'a': {'b.c': 'x', 'd': 'y'}}",
        "{'a': [{'b': 1}]} | {'a': [{'b': 1}]}",
      })
  void betweenWhenKeycloakOnlyWritesItOtherwiseThenNone(String described, String actual) {
    assertThat(Difference.between(Json.parse(json(described)), Json.parse(json(actual)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a': 1} | {} | a",
        "{'a': 1} | {'a': 2} | a",
        "{'a': false} | {'a': true} | a",
        "{'a': ''} | {'a': 'x'} | a",
        "{'a': []} | {'a': ['x']} | a",
        "{'a': ['x']} | {'a': ['x', 'y']} | a",
        "{'a': ['x', 'x']} | {'a': ['x', 'y']} | a",
        "{'a': {'b': 'x', 'c': 'y'}} | {'a': {'c': 'z', 'b': 'x'}} | a.c",
        "{'a': {'b': 'x'}} | {} | a.b",
        "{'a': [{'b': 1}]} | {'a': [{'b': 2}]} | a",
      })
  void betweenWhenADescribedFieldIsOtherThenItIsNamed(
      String described, String actual, String field) {
    assertThat(Difference.between(Json.parse(json(described)), Json.parse(json(actual))))
        .extracting(Difference::field)
        .containsExactly(field);
  }

  @Test
  void overlayWhenTheServerHasMoreThenItIsKeptAndEmptyTakesAway() {
    assertThat(
            Difference.overlay(
                Json.parse(json("{'a': {'keep': '1', 'change': '2', 'drop': '3'}, 'b': ['x']}")),
                Json.parse(json("{'a': {'change': '9', 'drop': '', 'new': '4'}, 'b': ['y']}"))))
        .isEqualTo(Json.parse(json("{'a': {'keep': '1', 'change': '9', 'new': '4'}, 'b': ['y']}")));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
