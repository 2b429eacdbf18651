package jp.yoyo.id.devstack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds out which process listens on a port, as far as we may see it. */
public final class PortHolder {

  private static final String LISTENING = "0A";

  private PortHolder() {}

  /**
   * For a message: {@code java (process 4711)}. Empty where the process belongs to somebody else.
   */
  public static Optional<String> of(int port) {
    Optional<Long> pid =
        Files.isDirectory(Path.of("/proc/net")) ? fromKernel(port) : fromLsof(port);
    return pid.flatMap(ProcessHandle::of)
        .map(
            process ->
                process.info().command().map(PortHolder::lastName).orElse("a program")
                    + " (process "
                    + process.pid()
                    + ")");
  }

  private static String lastName(String command) {
    return command.substring(command.lastIndexOf('/') + 1);
  }

  private static Optional<Long> fromKernel(int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      sockets.addAll(listeningSockets(Path.of(table), port));
    }
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> holdsAny(pid, sockets))
        .findFirst();
  }

  private static Set<String> listeningSockets(Path table, int port) {
    Set<String> found = new HashSet<>();
    String ending = String.format(Locale.ROOT, ":%04X", port);
    try {
      for (String line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
        // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > 9 && fields[1].endsWith(ending) && fields[3].equals(LISTENING)) {
          found.add("socket:[" + fields[9] + "]");
        }
      }
    } catch (IOException e) {
      // no such table: no such sockets
    }
    return found;
  }

  private static boolean holdsAny(long pid, Set<String> sockets) {
    try (DirectoryStream<Path> descriptors =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path descriptor : descriptors) {
        if (sockets.contains(target(descriptor))) {
          return true;
        }
      }
    } catch (IOException e) {
      // ended meanwhile, or not ours to look at
    }
    return false;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static Optional<Long> fromLsof(int port) {
    try {
      Process lsof =
          new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.lines().findFirst().map(Long::parseLong);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
