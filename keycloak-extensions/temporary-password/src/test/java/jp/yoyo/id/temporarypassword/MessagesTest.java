package jp.yoyo.id.temporarypassword;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default texts of pages and mails, which a theme may replace. */
class MessagesTest {

  /** Keys of Keycloak's own base theme. */
  private static final Set<String> KEYS_OF_KEYCLOAK = Set.of("backToLogin");

  private static final Pattern USE = Pattern.compile("msg\\(\"([A-Za-z]+)\"");

  private static Properties messages(String language) throws IOException {
    Properties messages = new Properties();
    try (InputStream file =
        MessagesTest.class.getResourceAsStream(
            "/theme-resources/messages/messages_" + language + ".properties")) {
      messages.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
    }
    return messages;
  }

  @Test
  void languagesHaveTheSameKeys() throws IOException {
    assertThat(messages("ja").stringPropertyNames())
        .isEqualTo(messages("en").stringPropertyNames());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void messagesAreFilledAndHoldNoLoneApostrophe(String language) throws IOException {
    Properties messages = messages(language);
    assertThat(messages.stringPropertyNames())
        .allSatisfy(key -> assertThat(messages.getProperty(key)).isNotBlank().doesNotContain("'"));
  }

  @Test
  void templatesUseNoKeyThatIsMissing() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/theme-resources"))) {
      for (Path template : templates.filter(path -> path.toString().endsWith(".ftl")).toList()) {
        Matcher use = USE.matcher(Files.readString(template));
        while (use.find()) {
          used.add(use.group(1));
        }
      }
    }
    used.removeAll(KEYS_OF_KEYCLOAK);
    assertThat(used).isNotEmpty();
    assertThat(messages("ja").stringPropertyNames()).containsAll(used);
  }
}
