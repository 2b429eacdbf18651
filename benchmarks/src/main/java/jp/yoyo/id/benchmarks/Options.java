package jp.yoyo.id.benchmarks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the command line says: a command, and options of the form {@code --name=value}. */
final class Options {

  private static final Set<String> NAMES =
      Set.of(
          "organizations",
          "users",
          "large",
          "facilities",
          "applications",
          "requests",
          "data",
          "output",
          "rounds",
          "seconds",
          "connections",
          "pairs",
          "only",
          "accounts",
          "warm-up",
          "issued",
          "jdk");

  private final String command;
  private final Map<String, String> values = new HashMap<>();

  private Options(String command) {
    this.command = command;
  }

  /**
   * @throws IllegalArgumentException with a message for the person at the console
   */
  static Options parse(List<String> arguments) {
    boolean named = !arguments.isEmpty() && !arguments.get(0).startsWith("--");
    Options options = new Options(named ? arguments.get(0) : "all");
    for (String argument : arguments.subList(named ? 1 : 0, arguments.size())) {
      int equals = argument.indexOf('=');
      String name = argument.startsWith("--") && equals > 0 ? argument.substring(2, equals) : "";
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "Unknown option " + argument + "; known are --name=value with " + NAMES);
      }
      options.values.put(name, argument.substring(equals + 1));
    }
    return options;
  }

  String command() {
    return command;
  }

  Optional<Integer> number(String name) {
    try {
      return Optional.ofNullable(values.get(name)).map(Integer::valueOf);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + " takes a number", e);
    }
  }

  Path path(String name, String otherwise) {
    return Path.of(values.getOrDefault(name, otherwise));
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Whether a part is wanted: all of them, unless one is named. */
  boolean wants(String part) {
    return values.getOrDefault("only", part).equals(part);
  }
}
