package jp.yoyo.id.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemMessagesTest {

  @Test
  void keysWhenInJapaneseThenTheSameInEnglish() throws IOException {
    assertThat(new TreeSet<>(messages("ja").stringPropertyNames()))
        .isEqualTo(new TreeSet<>(messages("en").stringPropertyNames()));
  }

  @ParameterizedTest
  @EnumSource
  void everyProblemWhenInEitherLanguageThenHasTitleAndDetail(Problem problem) throws IOException {
    String name = problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
    for (String language : new String[] {"ja", "en"}) {
      assertThat(messages(language).getProperty(name + ".title")).as(language).isNotBlank();
      assertThat(messages(language).getProperty(name + ".detail")).as(language).isNotBlank();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void everyTextWhenOfAProblemThenThatProblemExists(String language) throws IOException {
    assertThat(messages(language).stringPropertyNames())
        .filteredOn(key -> !key.startsWith("field."))
        .allSatisfy(
            key -> {
              assertThat(key).matches("[a-z-]+\\.(title|detail)");
              Problem.valueOf(
                  key.substring(0, key.indexOf('.')).replace('-', '_').toUpperCase(Locale.ROOT));
            });
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void everyTextWhenFormattedThenNothingOfThePatternIsLeft(String key, String pattern) {
    String text = new MessageFormat(pattern, Locale.JAPANESE).format(new Object[] {"A{0}'", "B"});

    // A single apostrophe would be swallowed together with the argument behind it.
    assertThat(text.replace("A{0}'", "A")).as(key).doesNotContain("{", "}", "''");
    assertThat(pattern.replace("''", "")).as(key).doesNotContain("'");
  }

  @Test
  void argumentsWhenInJapaneseThenTheSameInEnglish() throws IOException {
    Properties japanese = messages("ja");
    Properties english = messages("en");
    for (String key : japanese.stringPropertyNames()) {
      for (String argument : new String[] {"{0}", "{1}", "{2}"}) {
        assertThat(english.getProperty(key).contains(argument))
            .as(key + " " + argument)
            .isEqualTo(japanese.getProperty(key).contains(argument));
      }
    }
  }

  @Test
  void fieldErrorsWhenInJapaneseThenBeginWithTheMark() throws IOException {
    Properties japanese = messages("ja");

    assertThat(japanese.stringPropertyNames())
        .filteredOn(key -> key.startsWith("field."))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(japanese.getProperty(key)).startsWith("＊"));
  }

  @Test
  void textsWhenInEnglishThenHoldNoJapanese() throws IOException {
    assertThat(messages("en").values())
        .allSatisfy(text -> assertThat(text.toString()).matches("\\p{ASCII}+"));
  }

  static Stream<Object[]> patterns() throws IOException {
    return Stream.concat(entries("ja"), entries("en"));
  }

  private static Stream<Object[]> entries(String language) throws IOException {
    Properties messages = messages(language);
    return messages.stringPropertyNames().stream()
        .map(key -> new Object[] {key + " (" + language + ")", messages.getProperty(key)});
  }

  private static Properties messages(String language) throws IOException {
    Properties messages = new Properties();
    try (InputStream file =
        Objects.requireNonNull(
            Problem.class.getResourceAsStream("problems_" + language + ".properties"))) {
      messages.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    }
    return messages;
  }
}
