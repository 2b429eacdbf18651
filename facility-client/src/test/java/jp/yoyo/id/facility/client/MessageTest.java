package jp.yoyo.id.facility.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

  private static final String BUNDLE = "jp.yoyo.id.facility.client.messages";

  @Test
  void keysAreTheSameInBothLanguages() {
    assertThat(keys(Locale.JAPANESE)).isEqualTo(keys(Locale.ENGLISH)).isNotEmpty();
  }

  private static Set<String> keys(Locale locale) {
    return new TreeSet<>(ResourceBundle.getBundle(BUNDLE, locale).keySet());
  }

  @Test
  void keysAreUsedAndWhatIsUsedIsThere() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources.append(Files.readString(file));
      }
    }
    Set<String> used = new TreeSet<>();
    Matcher literal = Pattern.compile("\"([a-z]+(?:[.][a-z0-9-]+)*)\"").matcher(sources);
    Set<String> keys = keys(Locale.ENGLISH);
    while (literal.find()) {
      if (keys.contains(literal.group(1))) {
        used.add(literal.group(1));
      }
    }
    assertThat(used).isEqualTo(keys);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void blanksAreFilledWhateverTheKey(String language) {
    Locale locale = Locale.forLanguageTag(language);
    for (String key : keys(locale)) {
      String text = new Message(key, java.util.List.of(1, 2, 3)).in(locale);
      assertThat(text).as(key).isNotBlank().doesNotContain("{").doesNotContain("''");
    }
  }

  @Test
  void inWhenAnotherLanguageThenIsEnglishWhateverTheMachineSpeaks() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.JAPAN);
      assertThat(Message.of("check.done").in(Locale.FRENCH)).isEqualTo("Everything works.");
      assertThat(Message.of("check.done").in(Locale.JAPAN)).isEqualTo("すべて正常です。");
    } finally {
      Locale.setDefault(usual);
    }
  }
}
