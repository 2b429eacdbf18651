package jp.yoyo.id.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  private static final String FIRST =
      "{\"seq\":1,\"prev\":\"0000000000000000000000000000000000000000000000000000000000000000\","
          + "\"type\":\"LOGIN\",\"hash\":\"%s\"}";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder = Path.of("");

  @Test
  void verifyWhenALineIsBrokenThenFileAndNumberAreSaid() throws Exception {
    Path file = Files.writeString(folder.resolve("audit.jsonl"), FIRST.formatted("0".repeat(64)));

    assertThat(run("verify", file.toString())).isEqualTo(Main.BAD);
    assertThat(text(out)).contains("BROKEN " + file + " line 1: this line was changed.");
  }

  @Test
  void verifyWhenAFileIsMissingThenAnErrorOfUse() {
    assertThat(run("verify", folder.resolve("none").toString())).isEqualTo(Main.USAGE);
    assertThat(run("verify")).isEqualTo(Main.USAGE);
    assertThat(run()).isEqualTo(Main.USAGE);
    assertThat(run("maintenance", "begin", "--until", "tomorrow")).isEqualTo(Main.USAGE);
    assertThat(text(err)).contains("No time with its offset from UTC: tomorrow");
    assertThat(run("maintenance", "end")).isEqualTo(Main.USAGE);
    assertThat(text(err)).contains("The environment lacks YOYO_KEYCLOAK_URL");
  }

  private int run(String... arguments) {
    return Main.run(
        List.of(arguments),
        Map.of(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
