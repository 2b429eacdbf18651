package jp.yoyo.id.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  @TempDir Path directory;

  private @Nullable ChildProcess child;

  @AfterEach
  void endProcess() {
    if (child != null) {
      child.kill();
    }
  }

  @Test
  void stopWhenTheProcessObeysThenItAndItsChildrenAreGone() throws Exception {
    ChildProcess started = start("sleep 60 & echo started; wait");
    List<ProcessHandle> descendants = awaitDescendants(started);

    started.stop(Signal.TERM, Duration.ofSeconds(1));

    assertThat(started.isAlive()).isFalse();
    assertThat(descendants).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void stopWhenTheProcessIgnoresItThenItIsKilled() throws Exception {
    ChildProcess started = start("trap '' TERM; echo started; while :; do sleep 1; done");
    awaitLog("started");

    started.stop(Signal.TERM, Duration.ofMillis(300));

    assertThat(started.isAlive()).isFalse();
  }

  @Test
  void stopWhenAskedWithAnInterruptThenTheProcessCanCleanUp() throws Exception {
    // What runs in the background of a script, as ./verify does, is started with interrupts
    // ignored,
    // and a shell that was started so cannot catch one.
    ChildProcess started =
        start(
            "exec env --default-signal=INT sh -c 'trap \"echo cleaned; exit 0\" INT; echo started;"
                + " while :; do sleep 0.1; done'");
    awaitLog("started");

    started.stop(Signal.INT, Duration.ofSeconds(5));

    assertThat(started.lastLines(1)).isEqualTo("cleaned");
  }

  @Test
  void onExitWhenTheProcessEndsByItselfThenItsStatusIsTold() throws Exception {
    assertThat(start("exit 7").onExit().get(10, TimeUnit.SECONDS)).isEqualTo(7);
  }

  @Test
  void startWhenASecretIsGivenThenOnlyTheEnvironmentHasIt() throws Exception {
    ChildProcess started = start("env; sleep 60");
    awaitLog("SECRET=told");

    assertThat(CommandLine.of(started.handle())).contains("sleep").doesNotContain("told");
  }

  @Test
  void cleanWhenTheUserHasSettingsForAnotherServerThenTheyAreGone() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "KC_DB", "dev-file", "PGDATA", "/else", "JAVA_OPTS", "-Xmx1m", "HOME", "/home/me"));

    ForeignSettings.clean(environment);

    assertThat(environment).containsExactly(Map.entry("HOME", "/home/me"));
  }

  @Test
  void lastLinesWhenTheLogIsLongThenOnlyItsEndIsRead() throws Exception {
    Files.writeString(log(), "x\n".repeat(200_000) + "last but one\nlast\n\n");

    assertThat(ChildProcess.lastLines(log(), 2)).isEqualTo("last but one\nlast");
  }

  @Test
  void lastLinesWhenThereIsNoLogThenNothing() {
    assertThat(ChildProcess.lastLines(directory.resolve("none"), 5)).isEmpty();
  }

  private Path log() {
    return directory.resolve("part.log");
  }

  private ChildProcess start(String script) {
    ChildProcess started =
        ChildProcess.start(
            List.of("sh", "-c", script),
            Map.of("SECRET", "told"),
            directory,
            log(),
            new PidFile(directory.resolve("part.pid"), directory));
    child = started;
    return started;
  }

  private List<ProcessHandle> awaitDescendants(ChildProcess process) throws Exception {
    awaitLog("started");
    List<ProcessHandle> descendants = process.handle().descendants().toList();
    assertThat(descendants).isNotEmpty();
    return descendants;
  }

  private void awaitLog(String text) throws IOException, InterruptedException {
    for (int i = 0; i < 200 && !Files.readString(log()).contains(text); i++) {
      Thread.sleep(50);
    }
    assertThat(Files.readString(log())).contains(text);
  }
}
