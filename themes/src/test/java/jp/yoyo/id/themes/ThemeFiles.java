package jp.yoyo.id.themes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files of theme yoyo as they go into the jar. */
final class ThemeFiles {

  private ThemeFiles() {}

  static Path root() {
    URL root = Objects.requireNonNull(ThemeFiles.class.getClassLoader().getResource("theme/yoyo"));
    try {
      return Path.of(root.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Path> named(String folder, String ending) {
    try (Stream<Path> files = Files.walk(root().resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
