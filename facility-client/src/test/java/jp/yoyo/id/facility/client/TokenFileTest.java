package jp.yoyo.id.facility.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {

  @TempDir Path directory;

  private static String complete() {
    return """
        # 医療機関トークン
        token_endpoint=https://id.example/realms/yoyo/protocol/openid-connect/token
        client_id=facility-app
        api=https://app.example
        label=受付
        facility_token=%s
        """
        .formatted(TestTokens.text());
  }

  private Path file(String text) throws IOException {
    return file(text.getBytes(StandardCharsets.UTF_8), "rw-------");
  }

  private Path file(byte[] bytes, String permissions) throws IOException {
    Path file = directory.resolve("facility-token.properties");
    Files.write(file, bytes);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\ufeff"})
  void readWhenCompleteThenConnects(String mark) throws Exception {
    FacilityConnection connection =
        FacilityConnection.read(file(mark + complete().replace("\n", "\r\n")));
    assertThat(connection.tokenEndpoint().getHost()).isEqualTo("id.example");
    assertThat(connection.api().getHost()).isEqualTo("app.example");
    assertThat(connection.clientId()).isEqualTo("facility-app");
    assertThat(connection.facilityToken().reveal()).isEqualTo(TestTokens.text());
    assertThat(connection.toString()).doesNotContain(TestTokens.secret());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwxrwxrwx"})
  void readWhenOthersMayThenRefuses(String permissions) throws Exception {
    Path file = file(complete().getBytes(StandardCharsets.UTF_8), permissions);
    assertThatThrownBy(() -> TokenFile.read(file))
        .isInstanceOf(TokenFileException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void readWhenMissingThenSaysHowToNameIt() {
    assertThatThrownBy(() -> TokenFile.read(directory.resolve("none")))
        .isInstanceOf(TokenFileException.class)
        .hasMessageContaining("--file=");
  }

  @Test
  void readWhenNoTextThenSaysSo() throws Exception {
    Path file = file(new byte[] {(byte) 0xff, 0, 1}, "rw-------");
    assertThatThrownBy(() -> TokenFile.read(file)).isInstanceOf(TokenFileException.class);
  }

  @Test
  void readWhenDirectoryThenSaysSo() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    assertThatThrownBy(() -> TokenFile.read(folder)).isInstanceOf(TokenFileException.class);
  }

  @Test
  void readWhenHugeThenRefuses() throws Exception {
    Path file = file("#" + "x".repeat(70_000));
    assertThatThrownBy(() -> TokenFile.read(file)).isInstanceOf(TokenFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"token_endpoint", "client_id", "api", "facility_token"})
  void connectionWhenKeyIsMissingThenNamesIt(String key) throws Exception {
    Path file = file(complete().replace(key + "=", "other="));
    assertThatThrownBy(() -> FacilityConnection.read(file))
        .isInstanceOf(TokenFileException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({
    "token_endpoint, http://id.example/token",
    "token_endpoint, https://user:secret@id.example/token",
    "token_endpoint, https://id.example/token?a=b",
    "token_endpoint, ftp://id.example/token",
    "token_endpoint, id.example",
    "token_endpoint, https:///token",
    "api, http://app.example",
    "api, 'http://localhost.evil.example'",
    "api, 'https://app example'"
  })
  void connectionWhenAddressIsNotSafeThenRefuses(String key, String address) throws Exception {
    Path file = file(complete().replaceFirst("(?m)^" + key + "=.*$", key + "=" + address));
    assertThatThrownBy(() -> FacilityConnection.read(file))
        .isInstanceOf(TokenFileException.class)
        .hasMessageContaining(key)
        .hasMessageNotContaining(address);
  }

  @Test
  void connectionWhenTokenIsOnTheWrongLineThenIsNotRepeated() throws Exception {
    Path file = file(complete().replace("=https://id.example/", "=" + TestTokens.text() + " "));
    assertThatThrownBy(() -> FacilityConnection.read(file))
        .isInstanceOf(TokenFileException.class)
        .hasMessageNotContaining(TestTokens.secret())
        .hasNoCause();
  }

  @Test
  void readWhenEscapesAreBrokenThenIsNotRepeated() throws Exception {
    Path file = file(complete() + "x=\\u" + TestTokens.secret());
    assertThatThrownBy(() -> TokenFile.read(file))
        .isInstanceOf(TokenFileException.class)
        .hasMessageNotContaining(TestTokens.secret())
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource({
    "BUILTIN\\Users, true",
    "Everyone, true",
    "NT AUTHORITY\\Authenticated Users, true",
    "NT AUTHORITY\\SYSTEM, false",
    "BUILTIN\\Administrators, false",
    "CLINIC\\reception, false"
  })
  void anybodyReadsWhenGroupOfEverybodyMayThenIsTrue(String name, boolean expected) {
    UserPrincipal principal = () -> name;
    AclEntry entry =
        AclEntry.newBuilder()
            .setType(AclEntryType.ALLOW)
            .setPrincipal(principal)
            .setPermissions(AclEntryPermission.READ_DATA)
            .build();
    assertThat(TokenFile.anybodyReads(List.of(entry))).isEqualTo(expected);
  }
}
