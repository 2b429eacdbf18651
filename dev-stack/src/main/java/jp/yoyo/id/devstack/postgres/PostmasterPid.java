package jp.yoyo.id.devstack.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The server's own pid file, for the moment between its start and the writing of ours. Lines:
 * process id, data directory, start time in seconds, port, ….
 */
final class PostmasterPid {

  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  private PostmasterPid() {}

  /** The running server of this data directory. */
  static Optional<ProcessHandle> in(Path data) {
    try {
      List<String> lines =
          Files.readAllLines(data.resolve("postmaster.pid"), StandardCharsets.UTF_8);
      if (lines.size() < 3 || !Path.of(lines.get(1)).equals(data)) {
        return Optional.empty();
      }
      Instant noted = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
      return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
          .filter(process -> isPostgresSince(process, noted));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the file is a remainder of a server that ended without removing it. PostgreSQL itself
   * refuses to start when any process happens to have the noted id by now.
   */
  static boolean isStale(Path data) {
    try {
      String pid =
          Files.readAllLines(data.resolve("postmaster.pid"), StandardCharsets.UTF_8).get(0);
      return ProcessHandle.of(Long.parseLong(pid.strip()))
          .flatMap(process -> process.info().command())
          .map(command -> !command.endsWith("/postgres"))
          .orElse(true);
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  private static boolean isPostgresSince(ProcessHandle process, Instant noted) {
    ProcessHandle.Info info = process.info();
    return info.command().map(command -> command.endsWith("/postgres")).orElse(false)
        && info.startInstant()
            .map(started -> Duration.between(started, noted).abs().compareTo(TOLERANCE) <= 0)
            .orElse(false);
  }
}
