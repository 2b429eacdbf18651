package jp.yoyo.id.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TextsTest {

  static Stream<String> features() {
    return Texts.features();
  }

  @ParameterizedTest
  @MethodSource("features")
  void textsWhenReadThenBothLanguagesHaveTheSameKeys(String feature) throws IOException {
    assertThat(texts(feature, "en").stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(texts(feature, "ja").stringPropertyNames());
  }

  @ParameterizedTest
  @MethodSource("features")
  void textsWhenReadThenKeysBeginWithTheFeatureAndApostrophesAreDoubled(String feature)
      throws IOException {
    for (String language : new String[] {"ja", "en"}) {
      texts(feature, language)
          .forEach(
              (key, text) -> {
                if (!feature.equals("formats")) {
                  // What a feature records and sends is named where the feature is.
                  assertThat((String) key)
                      .matches(
                          "(%s|audit\\.(type|action|field|value)|outbox\\.kind)\\..+"
                              .formatted(feature));
                }
                assertThat(((String) text).replace("''", "")).as("%s", key).doesNotContain("'");
              });
    }
  }

  private static Properties texts(String feature, String language) throws IOException {
    Properties texts = new Properties();
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                TextsTest.class.getResourceAsStream(
                    "/messages/%s_%s.properties".formatted(feature, language))),
            StandardCharsets.UTF_8)) {
      texts.load(reader);
    }
    return texts;
  }
}
