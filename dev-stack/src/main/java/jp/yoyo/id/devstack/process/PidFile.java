package jp.yoyo.id.devstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which processes a part consists of, kept on disk so that they are found again when the JVM that
 * started them was killed.
 *
 * <p>Process ids are reused. A process counts as ours only if it also started at the moment that
 * was noted, and its command line names the directory that belongs to the part.
 */
public final class PidFile {

  /**
   * The start time is read from the kernel's clock ticks, which are counted from a boot time that
   * may be corrected.
   */
  private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(2);

  private final Path file;
  private final Path namedInCommand;

  /**
   * @param file where to keep it
   * @param namedInCommand a directory that occurs in the command line of each of the processes, and
   *     of no other
   */
  public PidFile(Path file, Path namedInCommand) {
    this.file = file;
    this.namedInCommand = namedInCommand;
  }

  /** Notes these processes, and only these. */
  public void write(List<ProcessHandle> processes) {
    StringBuilder lines = new StringBuilder();
    for (ProcessHandle process : processes) {
      process
          .info()
          .startInstant()
          .ifPresent(
              started ->
                  lines
                      .append(process.pid())
                      .append(' ')
                      .append(started.toEpochMilli())
                      .append('\n'));
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path draft = file.resolveSibling(file.getFileName() + ".draft");
      Files.writeString(draft, lines, StandardCharsets.US_ASCII);
      move(draft);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void move(Path draft) throws IOException {
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  public void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The noted processes that still run and are really ours. */
  public List<ProcessHandle> survivors() {
    List<ProcessHandle> found = new ArrayList<>();
    for (String line : lines()) {
      String[] fields = line.strip().split(" ", -1);
      if (fields.length == 2) {
        ours(fields[0], fields[1]).ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }

  private Optional<ProcessHandle> ours(String pid, String startMillis) {
    try {
      Instant noted = Instant.ofEpochMilli(Long.parseLong(startMillis));
      return ProcessHandle.of(Long.parseLong(pid))
          .filter(ProcessHandle::isAlive)
          .filter(process -> startedAt(process, noted))
          .filter(process -> CommandLine.of(process).contains(namedInCommand.toString()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean startedAt(ProcessHandle process, Instant noted) {
    return process
        .info()
        .startInstant()
        .map(started -> Duration.between(started, noted).abs().compareTo(CLOCK_CORRECTION) <= 0)
        .orElse(false);
  }

  private List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.US_ASCII) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
