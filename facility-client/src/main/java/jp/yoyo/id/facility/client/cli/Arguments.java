package jp.yoyo.id.facility.client.cli;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line says.
 *
 * @param path of the API, for {@code call}
 */
record Arguments(
    Command command, Path file, Optional<ProxySelector> proxy, Locale locale, String path) {

  enum Command {
    CHECK,
    TOKEN,
    CALL
  }

  static final String SELF = "self";
  private static final String FILE = "facility-token.properties";

  /** Not understood: the person is shown how to call it. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1;
  }

  static Arguments parse(List<String> words, Map<String, String> environment, Locale usual)
      throws UsageException {
    String file = environment.getOrDefault("FACILITY_TOKEN_FILE", FILE);
    Optional<ProxySelector> proxy = Optional.empty();
    Locale locale = usual;
    List<String> plain = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("--file=")) {
        file = word.substring("--file=".length());
      } else if (word.startsWith("--proxy=")) {
        proxy = Optional.of(proxy(word.substring("--proxy=".length())));
      } else if (word.equals("--lang=ja") || word.equals("--lang=en")) {
        locale = Locale.forLanguageTag(word.substring("--lang=".length()));
      } else if (word.startsWith("-")) {
        throw new UsageException();
      } else {
        plain.add(word);
      }
    }
    Command command = command(plain);
    boolean withPath = command == Command.CALL && plain.size() == 2;
    if (plain.size() > (withPath ? 2 : 1)) {
      throw new UsageException();
    }
    try {
      return new Arguments(command, Path.of(file), proxy, locale, withPath ? plain.get(1) : SELF);
    } catch (InvalidPathException e) {
      throw new UsageException();
    }
  }

  private static Command command(List<String> plain) throws UsageException {
    for (Command command : Command.values()) {
      if (!plain.isEmpty() && command.name().toLowerCase(Locale.ROOT).equals(plain.get(0))) {
        return command;
      }
    }
    throw new UsageException();
  }

  private static ProxySelector proxy(String text) throws UsageException {
    int colon = text.lastIndexOf(':');
    try {
      return ProxySelector.of(
          InetSocketAddress.createUnresolved(
              text.substring(0, Math.max(0, colon)), Integer.parseInt(text.substring(colon + 1))));
    } catch (IllegalArgumentException e) {
      throw new UsageException();
    }
  }
}
