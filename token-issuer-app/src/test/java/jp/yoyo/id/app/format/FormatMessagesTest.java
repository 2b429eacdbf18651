package jp.yoyo.id.app.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.yoyo.id.app.bankaccount.AccountHolderKana;
import jp.yoyo.id.app.bankaccount.AccountKind;
import jp.yoyo.id.app.facility.FacilityCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key without a text would show as a key to somebody in a hurry. */
class FormatMessagesTest {

  private static final Path MESSAGES = Path.of("src/main/resources/messages");
  private static final Path SOURCES = Path.of("src/main/java/jp/yoyo/id/app");
  private static final Pattern KEY =
      Pattern.compile("\"((?:format|files)\\.[a-z0-9.-]+[a-z0-9])\"");
  private static final Pattern ARGUMENT = Pattern.compile("\\{\\d+}");

  @Test
  void messagesWhenKeyIsUsedThenExist() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher matcher = KEY.matcher(Files.readString(file));
        while (matcher.find()) {
          used.add(matcher.group(1));
        }
      }
    }
    Stream.of(FacilityCode.Doubt.values()).forEach(doubt -> used.add(doubt.key()));
    Stream.of(AccountKind.values()).forEach(kind -> used.add(kind.key()));
    Stream.of(AccountHolderKana.Change.values()).forEach(change -> used.add(change.key()));

    Set<String> texts = new TreeSet<>();
    for (String name : List.of("formats_ja", "files_ja")) {
      texts.addAll(load(name).keySet());
    }
    assertThat(texts).containsExactlyElementsOf(used);
  }

  @ParameterizedTest
  @ValueSource(strings = {"formats", "files"})
  void messagesWhenInOtherLanguageThenSameKeysAndArguments(String name) throws IOException {
    Map<String, String> japanese = load(name + "_ja");
    Map<String, String> english = load(name + "_en");

    assertThat(english.keySet()).isEqualTo(japanese.keySet());
    japanese.forEach(
        (key, text) ->
            assertThat(arguments(english.getOrDefault(key, "")))
                .as(key)
                .isEqualTo(arguments(text)));
  }

  /** MessageFormat takes an apostrophe for the beginning of a quotation. */
  @ParameterizedTest
  @ValueSource(strings = {"formats_en", "formats_ja", "files_en", "files_ja"})
  void messagesWhenFormattedThenHaveNoApostrophe(String name) throws IOException {
    assertThat(load(name).values()).isNotEmpty().noneMatch(text -> text.contains("'"));
  }

  private static Set<String> arguments(String text) {
    Set<String> arguments = new TreeSet<>();
    Matcher matcher = ARGUMENT.matcher(text);
    while (matcher.find()) {
      arguments.add(matcher.group());
    }
    return arguments;
  }

  private static Map<String, String> load(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(MESSAGES.resolve(name + ".properties"), UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> messages = new TreeMap<>();
    properties.forEach((key, value) -> messages.put((String) key, (String) value));
    return messages;
  }
}
