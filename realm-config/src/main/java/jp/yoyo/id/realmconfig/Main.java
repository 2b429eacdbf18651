package jp.yoyo.id.realmconfig;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line. Everything but the kind of work comes from the environment, so that no secret
 * stands in a process list.
 *
 * <pre>
 * java -jar realm-config.jar                                bring the realm to its description
 * java -jar realm-config.jar --dry-run                      show what that would change
 * java -jar realm-config.jar --block-list /opt/keycloak     write the list of common passwords
 * java -jar realm-config.jar --write-description /etc/yoyo  write the files out, to edit them
 * </pre>
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 dry run that found differences.
 */
public final class Main {
  private static final String KEYCLOAK_URL = "YOYO_KEYCLOAK_URL";
  private static final String ADMIN_USER = "YOYO_ADMIN_USER";
  private static final String ADMIN_PASSWORD = "YOYO_ADMIN_PASSWORD";
  private static final String ADMIN_CLIENT_ID = "YOYO_ADMIN_CLIENT_ID";
  private static final String ADMIN_CLIENT_SECRET = "YOYO_ADMIN_CLIENT_SECRET";
  private static final String REALM_FOLDER = "YOYO_REALM_FOLDER";
  private static final String DRY_RUN = "--dry-run";
  private static final String BLOCK_LIST = "--block-list";
  private static final String WRITE_DESCRIPTION = "--write-description";
  private static final String USAGE =
      """
      Usage: realm-config                               bring the realm to its description
             realm-config --dry-run                     show what that would change
             realm-config --block-list <folder>         write the list of common passwords into Keycloak's folder
             realm-config --write-description <folder>  write the description out, to edit it
      The environment holds everything else; see README.md.""";

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_ARGUMENTS = 2;
  private static final int DIFFERS = 3;

  private Main() {}

  /** Runs and exits. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
  }

  static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      if (arguments.isEmpty() || arguments.equals(List.of(DRY_RUN))) {
        return bring(environment, !arguments.isEmpty(), out);
      }
      if (arguments.size() == 2 && arguments.get(0).equals(BLOCK_LIST)) {
        out.println(PasswordBlockList.installIn(Path.of(arguments.get(1))));
        return DONE;
      }
      if (arguments.size() == 2 && arguments.get(0).equals(WRITE_DESCRIPTION)) {
        RealmDescription.packaged().writeTo(Path.of(arguments.get(1)));
        return DONE;
      }
      err.println(USAGE);
      return WRONG_ARGUMENTS;
    } catch (IOException | UncheckedIOException e) {
      err.println("A file cannot be read or written: " + e);
      return FAILED;
    } catch (RealmConfigException | IllegalArgumentException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private static int bring(Map<String, String> environment, boolean planOnly, PrintStream out) {
    URI keycloak = URI.create(required(environment, KEYCLOAK_URL));
    List<Change> changes =
        RealmConfig.of(description(environment))
            .bring(keycloak, login(environment), environment, planOnly);
    report(changes, planOnly, out);
    return planOnly && !changes.isEmpty() ? DIFFERS : DONE;
  }

  private static void report(List<Change> changes, boolean planOnly, PrintStream out) {
    changes.forEach(out::println);
    if (changes.isEmpty()) {
      out.println("Everything is as described; nothing " + (planOnly ? "to change" : "changed"));
    } else {
      out.println(changes.size() + (planOnly ? " differences; nothing changed" : " changes made"));
    }
  }

  private static RealmDescription description(Map<String, String> environment) {
    return given(environment, REALM_FOLDER)
        .map(folder -> RealmDescription.in(Path.of(folder)))
        .orElseGet(RealmDescription::packaged);
  }

  private static AdminLogin login(Map<String, String> environment) {
    Optional<String> client = given(environment, ADMIN_CLIENT_ID);
    return client.isPresent()
        ? AdminLogin.serviceAccount(client.get(), required(environment, ADMIN_CLIENT_SECRET))
        : AdminLogin.password(
            required(environment, ADMIN_USER), required(environment, ADMIN_PASSWORD));
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private static String required(Map<String, String> environment, String name) {
    return given(environment, name)
        .orElseThrow(
            () -> new RealmConfigException("The environment value " + name + " is missing"));
  }
}
