package jp.yoyo.id.facility.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jp.yoyo.id.facility.client.TestServer;
import jp.yoyo.id.facility.client.TestTls;
import jp.yoyo.id.facility.client.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @TempDir Path directory;

  private final TestServer server = new TestServer();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Path file() {
    return directory.resolve("facility-token.properties");
  }

  @BeforeEach
  void download() throws IOException {
    write(server.tokenEndpoint().toString(), server.api().toString(), TestTokens.text());
  }

  private void write(String tokenEndpoint, String api, String token) throws IOException {
    Files.writeString(
        file(),
        "token_endpoint=%s\nclient_id=facility-app\napi=%s\nfacility_token=%s\n"
            .formatted(tokenEndpoint, api, token));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void nothingPrintedHasTheSecret() {
    server.close();
    assertThat(out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8))
        .doesNotContain(TestTokens.secret());
  }

  private ExitCode run(String... words) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    return new Main(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(all, Map.of("FACILITY_TOKEN_FILE", file().toString()), Locale.ENGLISH);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void checkWhenAllIsWellThenSaysSoStepByStep() throws Exception {
    assertThat(run("check")).isEqualTo(ExitCode.OK);
    assertThat(printed().lines())
        .allMatch(line -> line.startsWith("[ok] ") || line.equals("Everything works."))
        .anyMatch(line -> line.contains("API: demo-clinic, facility code 1319100012, デモ診療所"))
        .anyMatch(line -> line.contains("Clock: "))
        .anyMatch(line -> line.contains("lives 300 s"));
  }

  @Test
  void checkWhenInJapaneseThenSpeaksIt() throws Exception {
    assertThat(run("check", "--lang=ja")).isEqualTo(ExitCode.OK);
    assertThat(printed()).contains("[OK] 医療機関トークン").endsWith("すべて正常です。\n");
  }

  @Test
  void checkWhenTheFileIsMissingThenEndsThere() throws Exception {
    Files.delete(file());
    assertThat(run("check")).isEqualTo(ExitCode.FILE);
    assertThat(printed()).startsWith("[NO] There is no file");
  }

  @Test
  void checkWhenTheFileIsOpenThenSaysHowToCloseIt() throws Exception {
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run("check")).isEqualTo(ExitCode.FILE);
    assertThat(printed()).contains("chmod 600");
    assertThat(server.forms()).isEmpty();
  }

  @Test
  void checkWhenTheTokenIsCutThenSaysSo() throws Exception {
    String token = TestTokens.text();
    write(
        server.tokenEndpoint().toString(),
        server.api().toString(),
        token.substring(0, token.length() - 1));
    assertThat(run("check")).isEqualTo(ExitCode.MALFORMED_TOKEN);
    assertThat(server.forms()).isEmpty();
  }

  @Test
  void checkWhenTheNameIsUnknownThenSaysSo() throws Exception {
    write("https://no-such-host.invalid/token", server.api().toString(), TestTokens.text());
    assertThat(run("check")).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(printed()).contains("[NO] The name no-such-host.invalid is not known");
  }

  @Test
  void checkWhenTheCertificateIsUnknownThenSendsNoToken() throws Exception {
    try (TestServer tls = new TestServer(TestTls.in(directory))) {
      write(tls.tokenEndpoint().toString(), tls.api().toString(), TestTokens.text());
      assertThat(run("check")).isEqualTo(ExitCode.TLS);
      assertThat(printed()).contains("[NO] The connection to localhost");
      assertThat(tls.forms()).isEmpty();
    }
  }

  @Test
  void checkWhenRefusedThenSaysWhatToDoAndAsksOnce() throws Exception {
    server.token(TestServer.error(400, "invalid_grant"));
    assertThat(run("check")).isEqualTo(ExitCode.TOKEN_REFUSED);
    assertThat(printed()).contains("[NO] The facility token").contains("rotate it or apply");
    assertThat(server.forms()).hasSize(1);
  }

  @Test
  void checkWhenUnderMaintenanceThenSaysSo() throws Exception {
    server.token(TestServer.reply(503, "text/html", "<html>", "3600"));
    assertThat(run("check")).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(printed()).contains("under maintenance (status 503)");
  }

  @ParameterizedTest
  @CsvSource({"401, same environment", "403, ask the municipality", "404, ask the municipality"})
  void checkWhenTheApiRefusesThenSaysWhatToDo(int status, String advice) throws Exception {
    server
        .api(TestServer.reply(status, "application/problem+json", "{}", ""))
        .api(TestServer.reply(status, "application/problem+json", "{}", ""));
    assertThat(run("check")).isEqualTo(ExitCode.API);
    assertThat(printed()).contains(advice);
  }

  @Test
  void checkWhenTheApiIsSomethingElseThenSaysSo() throws Exception {
    server.api(TestServer.reply(200, "text/html", "<html>", ""));
    assertThat(run("check")).isEqualTo(ExitCode.UNEXPECTED_ANSWER);
  }

  @Test
  void tokenPrintsNothingButTheAccessToken() throws Exception {
    assertThat(run("token")).isEqualTo(ExitCode.OK);
    assertThat(printed()).isEqualTo("access-1" + System.lineSeparator());
    assertThat(err.size()).isZero();
  }

  @Test
  void callPrintsTheAnswer() throws Exception {
    assertThat(run("call")).isEqualTo(ExitCode.OK);
    assertThat(printed()).isEqualTo(TestServer.self() + System.lineSeparator());
  }

  @Test
  void callWhenNotFoundThenSaysSoBesideTheAnswer() throws Exception {
    server.api(TestServer.reply(404, "application/json", "{}", ""));
    assertThat(run("call", "api/other")).isEqualTo(ExitCode.API);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("404");
    assertThat(server.calls()).containsExactly("GET /base/api/other Bearer access-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "other",
        "check more",
        "token x",
        "call a b",
        "check --unknown",
        "check --proxy=x",
        "check --proxy=x:y",
        "check --lang=fr",
        "call https://elsewhere.example/"
      })
  void runWhenNotUnderstoodThenShowsHow(String words) throws Exception {
    assertThat(run(words.isEmpty() ? new String[0] : words.split(" ", -1)))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("usage: ");
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void proxyIsUsedWhereItIsNamed() throws Exception {
    // The server sees what a proxy sees: a request with the whole address.
    write("http://localhost:1/token", "http://localhost:1/base", TestTokens.text());
    String proxy = "--proxy=localhost:" + server.api().getPort();
    assertThat(run("token", proxy)).isEqualTo(ExitCode.OK);
    assertThat(server.forms()).hasSize(1);
  }

  @Test
  void exitCodesNeverChangeTheirMeaning() {
    assertThat(ExitCode.values())
        .extracting(code -> code.name() + " " + code.number())
        .containsExactly(
            "OK 0",
            "INTERNAL 1",
            "USAGE 2",
            "FILE 3",
            "MALFORMED_TOKEN 4",
            "UNAVAILABLE 5",
            "TOKEN_REFUSED 6",
            "CLIENT_REFUSED 7",
            "UNEXPECTED_ANSWER 8",
            "API 9",
            "TLS 10");
  }
}
