package jp.yoyo.id.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How calls behave when the server does not: against a real HTTP server that misbehaves. */
final class AdminApiTest {
  private record Answer(int status, String body) {}

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> authorizations = new ArrayList<>();
  private int logins;
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private HttpServer server;
  private AdminApi api;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/realms/master/", this::logIn);
    server.createContext("/admin/", this::answer);
    server.start();
    URI address =
        URI.create(
            "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort());
    api = new AdminApi(address, AdminLogin.password("admin", "p&ss=wörd"), clock);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void getWhenTheServerIsStillStartingThenItIsAskedAgain() {
    answers.add(new Answer(503, "Bootstrap in progress"));
    answers.add(new Answer(200, "{\"a\": 1}"));

    assertThat(api.get("/x").path("a").asInt()).isEqualTo(1);
  }

  @Test
  void getWhenTheTokenIsAboutToEndThenItLogsInAgain() {
    answers.add(new Answer(200, "{}"));
    answers.add(new Answer(200, "{}"));
    answers.add(new Answer(200, "{}"));

    api.get("/x");
    now = now.plus(Duration.ofSeconds(40));
    api.get("/x");
    now = now.plus(Duration.ofSeconds(15));
    api.get("/x");

    assertThat(authorizations).containsExactly("Bearer token1", "Bearer token1", "Bearer token2");
  }

  @Test
  void findWhenThereIsNoSuchThingThenEmpty() {
    answers.add(new Answer(404, "{}"));

    assertThat(api.find("/x")).isEmpty();
  }

  @Test
  void putWhenTheServerRefusesThenTheMessageHasItsWordsButNotTheBody() {
    answers.add(new Answer(400, "{\"errorMessage\": \"no\"}"));

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(() -> api.put("/x", Json.object().put("secret", "hunter2")))
        .withMessage("PUT /x: the server answered 400: {\"errorMessage\": \"no\"}");
  }

  @Test
  void postWhenTheServerIsNotReadyThenItIsNotRepeated() {
    answers.add(new Answer(503, ""));

    assertThatExceptionOfType(RealmConfigException.class)
        .isThrownBy(() -> api.post("/x", Json.object()))
        .withMessageContaining("503");
    assertThat(authorizations).hasSize(1);
  }

  private void logIn(HttpExchange exchange) throws IOException {
    logins++;
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
    boolean right = form.endsWith("&username=admin&password=p%26ss%3Dw%C3%B6rd");
    send(
        exchange,
        right
            ? new Answer(200, "{\"access_token\": \"token" + logins + "\", \"expires_in\": 60}")
            : new Answer(401, form));
  }

  private void answer(HttpExchange exchange) throws IOException {
    authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
    send(exchange, answers.remove());
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
