package jp.yoyo.id.realmconfig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The passwords that the rule {@code passwordBlacklist} of the password policy refuses.
 *
 * <p>Lists of leaked passwords hold few that a policy of 13 mixed characters would let through.
 * What people make of such a policy is a word, a number and a mark: so the list is every word of
 * {@code common-passwords/words.txt} with every number and every mark, and the ones of {@code
 * whole.txt}.
 *
 * <p>Keycloak reads such a list from {@code data/password-blacklists} of its own folder, on every
 * node, and cannot load a realm whose list is missing: it must be there before the policy is, and
 * stay.
 */
public final class PasswordBlockList {
  /** Name of the file, as the password policy calls it. */
  public static final String FILE_NAME = "yoyo-passwords.txt";

  private static final int MINIMUM_LENGTH = 13;

  private PasswordBlockList() {}

  /**
   * Writes the list where Keycloak looks for it. An older one is replaced as a whole; a running
   * server notices within a minute.
   *
   * @param keycloakHome folder that holds {@code bin} and {@code data}
   * @return the file written
   */
  public static Path installIn(Path keycloakHome) throws IOException {
    Path folder =
        Files.createDirectories(keycloakHome.resolve("data").resolve("password-blacklists"));
    Path part = folder.resolve(FILE_NAME + ".part");
    Files.write(part, passwords());
    // In one step: the server may look at any moment.
    return Files.move(
        part,
        folder.resolve(FILE_NAME),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** In lower case, as Keycloak compares them. */
  static SortedSet<String> passwords() {
    SortedSet<String> passwords = new TreeSet<>(lines("whole.txt"));
    List<String> numbers = lines("numbers.txt");
    List<String> marks = lines("marks.txt");
    for (String word : lines("words.txt")) {
      for (String number : numbers) {
        for (String mark : marks) {
          passwords.add(word + number + mark);
          passwords.add(word + mark + number);
        }
      }
    }
    passwords.removeIf(password -> password.length() < MINIMUM_LENGTH);
    return passwords;
  }

  private static List<String> lines(String file) {
    String name = "realm/common-passwords/" + file;
    try (InputStream stream = PasswordBlockList.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new RealmConfigException("The program lacks its own " + name);
      }
      return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
          .lines()
          .map(line -> line.toLowerCase(Locale.ROOT))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
