package jp.yoyo.id.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemMessagesTest {

  @Test
  void keysWhenInEitherLanguageThenOneTitleAndDetailForEachProblem() throws IOException {
    List<String> expected =
        Arrays.stream(TokenProblem.values())
            .map(problem -> problem.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .flatMap(name -> Stream.of(name + ".title", name + ".detail"))
            .sorted()
            .toList();

    for (String language : List.of("ja", "en")) {
      assertThat(new TreeSet<>(messages(language).stringPropertyNames()))
          .as(language)
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void textsWhenInEnglishThenHoldNoJapanese() throws IOException {
    assertThat(messages("en").values())
        .allSatisfy(text -> assertThat(text.toString()).matches("\\p{ASCII}+"));
  }

  private static Properties messages(String language) throws IOException {
    Properties messages = new Properties();
    try (InputStream file =
        Objects.requireNonNull(
            TokenProblem.class.getResourceAsStream("problems_" + language + ".properties"))) {
      messages.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    }
    return messages;
  }
}
