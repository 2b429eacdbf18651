package jp.yoyo.id.devstack.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jp.yoyo.id.devstack.process.LoopbackPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxHttpTest {

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private Inbox inbox;

  @BeforeEach
  void start() throws IOException {
    inbox = Inbox.start(directory.resolve("mail"), directory.resolve("inbox.log"), 0, 0);
  }

  @AfterEach
  void stop() {
    inbox.close();
  }

  @Test
  void listWhenThereAreMessagesThenNewestFirstWithAllFields() throws Exception {
    deliver("a@example.jp", "一通目");
    deliver("b@example.jp", "二通目");

    JsonNode answer = json("/api/messages");

    assertThat(answer.path("total").asInt()).isEqualTo(2);
    JsonNode newest = answer.path("messages").path(0);
    assertThat(newest.path("subject").asText()).isEqualTo("二通目");
    assertThat(newest.path("to").path(0).asText()).isEqualTo("b@example.jp");
    assertThat(newest.path("from").asText()).isEqualTo("no-reply@yoyo.example");
    assertThat(newest.path("date").asText()).isEqualTo("2026-06-01T00:00:00Z");
    assertThat(newest.path("text").asText()).isEqualTo("本文");
    assertThat(json("/api/messages/" + newest.path("id").asText())).isEqualTo(newest);
  }

  @Test
  void listWhenOnlySummariesAreWantedThenWithoutBodies() throws Exception {
    deliver("a@example.jp", "件名");

    JsonNode message = json("/api/messages?summary=true").path("messages").path(0);

    assertThat(message.has("subject")).isTrue();
    assertThat(message.has("text")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to=A@EXAMPLE",
        "subject=%E4%BB%AE",
        "search=%E4%BB%AE",
        "search=a@",
        "to=a@&subject=%E4%BB%AE"
      })
  void listWhenAFilterIsGivenThenOnlyWhatFits(String filter) throws Exception {
    deliver("a@example.jp", "仮パスワード");
    deliver("b@example.jp", "そのほか");

    assertThat(subjects("/api/messages?" + filter)).containsExactly("仮パスワード");
  }

  @Test
  void listWhenPagedThenTotalCountsAll() throws Exception {
    for (int i = 1; i <= 5; i++) {
      deliver("a@example.jp", "no " + i);
    }

    assertThat(subjects("/api/messages?first=1&max=2")).containsExactly("no 4", "no 3");
    assertThat(json("/api/messages?first=1&max=2").path("total").asInt()).isEqualTo(5);
    assertThat(subjects("/api/messages?first=2000000000")).isEmpty();
    assertThat(subjects("/api/messages?max=2000000000")).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first=-1", "max=-1", "max=x", "first=99999999999", "to=%zz"})
  void listWhenAParameterIsWrongThen400(String query) throws Exception {
    assertThat(rawStatus("GET /api/messages?" + query, ownHost(), "")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/messages/1",
        "/api/messages/99999999999999999999999",
        "/api/messages/..%2F..%2Finbox.log",
        "/nothing"
      })
  void getWhenThereIsNoSuchThingThen404(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void deleteWhenAskedThenAllAreGone() throws Exception {
    deliver("a@example.jp", "件名");

    assertThat(rawStatus("DELETE /api/messages", ownHost(), "")).isEqualTo(204);
    assertThat(inbox.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"attacker.example", "localhost", "localhost.attacker.example:%d", "127.0.0.1:1"})
  void anyWhenTheHostIsNotOursThen403(String host) throws Exception {
    assertThat(rawStatus("GET /api/messages", host.formatted(port()), "")).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:%d", "LOCALHOST:%d", "127.0.0.1:%d", "[::1]:%d"})
  void anyWhenTheHostIsOursThenServed(String host) throws Exception {
    assertThat(rawStatus("GET /api/messages", host.formatted(port()), "")).isEqualTo(200);
  }

  @Test
  void deleteWhenAnotherOriginAsksThenRefused() throws Exception {
    deliver("a@example.jp", "件名");

    assertThat(rawStatus("DELETE /api/messages", ownHost(), "Origin: http://attacker.example\r\n"))
        .isEqualTo(403);
    assertThat(inbox.messages()).hasSize(1);
  }

  @Test
  void htmlWhenAMailHasScriptThenItIsServedLockedIn() throws Exception {
    inbox.deliver(
        List.of("a@example.jp"),
        "Content-Type: text/html; charset=UTF-8\r\n\r\n<html><head><title>x</title></head><script>alert(1)</script>"
            .getBytes(StandardCharsets.UTF_8));

    HttpResponse<String> answer = get("/api/messages/" + inbox.messages().get(0).id() + "/html");

    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'")
        .doesNotContain("script");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.body()).contains("<head><base target=\"_blank\"><title>");
  }

  @Test
  void sourceWhenAMailHasMarkupThenItIsPlainText() throws Exception {
    deliver("a@example.jp", "<b>");

    HttpResponse<String> answer = get("/api/messages/" + inbox.messages().get(0).id() + "/source");

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(answer.body()).startsWith("X-Envelope-To: a@example.jp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/inbox.css", "/inbox.js"})
  void pageWhenServedThenItNeedsNothingFromElsewhere(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'");
    assertThat(answer.body()).doesNotContain("http://").doesNotContain("https://");
  }

  @Test
  void putWhenTriedThen405() throws Exception {
    assertThat(rawStatus("PUT /api/messages", ownHost(), "Content-Length: 0\r\n")).isEqualTo(405);
  }

  private void deliver(String to, String subject) throws IOException {
    inbox.deliver(
        List.of(to),
        ("From: no-reply@yoyo.example\r\nSubject: "
                + subject
                + "\r\nDate: Mon, 1 Jun 2026 09:00:00 +0900\r\n"
                + "Content-Type: text/plain; charset=UTF-8\r\n\r\n本文")
            .getBytes(StandardCharsets.UTF_8));
  }

  private int port() {
    return inbox.url().getPort();
  }

  private String ownHost() {
    return "localhost:" + port();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(inbox.url() + path)).build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get(path).body());
  }

  private List<String> subjects(String path) throws IOException, InterruptedException {
    List<String> subjects = new ArrayList<>();
    json(path).path("messages").forEach(message -> subjects.add(message.path("subject").asText()));
    return subjects;
  }

  /** Without a client that checks or corrects anything. */
  private int rawStatus(String requestLine, String host, String headers) throws IOException {
    try (Socket socket = new Socket(LoopbackPort.address(), port())) {
      socket.setSoTimeout(10_000);
      String request =
          requestLine
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\n"
              + headers
              + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }
}
