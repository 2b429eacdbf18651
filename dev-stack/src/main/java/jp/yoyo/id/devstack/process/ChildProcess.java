package jp.yoyo.id.devstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A server that runs as a process of its own and writes to a log file. */
public final class ChildProcess {

  private static final boolean HAS_SETSID =
      Files.isExecutable(Path.of("/usr/bin/setsid")) || Files.isExecutable(Path.of("/bin/setsid"));

  private final Process process;
  private final Path log;
  private final PidFile pidFile;
  private final List<ProcessHandle> members = new ArrayList<>();

  private ChildProcess(Process process, Path log, PidFile pidFile) {
    this.process = process;
    this.log = log;
    this.pidFile = pidFile;
    members.add(process.toHandle());
  }

  /**
   * Starts a program in a session of its own where that is possible: Ctrl-C at the terminal then
   * reaches us alone, and we stop the parts in the right order.
   *
   * @param environment added to ours; the place for secrets, as a command line can be read by
   *     everybody
   * @param log what the program writes is appended here
   */
  public static ChildProcess start(
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Path log,
      PidFile pidFile) {
    List<String> whole = new ArrayList<>();
    if (HAS_SETSID) {
      whole.add("setsid");
    }
    whole.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    ForeignSettings.clean(builder.environment());
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      ChildProcess child = new ChildProcess(builder.start(), log, pidFile);
      pidFile.write(child.members);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A process further down that matters by itself, because it would outlive the one that started
   * it.
   */
  public synchronized void include(ProcessHandle descendant) {
    if (!members.contains(descendant)) {
      members.add(descendant);
      pidFile.write(members);
    }
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit status. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  public synchronized void stop(Signal signal, Duration patience) {
    Stopping.stop(List.of(process.toHandle()), signal, patience);
    Stopping.kill(members.stream().filter(ProcessHandle::isAlive).toList());
    pidFile.delete();
  }

  public synchronized void kill() {
    Stopping.kill(members.stream().filter(ProcessHandle::isAlive).toList());
    pidFile.delete();
  }

  /** The end of the log, for a message that says why a part died. */
  public String lastLines(int count) {
    return lastLines(log, count);
  }

  public Path log() {
    return log;
  }

  /** The end of a log file. */
  public static String lastLines(Path log, int count) {
    try (var file = Files.newByteChannel(log)) {
      long from = Math.max(0, file.size() - 64 * 1024);
      file.position(from);
      var bytes = java.nio.ByteBuffer.allocate((int) (file.size() - from));
      while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
      List<String> lines =
          new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }
}
