package jp.yoyo.id.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordBlockListTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Password12345!",
        "Yoyoseikyu2026!",
        "Yobousesshu@2026",
        "Kokuho-1234567",
        "Iryoukikan#1234"
      })
  void passwordsWhenAWordANumberAndAMarkThenListed(String password) {
    // "kokuho-1234567" and the like are written with the mark between.
    assertThat(PasswordBlockList.passwords()).contains(password.toLowerCase(Locale.ROOT));
  }

  @Test
  void passwordsWhenListedThenLowerCaseAndOfUsableLength() {
    assertThat(PasswordBlockList.passwords())
        .hasSizeGreaterThan(50_000)
        .allMatch(p -> p.length() >= 13 && p.equals(p.toLowerCase(Locale.ROOT)));
  }

  @Test
  void installInWhenAnOlderListIsThereThenItIsReplacedWhereKeycloakLooks(@TempDir Path home)
      throws IOException {
    Path folder = Files.createDirectories(home.resolve("data/password-blacklists"));
    Files.writeString(folder.resolve(PasswordBlockList.FILE_NAME), "old");

    Path written = PasswordBlockList.installIn(home);

    assertThat(written).isEqualTo(folder.resolve(PasswordBlockList.FILE_NAME));
    assertThat(Files.readAllLines(written)).contains("password12345!").doesNotContain("old");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }
}
