package jp.yoyo.id.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

  @TempDir Path directory;

  @Test
  void writeWhenTheFileWasReadableByAllThenOnlyTheOwnerCanReadIt() throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    PrivateFile.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void createDirectoryWhenNewThenOnlyTheOwnerCanEnter() throws IOException {
    Path inner = directory.resolve("data").resolve("inner");

    PrivateFile.createDirectory(inner);

    assertThat(Files.getPosixFilePermissions(inner))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }
}
