package jp.yoyo.id.devstack.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jp.yoyo.id.devstack.StartFailedException;

/**
 * PostgreSQL refuses to run as root. Where we are root (containers, build machines), its programs
 * are started through one of these: a user namespace of their own, in which root is nobody; or,
 * where those are blocked, an ordinary user.
 */
enum UnprivilegedUser {
  /** We are an ordinary user ourselves. */
  NOT_NEEDED(-1, ""),
  /**
   * We are an ordinary user without a name (a container with a number for a user): PostgreSQL wants
   * to know its name.
   */
  NAMELESS(-1, "unshare -U"),
  NAMESPACE(0, "unshare -U"),
  /** Keeps the right to enter directories of root, as the checkout may lie in one. */
  SETPRIV(
      65534,
      "setpriv --reuid=65534 --regid=65534 --clear-groups"
          + " --inh-caps=+dac_override --ambient-caps=+dac_override"),
  SETPRIV_PLAIN(65534, "setpriv --reuid=65534 --regid=65534 --clear-groups"),
  RUNUSER(65534, "runuser -u nobody --");

  private final int owner;
  private final String prefix;

  UnprivilegedUser(int owner, String prefix) {
    this.owner = owner;
    this.prefix = prefix;
  }

  /**
   * The first that works here.
   *
   * @param program that has to run under it
   */
  static UnprivilegedUser forProgram(String program) {
    if (!runningAsRoot()) {
      boolean nameless = "?".equals(System.getProperty("user.name"));
      return nameless && NAMELESS.works(program) ? NAMELESS : NOT_NEEDED;
    }
    for (UnprivilegedUser way : List.of(NAMESPACE, SETPRIV, SETPRIV_PLAIN, RUNUSER)) {
      if (way.works(program)) {
        return way;
      }
    }
    throw new StartFailedException(
        "PostgreSQL does not run as root, and neither `unshare -U` nor `setpriv` nor `runuser`"
            + " works here. Start as an ordinary user.");
  }

  List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (!prefix.isEmpty()) {
      whole.addAll(List.of(prefix.split(" ", -1)));
    }
    whole.addAll(command);
    return whole;
  }

  /**
   * Gives a directory to the user under whom the server will run, as another way may have been
   * taken before.
   */
  void own(Path directory) throws IOException {
    if (owner < 0 || Files.getAttribute(directory, "unix:uid").equals(owner)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes)
              throws IOException {
            Files.setAttribute(entered, "unix:uid", owner);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.setAttribute(file, "unix:uid", owner);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private boolean works(String program) {
    try {
      Process trial =
          new ProcessBuilder(command(List.of(program, "--version")))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return trial.waitFor(10, TimeUnit.SECONDS) && trial.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean runningAsRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) { // not Linux
      return "root".equals(System.getProperty("user.name"));
    }
  }
}
