package jp.yoyo.id.devstack.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import jp.yoyo.id.devstack.StartFailedException;
import jp.yoyo.id.devstack.process.ChildProcess;
import jp.yoyo.id.devstack.process.Directories;
import jp.yoyo.id.devstack.process.PidFile;
import org.jspecify.annotations.Nullable;

/**
 * A Keycloak distribution on disk, with providers, built for {@code start --optimized} as in
 * production.
 */
public final class KeycloakInstallation {

  private static final List<String> BUILD_OPTIONS =
      List.of("--db=postgres", "--health-enabled=true", "--metrics-enabled=true");

  private final Path base;
  private final Path home;

  private KeycloakInstallation(Path base, Path home) {
    this.base = base;
    this.home = home;
  }

  /**
   * Unpacks the distribution, once per version.
   *
   * @param base where to; the directory there is called {@code keycloak-<version>}
   */
  public static KeycloakInstallation in(Path base, Path distribution) {
    try (ZipFile zip = new ZipFile(distribution.toFile())) {
      String name = zip.entries().nextElement().getName().replaceFirst("/.*", "");
      Path home = base.resolve(name);
      if (!Files.isDirectory(home)) {
        Path draft = base.resolve(name + ".draft");
        Directories.delete(draft);
        unpack(zip, name, draft);
        Files.move(draft, home);
      }
      return new KeycloakInstallation(base, home);
    } catch (IOException e) {
      throw new StartFailedException("Keycloak could not be unpacked from " + distribution, e);
    }
  }

  private static void unpack(ZipFile zip, String name, Path target) throws IOException {
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      Path path = target.resolve(Path.of(name).relativize(Path.of(entry.getName()))).normalize();
      if (!path.startsWith(target)) {
        throw new IOException("Entry outside of the archive: " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(path);
        continue;
      }
      Files.createDirectories(path.getParent());
      try (InputStream content = zip.getInputStream(entry)) {
        Files.copy(content, path);
      }
      if (path.toString().endsWith(".sh")) { // java.util.zip does not know the mode
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  /**
   * Puts the providers in place and lets Keycloak build itself around them, unless that was done
   * for exactly these before.
   *
   * @param environment as for the server
   * @param log of the build
   * @return whether it had to be built
   */
  public boolean build(List<Path> providers, Map<String, String> environment, Path log) {
    Path mark = home.resolve("built-for.txt");
    try {
      String wanted = fingerprint(providers);
      if (Files.exists(mark) && Files.readString(mark).equals(wanted)) {
        return false;
      }
      Files.deleteIfExists(mark);
      replaceProviders(providers);
      runBuild(environment, log);
      Files.writeString(mark, wanted);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replaceProviders(List<Path> providers) throws IOException {
    Path directory = home.resolve("providers");
    try (Stream<Path> present = Files.list(directory)) {
      for (Path jar : present.filter(file -> file.toString().endsWith(".jar")).toList()) {
        Files.delete(jar);
      }
    }
    for (Path provider : providers) {
      Files.copy(
          provider, directory.resolve(provider.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void runBuild(Map<String, String> environment, Path log) throws IOException {
    Files.deleteIfExists(log);
    List<String> command = new ArrayList<>(List.of(script(), "build"));
    command.addAll(BUILD_OPTIONS);
    ChildProcess build = ChildProcess.start(command, environment, home, log, pidFile(base));
    try {
      if (build.onExit().get(10, TimeUnit.MINUTES) != 0) {
        throw failed(log, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(log, e);
    } catch (ExecutionException | TimeoutException e) {
      throw failed(log, e);
    } finally {
      build.kill();
    }
  }

  private static StartFailedException failed(Path log, @Nullable Exception cause) {
    return new StartFailedException(
        "Keycloak could not be built with our providers.\n%s\nLog: %s"
            .formatted(ChildProcess.lastLines(log, 15), log),
        cause);
  }

  static PidFile pidFile(Path base) {
    return new PidFile(base.resolve("run").resolve("keycloak-build.pid"), base);
  }

  private static String fingerprint(List<Path> providers) throws IOException {
    StringBuilder text = new StringBuilder();
    BUILD_OPTIONS.forEach(option -> text.append(option).append('\n'));
    for (Path provider : providers) {
      text.append(provider.getFileName()).append(' ').append(sha256(provider)).append('\n');
    }
    return text.toString();
  }

  private static String sha256(Path file) throws IOException {
    try (DigestInputStream stream =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      stream.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(stream.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String script() {
    return home.resolve("bin").resolve("kc.sh").toString();
  }

  /** The directory that it was unpacked into. */
  Path base() {
    return base;
  }

  /** Where it lies. */
  public Path home() {
    return home;
  }

  /** For messages: {@code keycloak-26.7.4}. */
  public String name() {
    return home.getFileName().toString();
  }
}
