package jp.yoyo.id.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in our templates, read as text. */
class TemplatesTest {

  /** {@code msg("key")}, and {@code label="key"} of the parent's button macros. */
  private static final Pattern KEY =
      Pattern.compile("(?:msg\\(|\\blabel=)[\"']([A-Za-z][\\w.-]*)[\"'](?!\\s*\\+)");

  /** {@code msg(condition?then("key", "key"))}. */
  private static final Pattern CHOICE =
      Pattern.compile("msg\\(\\w+\\?then\\(\"([\\w.-]+)\", \"([\\w.-]+)\"\\)\\)");

  @ParameterizedTest
  @CsvSource({"login,ja", "login,en", "email,ja", "email,en"})
  void everyKeyInATemplateHasAText(String type, String language) {
    Set<String> keys = Texts.of(type, language).keys();
    for (Path file : ThemeFiles.named(type, ".ftl")) {
      for (String key : keysIn(ThemeFiles.text(file))) {
        assertThat(keys).as("%s in %s", key, file.getFileName()).contains(key);
      }
    }
  }

  /** So that the pages of our own flows also work where inline script is forbidden. */
  @ParameterizedTest
  @MethodSource("pages")
  void noPageHasInlineScript(Path page) {
    String text = ThemeFiles.text(page);
    // An import map cannot stand in a file of its own; template.ftl writes it for passkeys only.
    Matcher scripts = Pattern.compile("<script(?![^>]*\\ssrc=)(?![^>]*importmap)").matcher(text);
    assertThat(scripts.find()).as("script element without src").isFalse();
    assertThat(text).doesNotContainPattern("\\son[a-z]+=\"").doesNotContain("javascript:");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noPageLoadsAnythingFromElsewhere(Path page) {
    assertThat(ThemeFiles.text(page)).doesNotContainPattern("(src|href)=\"(https?:)?//");
  }

  /** msg() evaluates ${…} in its arguments: what people typed must not become one. */
  @ParameterizedTest
  @MethodSource("mails")
  void noMailPassesValuesOfUsersToMsg(Path mail) {
    assertThat(ThemeFiles.text(mail))
        .doesNotContainPattern(
            "msg\\([^)]*\\b(recipientName|organizationName|userId|user\\.|firstName|lastName"
                + "|newEmail|organization\\.|username|customMessage)\\b");
  }

  static List<Path> pages() {
    return ThemeFiles.named("login", ".ftl");
  }

  static List<Path> mails() {
    return ThemeFiles.named("email", ".ftl");
  }

  private static Set<String> keysIn(String template) {
    Set<String> keys = new TreeSet<>();
    String text = template.replaceAll("(?s)<#--.*?-->", "");
    Matcher calls = KEY.matcher(text);
    while (calls.find()) {
      keys.add(calls.group(1));
    }
    Matcher choices = CHOICE.matcher(text);
    while (choices.find()) {
      keys.add(choices.group(1));
      keys.add(choices.group(2));
    }
    return keys;
  }
}
