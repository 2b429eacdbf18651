package jp.yoyo.id.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docker-compose.yml names only settings that the programs know, all that they require, and the
 * version of Keycloak that the build tests. That the containers start is not shown here: there is
 * no Docker engine where the tests run.
 */
final class ComposeFileTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern SET = Pattern.compile("(?m)^ +(YOYO_[A-Z_]+): ");

  @Test
  void settingsWhenInComposeFileThenKnownToAProgram() throws IOException {
    String known = read("token-issuer-app/src/main/resources/application.yaml") + realmSettings();

    assertThat(found(SET, read("docker-compose.yml")))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(known).containsPattern("\\b" + name + "\\b"));
  }

  @Test
  void settingsWhenRequiredThenInComposeFile() throws IOException {
    Pattern withoutDefault = Pattern.compile("\\$\\{(YOYO_[A-Z_]+):}");
    Set<String> required =
        found(withoutDefault, read("token-issuer-app/src/main/resources/application.yaml"));
    // Empty is a meaning of its own: no text in English about the help desk's hours.
    required.remove("YOYO_HELP_DESK_HOURS_EN");

    assertThat(found(SET, read("docker-compose.yml"))).containsAll(required);
  }

  @Test
  void versionWhenOfTheImageThenTheOneThatIsTested() throws IOException {
    String version =
        found(Pattern.compile("<keycloak.version>([^<]+)<"), read("pom.xml")).iterator().next();

    assertThat(read("docker/Dockerfile")).contains("keycloak/keycloak:" + version + " ");
  }

  @Test
  void secretsWhenInComposeFileThenWithoutDefault() throws IOException {
    assertThat(
            found(
                Pattern.compile("\\$\\{([A-Z_]*(?:PASSWORD|SECRET)):-[^}]"),
                read("docker-compose.yml")))
        .isEmpty();
  }

  /** What the proxy shows while nothing behind it answers. */
  @Test
  void proxyWhenNothingAnswersThenPagesOfItsOwnWithRetryAfter() throws IOException {
    String proxy = read("docker/nginx.conf");

    assertThat(proxy).contains("error_page 502 504 =503 $down;");
    assertThat(read("docker-compose.yml")).contains("./docker/pages:/etc/nginx/pages:ro");
    assertThat(found(Pattern.compile("(/down\\.\\w+)"), proxy))
        .containsExactly("/down.html", "/down.json")
        .allSatisfy(page -> assertThat(ROOT.resolve("docker/pages" + page)).isNotEmptyFile());
    assertThat(proxy.split("Retry-After", -1)).hasSize(6);
    assertThat(read("docker/pages/down.html"))
        .contains("lang=\"ja\"", "lang=\"en\"")
        .doesNotContainPattern("(src|href|url\\()\\s*=?\\s*[\"']?https?:");
  }

  private static String realmSettings() throws IOException {
    return read("realm-config/README.md")
        + read("realm-config/src/main/resources/jp/yoyo/id/realmconfig/realm/environment.json");
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static Set<String> found(Pattern pattern, String text) {
    return new TreeSet<>(
        pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList());
  }
}
