package jp.yoyo.id.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaceholdersTest {
  private static final JsonNode DECLARED =
      Json.parse(
          """
          {
            "HOST": {"kind": "host"},
            "NAME": {"kind": "text", "default": "予予"},
            "TOKEN": {"kind": "client-secret"}
          }
          """);

  @Test
  void fillWhenNamedTwiceInATextThenBothAreReplaced() {
    Placeholders placeholders = placeholders(Map.of("HOST", "a.example"));

    JsonNode filled =
        placeholders.fill(
            "x.json",
            Json.parse("{\"a\": [{\"b\": \"https://${HOST}/${HOST}\"}], \"n\": 5, \"t\": true}"));

    assertThat(filled)
        .isEqualTo(
            Json.parse(
                "{\"a\": [{\"b\": \"https://a.example/a.example\"}], \"n\": 5, \"t\": true}"));
    assertThat(placeholders.problems()).isEmpty();
  }

  @Test
  void fillWhenNotGivenThenTheDefaultIsUsed() {
    assertThat(placeholders(Map.of()).fill("x.json", Json.parse("\"${NAME}\"")).asText())
        .isEqualTo("予予");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${profile.attributes.email}",
        "${authBaseUrl}",
        "${vault.smtp}",
        "$HOST",
        "{HOST}"
      })
  void fillWhenTheWordsAreKeycloaksThenTheyStay(String text) {
    Placeholders placeholders = placeholders(Map.of("HOST", "a.example"));

    assertThat(placeholders.fill("x.json", Json.parse("\"" + text + "\"")).asText())
        .isEqualTo(text);
    assertThat(placeholders.problems()).isEmpty();
  }

  @Test
  void fillWhenAValueLooksLikeAPlaceholderThenItIsText() {
    Placeholders placeholders = placeholders(Map.of("NAME", "${HOST} $1 \\"));

    assertThat(placeholders.fill("x.json", Json.parse("\"${NAME}\"")).asText())
        .isEqualTo("${HOST} $1 \\");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${UNKNOWN}", "${HOST:default}", "${HOST", "${Host}", "${HOST }"})
  void fillWhenUnknownOrMalformedThenItSaysWhere(String text) {
    Placeholders placeholders = placeholders(Map.of("HOST", "a.example"));

    placeholders.fill("x.json", Json.parse("{\"a\": {\"b\": [\"" + text + "\"]}}"));

    assertThat(placeholders.problems())
        .singleElement()
        .asString()
        .startsWith("x.json: a.b[0]: unknown placeholder ${");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "absent"})
  void fillWhenARequiredValueIsMissingOrEmptyThenItSaysWhere(String given) {
    Placeholders placeholders =
        placeholders(given.isEmpty() ? Map.of("HOST", "") : Map.of("OTHER", given));

    placeholders.fill("x.json", Json.parse("{\"a\": \"${HOST}\"}"));

    assertThat(placeholders.problems())
        .containsExactly("x.json: a: the environment value HOST is missing");
  }

  @Test
  void fillWhenASecretIsWrongThenTheProblemDoesNotShowIt() {
    Placeholders placeholders = placeholders(Map.of("TOKEN", "hunter2"));

    placeholders.fill("x.json", Json.parse("{\"secret\": \"${TOKEN}\"}"));

    assertThat(placeholders.problems())
        .containsExactly("x.json: secret: TOKEN must have at least 32 characters");
    assertThat(placeholders.secrets()).containsExactly("hunter2");
  }

  private static Placeholders placeholders(Map<String, String> environment) {
    return new Placeholders(EnvironmentValue.declaredIn(DECLARED), environment);
  }
}
