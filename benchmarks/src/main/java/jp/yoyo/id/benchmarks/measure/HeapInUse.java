package jp.yoyo.id.benchmarks.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is alive in Keycloak's heap. */
final class HeapInUse {

  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private HeapInUse() {}

  /** After a full collection, by the JDK's own jcmd. */
  static long kilobytes() throws IOException {
    ProcessHandle keycloak =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("/java"))
            .findFirst()
            .orElseThrow();
    String jcmd =
        Path.of(keycloak.info().command().orElseThrow()).resolveSibling("jcmd").toString();
    run(jcmd, keycloak, "GC.run");
    Matcher used = USED.matcher(run(jcmd, keycloak, "GC.heap_info"));
    if (!used.find()) {
      throw new IOException("jcmd does not say how much of the heap is in use");
    }
    return Long.parseLong(used.group(1));
  }

  private static String run(String jcmd, ProcessHandle process, String command) throws IOException {
    Process started =
        new ProcessBuilder(jcmd, Long.toString(process.pid()), command)
            .redirectErrorStream(true)
            .start();
    return new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
