package jp.yoyo.id.operations.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.operations.audit.Verifier;
import org.jspecify.annotations.Nullable;

/** {@code java -jar operations.jar verify …} and {@code … maintenance …}. */
public final class Main {

  /** All is as it should be. */
  static final int OK = 0;

  /** A line is broken, or the server refused. */
  static final int BAD = 1;

  /** The command makes no sense. */
  static final int USAGE = 2;

  private static final String HELP =
      """
      verify [--key-file FILE] [--last HASH] FILE|FOLDER…
          Verifies the audit stream of one node and names the first broken line.
          --last HASH  the hash of a line kept elsewhere: it must be among the lines

      maintenance status
      maintenance plan  --from TIME --until TIME [--announced-from TIME] [--text-ja TEXT --text-en TEXT] [--operator USERID]…
      maintenance begin --until TIME [--text-ja TEXT --text-en TEXT] [--operator USERID]…
      maintenance end
          TIME as 2026-12-01T22:00+09:00. Keycloak and its administrator come from the environment:
          YOYO_KEYCLOAK_URL, YOYO_ADMIN_USER, YOYO_ADMIN_PASSWORD, or YOYO_ADMIN_CLIENT_ID and
          YOYO_ADMIN_CLIENT_SECRET; YOYO_REALM if it is not yoyo.
      """;

  private Main() {}

  /** Runs a command and ends with its exit code: 0, 1 (broken, refused) or 2 (usage). */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
  }

  static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
    try {
      return switch (command) {
        case "verify" -> verify(rest, out);
        case "maintenance" ->
            new MaintenanceCommand(
                    HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build(),
                    environment)
                .run(rest, out, err);
        default -> usage(HELP, err);
      };
    } catch (IllegalArgumentException e) {
      return usage(e.getMessage() + "\n\n" + HELP, err);
    } catch (IOException e) {
      err.println(e);
      return USAGE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BAD;
    }
  }

  private static int usage(@Nullable String text, PrintStream err) {
    err.println(text);
    return USAGE;
  }

  private static int verify(List<String> arguments, PrintStream out) throws IOException {
    byte[] key = null;
    String last = null;
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--key-file") || argument.equals("--last")) {
        i++;
        if (i == arguments.size()) {
          throw new IllegalArgumentException(argument + " needs a value");
        }
        if (argument.equals("--last")) {
          last = arguments.get(i);
        } else {
          key = Files.readAllBytes(Path.of(arguments.get(i)));
        }
      } else {
        paths.add(Path.of(argument));
      }
    }
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("Which files?");
    }
    Verifier.Result result = Verifier.with(key).verify(paths);
    if (result.broken().isPresent()) {
      Verifier.Broken broken = result.broken().get();
      out.printf(
          "BROKEN %s line %d: this line %s. Intact before it: %d lines.%n",
          broken.file(), broken.number(), broken.fault().text(), result.lines());
      return BAD;
    }
    if (last != null && !isAmong(last, paths)) {
      out.printf("BROKEN: no line has the hash %s. Lines were removed at the end.%n", last);
      return BAD;
    }
    out.printf(
        "OK %d lines, %d to %d. Last hash %s%n",
        result.lines(), result.firstSeq(), result.lastSeq(), result.lastHash());
    return OK;
  }

  private static boolean isAmong(String hash, List<Path> paths) throws IOException {
    for (Path path : paths) {
      List<Path> files = new ArrayList<>();
      if (Files.isDirectory(path)) {
        try (var entries = Files.list(path)) {
          entries.filter(file -> file.toString().endsWith(".jsonl")).forEach(files::add);
        }
      } else {
        files.add(path);
      }
      for (Path file : files) {
        try (var lines = Files.lines(file)) {
          if (lines.anyMatch(line -> line.endsWith(",\"hash\":\"" + hash + "\"}"))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
