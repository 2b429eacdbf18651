package jp.yoyo.id.devstack;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import jp.yoyo.id.devstack.process.PrivateFile;

/**
 * The stack's own passwords: made on the first start, kept in a file that only its owner can read.
 */
final class GeneratedPasswords {

  private static final String CHARACTERS =
      "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  private static final int LENGTH = 32;

  private final Path file;
  private final Map<String, String> passwords = new TreeMap<>();

  GeneratedPasswords(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try {
        Properties kept = new Properties();
        kept.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
        kept.stringPropertyNames().forEach(name -> passwords.put(name, kept.getProperty(name)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The password with this name; the same at each start. */
  String get(String name) {
    String known = passwords.get(name);
    if (known != null) {
      return known;
    }
    SecureRandom random = new SecureRandom();
    StringBuilder made = new StringBuilder(LENGTH);
    random.ints(LENGTH, 0, CHARACTERS.length()).mapToObj(CHARACTERS::charAt).forEach(made::append);
    passwords.put(name, made.toString());
    StringBuilder lines = new StringBuilder();
    passwords.forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
    PrivateFile.write(file, lines.toString());
    return made.toString();
  }
}
