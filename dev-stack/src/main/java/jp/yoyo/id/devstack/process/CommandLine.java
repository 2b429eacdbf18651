package jp.yoyo.id.devstack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The whole command line of a process. {@link ProcessHandle.Info} cuts off long ones. */
final class CommandLine {

  private CommandLine() {}

  static String of(ProcessHandle process) {
    Path kernel = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      if (Files.isReadable(kernel)) {
        return new String(Files.readAllBytes(kernel), StandardCharsets.UTF_8).replace('\0', ' ');
      }
      Process ps =
          new ProcessBuilder("ps", "-ww", "-o", "args=", "-p", Long.toString(process.pid()))
              .redirectErrorStream(true)
              .start();
      return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return process.info().commandLine().orElse("");
    }
  }
}
