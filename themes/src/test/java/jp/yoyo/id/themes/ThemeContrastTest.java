package jp.yoyo.id.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contrast of the colours that the style sheets put on each other (WCAG 2.2, 1.4.3 and 1.4.11). */
class ThemeContrastTest {

  private static final Map<String, String> TOKENS = tokens();
  private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{3,8}\\b");

  @ParameterizedTest
  @CsvSource({
    "text, background",
    "text, background-quiet",
    "heading, background",
    "heading, background-quiet",
    "text-quiet, background",
    "text-quiet, background-quiet",
    "key, background",
    "key, background-quiet",
    "key-hover, background",
    "key-hover, key-quiet",
    "on-key, key",
    "on-key, key-hover",
    "on-key, key-active",
    "heading, key-quiet",
    "error-text, background",
    "error-text, background-quiet",
    "error-text, error-quiet",
    "success-text, background",
    "success-text, background-quiet",
    "success-text, success-quiet",
    "warning-text, warning-quiet",
  })
  void textIsLegible(String text, String background) {
    assertThat(contrast(color(text), color(background))).isGreaterThanOrEqualTo(4.5);
  }

  @ParameterizedTest
  @CsvSource({
    "border, background",
    "border, background-quiet",
    "error, background",
    "error, error-quiet",
    "success, background",
    "success, success-quiet",
    "warning, background",
    "warning, warning-quiet",
    "key, background",
    "focus, background",
    "focus, background-quiet",
    "focus-ring, focus",
    "focus-ring, key",
  })
  void boundariesAndMarksCanBeSeen(String mark, String background) {
    assertThat(contrast(color(mark), color(background))).isGreaterThanOrEqualTo(3);
  }

  @Test
  void theStyleSheetOfTheLoginPagesHasNoColourOfItsOwn() {
    String css =
        ThemeFiles.text(ThemeFiles.root().resolve("login/resources/css/login.css"))
            .replaceAll("(?s)/\\*.*?\\*/", "")
            // Selectors by id look like colours: a colour stands behind a colon.
            .replaceAll("(?m)^[^:{]*[,{]\\s*$", "");
    assertThat(css).doesNotContainPattern(":[^;{}]*(#[0-9a-fA-F]{3,8}\\b|rgb|hsl)");
  }

  @Test
  void mailsUseTheColoursOfTheTokens() {
    TreeSet<String> used = new TreeSet<>();
    Matcher colours =
        HEX.matcher(ThemeFiles.text(ThemeFiles.root().resolve("email/html/template.ftl")));
    while (colours.find()) {
      used.add(colours.group().toLowerCase(Locale.ROOT));
    }
    assertThat(used).isNotEmpty();
    assertThat(TOKENS.values()).containsAll(used);
  }

  @Test
  void theComputationAgreesWithKnownValues() {
    assertThat(contrast("#000000", "#ffffff")).isEqualTo(21);
    assertThat(contrast("#767676", "#ffffff")).isBetween(4.53, 4.55);
  }

  private static String color(String role) {
    String value = TOKENS.get("--yoyo-color-" + role);
    while (value != null && value.startsWith("var(")) {
      value = TOKENS.get(value.substring(4, value.length() - 1));
    }
    if (value == null) {
      throw new AssertionError("no token for " + role);
    }
    return value;
  }

  private static Map<String, String> tokens() {
    Map<String, String> tokens = new TreeMap<>();
    String css = ThemeFiles.text(ThemeFiles.root().resolve("common/resources/css/tokens.css"));
    Matcher token = Pattern.compile("(--yoyo-[\\w-]+): ([^;]+);").matcher(css);
    while (token.find()) {
      tokens.put(token.group(1), token.group(2));
    }
    return tokens;
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String hex) {
    return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
  }

  private static double channel(String hex, int at) {
    double value = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
