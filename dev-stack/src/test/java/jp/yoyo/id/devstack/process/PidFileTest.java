package jp.yoyo.id.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  @TempDir Path directory;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endProcesses() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void survivorsWhenTheProcessRunsThenItIsFound() throws IOException {
    Process process = sleeping(directory);

    pidFile().write(List.of(process.toHandle()));

    assertThat(pidFile().survivors()).containsExactly(process.toHandle());
  }

  @Test
  void survivorsWhenTheProcessEndedThenThereIsNone() throws Exception {
    Process process = sleeping(directory);
    pidFile().write(List.of(process.toHandle()));

    process.destroyForcibly().waitFor();

    assertThat(pidFile().survivors()).isEmpty();
  }

  @Test
  void survivorsWhenThePidBelongsToALaterProcessThenThereIsNone() throws IOException {
    Process process = sleeping(directory);
    long started = process.toHandle().info().startInstant().orElseThrow().toEpochMilli();

    Files.writeString(file(), process.pid() + " " + (started - 60_000) + "\n");

    assertThat(pidFile().survivors()).isEmpty();
  }

  @Test
  void survivorsWhenTheProcessWorksForAnotherDirectoryThenThereIsNone() throws IOException {
    Process process = sleeping(Path.of("/somewhere/else"));

    pidFile().write(List.of(process.toHandle()));

    assertThat(pidFile().survivors()).isEmpty();
  }

  @Test
  void survivorsWhenTheFileIsDamagedThenThereIsNone() throws IOException {
    Files.writeString(file(), "\n1\nx y\n99999999999999999999 1\n-5 7\n");

    assertThat(pidFile().survivors()).isEmpty();
  }

  @Test
  void survivorsWhenThereIsNoFileThenThereIsNone() {
    assertThat(pidFile().survivors()).isEmpty();
  }

  @Test
  void deleteWhenDoneThenNothingIsFound() throws IOException {
    Process process = sleeping(directory);
    pidFile().write(List.of(process.toHandle()));

    pidFile().delete();

    assertThat(pidFile().survivors()).isEmpty();
  }

  private Path file() {
    return directory.resolve("part.pid");
  }

  private PidFile pidFile() {
    return new PidFile(file(), directory);
  }

  /** A process in whose command line a directory is named. */
  private Process sleeping(Path named) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", "sleep 60; : \"$0\"", named.toString()).start();
    started.add(process);
    return process;
  }
}
