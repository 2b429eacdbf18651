package jp.yoyo.id.facility.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FacilityClientTest {

  private static final String MAINTENANCE =
      "<!DOCTYPE html><html><body>ただいまメンテナンス中です。</body></html>";

  private final TestServer server = new TestServer();
  private final AtomicReference<Moment> now =
      new AtomicReference<>(new Moment(0, Instant.parse("2026-06-01T00:00:00Z")));
  private final List<FacilityClient> clients = new ArrayList<>();

  private FacilityClient client() throws MalformedTokenException {
    FacilityClient client =
        FacilityClient.builder(server.connection())
            .attemptLimit(Duration.ofMillis(500))
            .retries(new Retries(3, Duration.ofMillis(10), Duration.ofSeconds(5), () -> 1))
            .time(this::now)
            .build();
    clients.add(client);
    return client;
  }

  private Moment now() {
    return java.util.Objects.requireNonNull(now.get());
  }

  private void pass(Duration time) {
    now.set(new Moment(now().nanos() + time.toNanos(), now().wall().plus(time)));
  }

  @AfterEach
  void close() {
    clients.forEach(FacilityClient::close);
    server.close();
  }

  // ---- getting, keeping, renewing

  @Test
  void accessTokenSendsTheGrantInTheBodyOnly() throws Exception {
    assertThat(client().accessToken().value()).isEqualTo("access-1");
    assertThat(server.forms())
        .containsExactly(
            "grant_type=urn%3Ayoyo%3Aparams%3Aoauth%3Agrant-type%3Afacility-token"
                + "&client_id=facility-app&facility_token="
                + TestTokens.text());
  }

  @Test
  void accessTokenWhenFreshThenIsKept() throws Exception {
    FacilityClient client = client();
    AccessToken first = client.accessToken();
    pass(Duration.ofSeconds(239));
    assertThat(client.accessToken()).isSameAs(first);
    assertThat(server.forms()).hasSize(1);
  }

  @Test
  void accessTokenWhenFiftyThreadsAskThenOneExchange() throws Exception {
    server.token(server.after(200, server.granting(300)));
    FacilityClient client = client();
    assertThat(inThreads(50, client)).containsExactly("access-1");
    assertThat(server.forms()).hasSize(1);
  }

  @Test
  void accessTokenWhenFiftyThreadsAskForARefusedOneThenOneExchange() throws Exception {
    server.token(server.after(200, TestServer.error(400, "invalid_grant")));
    FacilityClient client = client();
    assertThatThrownBy(() -> inThreads(50, client)).hasCauseInstanceOf(TokenRefusedException.class);
    assertThat(server.forms()).hasSize(1);
  }

  private static Set<String> inThreads(int count, FacilityClient client) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<String>> asked = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        asked.add(
            threads.submit(
                () -> {
                  start.await();
                  return client.accessToken().value();
                }));
      }
      start.countDown();
      Set<String> values = new HashSet<>();
      for (Future<String> each : asked) {
        values.add(each.get(20, TimeUnit.SECONDS));
      }
      return values;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void accessTokenWhenRenewalIsDueThenHoldsNobodyUpAndRenewsOnce() throws Exception {
    FacilityClient client = client();
    AccessToken first = client.accessToken();
    server.token(server.after(300, server.granting(300)));
    pass(Duration.ofSeconds(241));
    long start = System.nanoTime();
    assertThat(inThreads(50, client)).containsExactly("access-1");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(280));
    awaitExchanges(2);
    await(() -> client.accessToken() != first);
    assertThat(client.accessToken().value()).isEqualTo("access-2");
    assertThat(server.forms()).hasSize(2);
  }

  @Test
  void accessTokenWhenRenewalFailsThenTheOldOneGoesOnToItsEnd() throws Exception {
    FacilityClient client = client();
    AccessToken first = client.accessToken();
    for (int i = 0; i < 3; i++) {
      server.token(TestServer.reply(503, "text/html", MAINTENANCE, ""));
    }
    pass(Duration.ofSeconds(241));
    assertThat(client.accessToken()).isSameAs(first);
    awaitExchanges(4);
    assertThat(client.accessToken()).isSameAs(first);
    pass(Duration.ofSeconds(10));
    assertThat(client.accessToken()).isSameAs(first);
    await(
        () -> {
          pass(Duration.ofMillis(100)); // the pause after the failure ends: the service is back
          return client.accessToken() != first;
        });
  }

  @Test
  void accessTokenWhenExpiredThenWaitsForANewOne() throws Exception {
    FacilityClient client = client();
    var unused = client.accessToken();
    pass(Duration.ofSeconds(296));
    assertThat(client.accessToken().value()).isEqualTo("access-2");
  }

  @Test
  void accessTokenWhenTheMachineSleptThenIsRenewed() throws Exception {
    FacilityClient client = client();
    var unused = client.accessToken();
    now.set(new Moment(now().nanos(), now().wall().plusSeconds(3600)));
    assertThat(client.accessToken().value()).isEqualTo("access-2");
  }

  @Test
  void accessTokenWhenTheClockIsSetBackThenExpiresNevertheless() throws Exception {
    FacilityClient client = client();
    var unused = client.accessToken();
    now.set(
        new Moment(
            now().nanos() + Duration.ofSeconds(299).toNanos(), now().wall().minusSeconds(3600)));
    assertThat(client.accessToken().value()).isEqualTo("access-2");
  }

  @Test
  void accessTokenWhenItsLifeIsShortThenIsUsedNevertheless() throws Exception {
    server.token(server.granting(30)).token(server.granting(30));
    FacilityClient client = client();
    AccessToken first = client.accessToken();
    pass(Duration.ofSeconds(15));
    assertThat(client.accessToken()).isSameAs(first);
    assertThat(server.forms()).hasSize(1);
  }

  @Test
  void accessTokenWhenTheAnswerWasSlowThenItsLifeBeganAtTheRequest() throws Exception {
    server.token(
        exchange -> {
          pass(Duration.ofSeconds(250));
          server.granting(300).to(exchange);
        });
    FacilityClient client = client();
    var unused = client.accessToken();
    assertThat(client.accessToken().value()).isEqualTo("access-1"); // renewal takes off
    awaitExchanges(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {-7200, -30, 0, 30, 7200})
  void accessTokenWhenTheClockIsWrongThenIsKeptNevertheless(long ahead) throws Exception {
    now.set(new Moment(0, Instant.now().plusSeconds(ahead)));
    FacilityClient client = client();
    AccessToken first = client.accessToken();
    pass(Duration.ofSeconds(200));
    assertThat(client.accessToken()).isSameAs(first);
    assertThat(client.clockSkew()).isPresent();
    assertThat(client.clockSkew().orElseThrow())
        .isBetween(Duration.ofSeconds(ahead - 2), Duration.ofSeconds(ahead + 2));
  }

  // ---- faults

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void accessTokenWhenBusyThenTriesAgain(int status) throws Exception {
    server.token(TestServer.reply(status, "text/html", MAINTENANCE, ""));
    assertThat(client().accessToken().value()).isEqualTo("access-1");
    assertThat(server.forms()).hasSize(2);
  }

  @Test
  void accessTokenWhenAskedToWaitThenWaits() throws Exception {
    server.token(TestServer.reply(503, "text/html", MAINTENANCE, "1"));
    long start = System.nanoTime();
    assertThat(client().accessToken().value()).isEqualTo("access-1");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void accessTokenWhenAskedToWaitLongThenSaysSoAtOnceAndLeavesTheServiceAlone() throws Exception {
    server.token(TestServer.reply(503, "text/html", MAINTENANCE, "120"));
    FacilityClient client = client();
    ServiceUnavailableException thrown =
        catchThrowableOfType(ServiceUnavailableException.class, client::accessToken);
    assertThat(thrown.retryAfter()).contains(Duration.ofMinutes(2));
    assertThat(thrown).hasMessageContaining("maintenance");
    assertThatThrownBy(client::accessToken).isInstanceOf(ServiceUnavailableException.class);
    assertThat(server.forms()).hasSize(1);
    pass(Duration.ofSeconds(121));
    assertThat(client.accessToken().value()).isEqualTo("access-1");
  }

  @Test
  void accessTokenWhenBusyForEverThenGivesUp() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.token(TestServer.reply(503, "text/html", MAINTENANCE, ""));
    }
    assertThatThrownBy(client()::accessToken).isInstanceOf(ServiceUnavailableException.class);
    assertThat(server.forms()).hasSize(3);
  }

  @Test
  void accessTokenWhenTheServerHangsThenGivesUpInTimeAndTriesAgain() throws Exception {
    server.token(server.hanging()).token(server.hangingInTheBody());
    long start = System.nanoTime();
    assertThat(client().accessToken().value()).isEqualTo("access-1");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(server.forms()).hasSize(3);
  }

  @Test
  void accessTokenWhenTheConnectionBreaksOffThenTriesAgain() throws Exception {
    server.token(exchange -> {});
    assertThat(client().accessToken().value()).isEqualTo("access-1");
  }

  @Test
  void accessTokenWhenNobodyListensThenSaysWhatToLookAt() throws Exception {
    FacilityClient client = client();
    server.close();
    assertThatThrownBy(client::accessToken)
        .isInstanceOf(ServiceUnavailableException.class)
        .hasMessageContaining("No connection to localhost");
  }

  @Test
  void accessTokenWhenTheNameIsUnknownThenSaysSo() throws Exception {
    FacilityClient client =
        FacilityClient.builder(
                new FacilityConnection(
                    URI.create("https://no-such-host.invalid/token"),
                    server.api(),
                    "facility-app",
                    FacilityToken.parse(TestTokens.text())))
            .withoutRetries()
            .build();
    clients.add(client);
    assertThatThrownBy(client::accessToken)
        .isInstanceOf(ServiceUnavailableException.class)
        .hasMessageContaining("The name no-such-host.invalid is not known");
  }

  @Test
  void accessTokenWhenTheCertificateIsUnknownThenSendsNothing(@TempDir Path directory)
      throws Exception {
    try (TestServer tls = new TestServer(TestTls.in(directory));
        FacilityClient client = FacilityClient.of(tls.connection())) {
      assertThatThrownBy(client::accessToken).isInstanceOf(TlsFailedException.class);
      assertThat(tls.forms()).isEmpty();
    }
  }

  @Test
  void accessTokenWhenTheAuthorityIsNamedThenIsTrusted(@TempDir Path directory) throws Exception {
    SSLContext context = TestTls.in(directory);
    try (TestServer tls = new TestServer(context);
        FacilityClient client = FacilityClient.builder(tls.connection()).tls(context).build()) {
      assertThat(client.accessToken().value()).isEqualTo("access-1");
    }
  }

  @Test
  void accessTokenWhenRefusedThenNeverTriesAgainByItself() throws Exception {
    server.token(TestServer.error(400, "invalid_grant"));
    FacilityClient client = client();
    assertThatThrownBy(client::accessToken)
        .isInstanceOf(TokenRefusedException.class)
        .hasMessageContaining("00000000-0000-0000-0000-000000000002");
    assertThatThrownBy(client::accessToken).isInstanceOf(TokenRefusedException.class);
    assertThat(server.forms()).hasSize(1);
    pass(Duration.ofSeconds(61));
    assertThat(client.accessToken().value()).isEqualTo("access-1");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_client",
    "401, invalid_client",
    "400, unauthorized_client",
    "400, unsupported_grant_type"
  })
  void accessTokenWhenTheClientIsRefusedThenSaysWhy(int status, String error) throws Exception {
    server.token(TestServer.error(status, error));
    assertThatThrownBy(client()::accessToken)
        .isInstanceOf(ClientRefusedException.class)
        .hasMessageContaining(error);
    assertThat(server.forms()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | <html>login to the network</html>",
        "200 | {}",
        "200 | []",
        "200 | {\"access_token\":\"a\",\"token_type\":\"Bearer\"}",
        "200 | {\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":\"300\"}",
        "200 | {\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":0}",
        "200 | {\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":-1}",
        "200 | {\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":1e9}",
        "200 | {\"access_token\":\"a\",\"token_type\":\"mac\",\"expires_in\":300}",
        "200 | {\"access_token\":\"\",\"token_type\":\"Bearer\",\"expires_in\":300}",
        "200 | {\"access_token\":\"a\\r\\nX: y\",\"token_type\":\"Bearer\",\"expires_in\":300}",
        "200 | {\"access_token\":1,\"token_type\":\"Bearer\",\"expires_in\":300}",
        "400 | <html>Bad request</html>",
        "400 | {}",
        "400 | {\"error\":\"Injected text: call 0120\"}",
        "302 | moved",
        "404 | {\"error\":\"not_found\"}"
      })
  void accessTokenWhenAnAnswerIsNotOneOfTheServiceThenSaysSo(int status, String body)
      throws Exception {
    server.token(TestServer.reply(status, "application/json", body, ""));
    assertThatThrownBy(client()::accessToken)
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageNotContaining("Injected")
        .hasMessageNotContaining("access_token\"");
    assertThat(server.forms()).hasSize(1);
  }

  @Test
  void accessTokenWhenTheAnswerIsEndlessThenStops() throws Exception {
    server.token(TestServer.reply(200, "application/json", "x".repeat(1_000_000), ""));
    assertThatThrownBy(client()::accessToken)
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void accessTokenWhenRedirectedThenTheTokenGoesNowhereElse() throws Exception {
    server.token(
        exchange -> {
          exchange.getResponseHeaders().set("Location", server.api() + "/elsewhere");
          exchange.sendResponseHeaders(307, -1);
        });
    assertThatThrownBy(client()::accessToken).isInstanceOf(UnexpectedAnswerException.class);
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void accessTokenWhenWaitingIsInterruptedThenEnds() throws Exception {
    server.token(server.hanging());
    FacilityClient client = client();
    Thread.currentThread().interrupt();
    assertThatThrownBy(client::accessToken).isInstanceOf(InterruptedException.class);
  }

  @Test
  void accessTokenWhenClosedThenSaysSo() throws Exception {
    FacilityClient client = client();
    client.close();
    assertThatThrownBy(client::accessToken).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingThatIsThrownOrPrintedHasATokenInIt() throws Exception {
    List<TestServer.Reply> replies =
        List.of(
            exchange -> {},
            TestServer.error(400, "invalid_grant"),
            TestServer.error(400, "invalid_client"),
            TestServer.reply(400, "text/plain", TestTokens.text(), ""),
            TestServer.reply(200, "application/json", "{\"access_token\":\"access-1\"}", ""),
            TestServer.reply(503, "text/plain", TestTokens.text(), "600"));
    for (TestServer.Reply reply : replies) {
      try (TestServer other = new TestServer().token(reply).token(reply);
          FacilityClient client =
              FacilityClient.builder(other.connection()).withoutRetries().build()) {
        FacilityClientException thrown =
            catchThrowableOfType(FacilityClientException.class, client::accessToken);
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
            .contains(thrown.getClass().getName())
            .doesNotContain(TestTokens.secret())
            .doesNotContain("access-1");
        assertThat(thrown.getMessage(java.util.Locale.JAPAN)).contains("。");
      }
    }
    assertThat(client().accessToken().toString()).doesNotContain("access-");
  }

  // ---- calls of the API

  @Test
  void sendCarriesTheAccessToken() throws Exception {
    FacilityClient client = client();
    HttpResponse<String> response =
        client.send(
            client.request("self").header("Authorization", "Basic x").build(),
            BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo(TestServer.self());
    assertThat(server.calls()).containsExactly("GET /base/self Bearer access-1");
  }

  @Test
  void sendWhenTheAccessTokenIsNotAcceptedThenTakesAnotherOnce() throws Exception {
    server.api(TestServer.reply(401, "text/plain", "", ""));
    FacilityClient client = client();
    HttpRequest post = client.request("x").POST(BodyPublishers.ofString("body")).build();
    assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(server.calls())
        .containsExactly("POST /base/x Bearer access-1", "POST /base/x Bearer access-2");
  }

  @Test
  void sendWhenNoAccessTokenIsAcceptedThenStopsAfterTheSecond() throws Exception {
    server
        .api(TestServer.reply(401, "text/plain", "", ""))
        .api(TestServer.reply(401, "text/plain", "", ""));
    FacilityClient client = client();
    assertThat(client.send(client.request("x").build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);
    assertThat(server.calls()).hasSize(2);
  }

  @Test
  void sendWhenBusyThenGetsAgain() throws Exception {
    server.api(TestServer.reply(503, "text/html", MAINTENANCE, ""));
    FacilityClient client = client();
    assertThat(client.send(client.request("x").build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    assertThat(server.calls()).hasSize(2);
  }

  @Test
  void sendWhenBusyForEverThenReturnsTheLastAnswer() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.api(TestServer.reply(503, "text/html", MAINTENANCE, ""));
    }
    FacilityClient client = client();
    assertThat(client.send(client.request("x").build(), BodyHandlers.ofString()).body())
        .isEqualTo(MAINTENANCE);
  }

  @Test
  void sendWhenBusyThenPostsNothingTwice() throws Exception {
    server.api(TestServer.reply(503, "text/html", MAINTENANCE, ""));
    FacilityClient client = client();
    HttpRequest post = client.request("x").POST(BodyPublishers.noBody()).build();
    assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
    assertThat(server.calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://elsewhere.example/x", "../token", "//elsewhere.example/x", "a/../../b"})
  void requestWhenItLeadsElsewhereThenIsRefused(String path) throws Exception {
    FacilityClient client = client();
    assertThatThrownBy(() -> client.request(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sendWhenTheRequestLeadsElsewhereThenTheTokenStays() throws Exception {
    FacilityClient client = client();
    HttpRequest elsewhere = HttpRequest.newBuilder(server.tokenEndpoint()).build();
    assertThatThrownBy(() -> client.send(elsewhere, BodyHandlers.ofString()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(server.forms()).isEmpty();
  }

  // ---- waiting

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      Thread.sleep(10);
    }
  }

  private void awaitExchanges(int count) throws Exception {
    await(() -> server.forms().size() >= count);
  }
}
