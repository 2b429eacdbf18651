package jp.yoyo.id.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the build of this module leaves in its target directory for the servers to run.
 *
 * @param directory the target directory of dev-stack
 */
public record BuildOutput(Path directory) {

  public BuildOutput {
    directory = directory.toAbsolutePath().normalize();
  }

  /**
   * Looks beside this class first (a build in the same reactor), then upwards from the working
   * directory for a checkout (a test module built alone, which takes dev-stack from the local
   * repository).
   */
  static BuildOutput locate() {
    List<Path> candidates = new ArrayList<>();
    Path own = ownLocation();
    if (own != null && own.getParent() != null) {
      candidates.add(own.getParent());
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      candidates.add(at.resolve("dev-stack").resolve("target"));
    }
    return new BuildOutput(
        candidates.stream()
            .filter(candidate -> Files.isDirectory(candidate.resolve("providers")))
            .findFirst()
            .orElse(candidates.get(0)));
  }

  private static @Nullable Path ownLocation() {
    CodeSource source = BuildOutput.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return null;
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }

  /** The jars that Keycloak loads. */
  public List<Path> providers() {
    return files("providers", ".jar");
  }

  /** Keycloak as it is published. */
  public Path keycloakDistribution() {
    List<Path> found = files("keycloak", ".zip");
    if (found.size() != 1) {
      throw new StartFailedException(
          "Expected one Keycloak distribution in "
              + directory.resolve("keycloak")
              + " and found "
              + found.size()
              + ". Build again: mvn clean package -DskipTests");
    }
    return found.get(0);
  }

  /** The companion app, as one file that runs. */
  public Path companionApp() {
    List<Path> found = files("app", ".jar");
    if (found.size() != 1) {
      throw new StartFailedException(
          "Expected the companion app in "
              + directory.resolve("app")
              + " and found "
              + found.size()
              + " files. Build again: mvn clean package -DskipTests");
    }
    return found.get(0);
  }

  private List<Path> files(String folder, String ending) {
    Path in = directory.resolve(folder);
    if (!Files.isDirectory(in)) {
      throw new StartFailedException(
          in + " is missing. Build it in the checkout: mvn package -DskipTests -pl dev-stack -am");
    }
    try (Stream<Path> entries = Files.list(in)) {
      return entries.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
