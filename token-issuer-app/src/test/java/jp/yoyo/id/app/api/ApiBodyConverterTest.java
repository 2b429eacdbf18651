package jp.yoyo.id.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiBodyConverterTest {

  record Nested(@Nullable String city) {}

  record Sample(
      @Nullable String name,
      @Nullable Integer version,
      @Nullable Boolean sure,
      @Nullable Nested nested)
      implements ApiBody {}

  private static Sample read(String json) {
    return ApiBodyConverter.parse(json.getBytes(StandardCharsets.UTF_8), Sample.class);
  }

  private static ApiProblem refused(String json) {
    return catchThrowableOfType(ApiProblemException.class, () -> read(json)).problem();
  }

  @Test
  void parseWhenFieldsAreLeftOutThenTheyAreToldApartFromEmptyOnes() {
    Sample sample = read("{\"name\":\"\",\"nested\":{\"city\":\"𠮷野\"}}");

    assertThat(sample).isEqualTo(new Sample("", null, null, new Nested("𠮷野")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"1\"} | id",
        "{\"status\":\"approved\"} | status",
        "{\"nested\":{\"organizationId\":\"1\"}} | nested.organizationId",
        "{\"name\":null} | name",
        "{\"nested\":{\"city\":null}} | nested.city",
        "{\"version\":\"1\"} | version",
        "{\"version\":1.5} | version",
        "{\"version\":99999999999} | version",
        "{\"name\":1} | name",
        "{\"name\":true} | name",
        "{\"sure\":\"true\"} | sure",
        "{\"sure\":1} | sure",
        "{\"name\":[\"a\"]} | name",
        "{\"name\":{\"a\":1}} | name",
        "{\"name\":\"a\\u0000b\"} | name",
        "{\"nested\":\"x\"} | nested",
      })
  void parseWhenAFieldIsWrongThenItIsNamed(String json, String field) {
    ApiProblem problem = refused(json);

    assertThat(problem.type()).isEqualTo(ApiProblem.Type.INVALID);
    assertThat(problem.errors()).extracting(ApiProblem.FieldError::field).containsExactly(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"a\"",
        "{",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"name\":\"a\"} {}",
        "{'name':'a'}",
        "{\"name\":NaN}"
      })
  void parseWhenNoObjectThenMalformed(String json) {
    assertThat(refused(json).type()).isEqualTo(ApiProblem.Type.MALFORMED);
  }

  @Test
  void parseWhenNestedAThousandDeepThenMalformed() {
    String json = "{\"nested\":" + "[".repeat(1000) + "]".repeat(1000) + "}";

    assertThat(refused(json).type()).isEqualTo(ApiProblem.Type.MALFORMED);
  }
}
