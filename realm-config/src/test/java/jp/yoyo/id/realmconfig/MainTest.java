package jp.yoyo.id.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void runWhenTheArgumentIsUnknownThenItShowsTheUsage() {
    assertThat(run(List.of("--force"), Map.of())).isEqualTo(2);
    assertThat(text(err)).startsWith("Usage:");
  }

  @Test
  void runWhenTheAddressIsMissingThenItSaysSo() {
    assertThat(run(List.of(), Map.of())).isEqualTo(1);
    assertThat(text(err)).contains("The environment value YOYO_KEYCLOAK_URL is missing");
  }

  @Test
  void runWhenAValueIsMissingThenItFailsBeforeItTalksToTheServer() {
    // Nothing answers on port 1: a call would fail otherwise.
    assertThat(
            run(
                List.of("--dry-run"),
                Map.of(
                    "YOYO_KEYCLOAK_URL",
                    "http://localhost:1",
                    "YOYO_ADMIN_USER",
                    "admin",
                    "YOYO_ADMIN_PASSWORD",
                    "hunter2")))
        .isEqualTo(1);
    assertThat(text(err)).contains("YOYO_SMTP_HOST is missing").doesNotContain("hunter2");
  }

  @Test
  void runWhenTheServerDoesNotAnswerThenItSaysSoWithoutThePassword() {
    assertThat(
            run(
                List.of(),
                TestEnvironment.with(
                    Map.of(
                        "YOYO_KEYCLOAK_URL",
                        "http://localhost:1",
                        "YOYO_ADMIN_USER",
                        "admin",
                        "YOYO_ADMIN_PASSWORD",
                        "hunter2"))))
        .isEqualTo(1);
    assertThat(text(err))
        .contains("Keycloak at http://localhost:1 does not answer")
        .doesNotContain("hunter2")
        .doesNotContain(TestEnvironment.SECRET);
  }

  @Test
  void runWhenTheBlockListIsAskedForThenItIsWritten(@TempDir Path home) {
    assertThat(run(List.of("--block-list", home.toString()), Map.of())).isZero();
    assertThat(home.resolve("data/password-blacklists/yoyo-passwords.txt")).exists();
  }

  private int run(List<String> arguments, Map<String, String> environment) {
    return Main.run(arguments, environment, stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
