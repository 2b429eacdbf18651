package jp.yoyo.id.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir Path parent;

  @Test
  void openWhenAStackRunsThereThenItSaysWhichOne() {
    try (DataDirectory first = DataDirectory.open(root())) {
      first.note("Process 4711, Keycloak http://localhost:8080");

      assertThatThrownBy(() -> DataDirectory.open(root()))
          .isInstanceOf(StartFailedException.class)
          .hasMessageContaining("running already")
          .hasMessageContaining("Process 4711, Keycloak http://localhost:8080");
    }
  }

  @Test
  void openWhenTheOneBeforeWasClosedThenItCanBeHad() {
    DataDirectory.open(root()).close();

    DataDirectory again = DataDirectory.open(root());

    again.close();
    assertThat(root()).isDirectory();
  }

  @Test
  void passwordsWhenAskedAgainThenTheyAreTheSameAndPrivate() throws IOException {
    Path file = parent.resolve("passwords");

    String first = new GeneratedPasswords(file).get("database");
    String other = new GeneratedPasswords(file).get("admin");

    assertThat(new GeneratedPasswords(file).get("database")).isEqualTo(first).hasSize(32);
    assertThat(other).isNotEqualTo(first);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void newLogWhenThereIsOneThenItIsKeptAside() throws IOException {
    try (DataDirectory directory = DataDirectory.open(root())) {
      Files.writeString(directory.newLog("part"), "first start");

      Path second = directory.newLog("part");

      assertThat(second).doesNotExist();
      assertThat(second.resolveSibling("part.previous.log")).hasContent("first start");
    }
  }

  @Test
  void forgetWhenFreshThenMailsDemoAndPasswordsAreGoneAndServersStay() throws IOException {
    try (DataDirectory directory = DataDirectory.open(root())) {
      Files.createDirectories(directory.mail());
      Files.writeString(directory.mail().resolve("1.eml"), "mail");
      Files.createDirectories(directory.demo());
      Files.writeString(directory.passwords(), "a=b");
      Path server = Files.createDirectories(directory.root().resolve("keycloak-1"));

      directory.forget();

      assertThat(directory.mail()).doesNotExist();
      assertThat(directory.demo()).doesNotExist();
      assertThat(directory.passwords()).doesNotExist();
      assertThat(server).exists();
    }
  }

  private Path root() {
    return parent.resolve("stack");
  }
}
