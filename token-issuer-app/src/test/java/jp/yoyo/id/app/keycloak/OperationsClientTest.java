package jp.yoyo.id.app.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class OperationsClientTest {

  private static final Instant FROM = Instant.ofEpochMilli(1_780_311_600_000L);
  private static final Instant UNTIL = Instant.ofEpochMilli(1_780_326_000_000L);
  private static final String STATUS =
      """
      {"time": 1780300800000,
       "maintenance": {"state": "announced", "from": 1780311600000, "until": 1780326000000,
         "text": {"ja": "更新", "en": "Update"}},
       "helpDesk": {"name": {"ja": "ヘルプデスク", "en": "Help desk"}, "phone": "0120-000-000",
         "hours": {"ja": "平日", "en": "weekdays"}, "open": true, "changesAt": 1780326000000}}
      """;

  private final List<String> calls = new ArrayList<>();
  private final HttpServer server;
  private final AppConfiguration configuration;
  private final OperationsClient client;
  private int status = 200;
  private String answer = "";

  OperationsClientTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    configuration = TestSettings.configuration("http://localhost:" + server.getAddress().getPort());
    client =
        new OperationsClient(
            configuration,
            new OperationsSettings(Duration.ZERO, Duration.ofSeconds(2)),
            Clock.systemUTC(),
            new JsonMapper());
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/",
        exchange -> {
          boolean token = exchange.getRequestURI().getPath().endsWith("/token");
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (!token) {
            calls.add(
                "%s %s %s %s %s"
                    .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestHeaders().getFirst("Acting-User"),
                        body));
          }
          byte[] sent =
              (token ? "{\"access_token\": \"own\", \"expires_in\": 300}" : answer)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(token ? 200 : status, sent.length == 0 ? -1 : sent.length);
          exchange.getResponseBody().write(sent);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void statusWhenAnnouncedThenWithoutAToken() {
    answer = STATUS;

    OperationsStatus known = client.status();

    assertThat(known.maintenance())
        .isEqualTo(
            new OperationsStatus.Maintenance(FROM, UNTIL, new LocalizedText("更新", "Update")));
    assertThat(known.maintenance().isAhead(FROM.minusMillis(1))).isTrue();
    assertThat(known.maintenance().isOngoing(FROM)).isTrue();
    assertThat(known.maintenance().isOngoing(UNTIL)).isFalse();
    OperationsStatus.HelpDesk helpDesk = Objects.requireNonNull(known.helpDesk());
    assertThat(helpDesk.phone()).isEqualTo("0120-000-000");
    assertThat(helpDesk.email()).isNull();
    assertThat(calls).containsExactly("GET /realms/yoyo/operations/status null null ");
  }

  @Test
  void statusWhenThereIsNothingOrNoSuchExtensionThenNothing() {
    answer = "{\"time\": 1, \"maintenance\": {\"state\": \"none\"}}";
    assertThat(client.status()).isEqualTo(OperationsStatus.NOTHING);
    status = 404;
    answer = "";
    assertThat(client.status()).isEqualTo(OperationsStatus.NOTHING);
  }

  @Test
  void statusWhenKeycloakFailsThenUnavailableAndWhatWasKnownLastHolds() {
    CurrentOperations current =
        new CurrentOperations(
            client,
            new OperationsSettings(Duration.ZERO, Duration.ofSeconds(2)),
            configuration,
            Clock.fixed(FROM, java.time.ZoneOffset.UTC));
    answer = STATUS;
    assertThat(current.helpDesk(Locale.ENGLISH).name()).isEqualTo("Help desk");
    status = 500;
    answer = "{}";

    assertThatExceptionOfType(KeycloakUnavailableException.class).isThrownBy(client::status);
    assertThat(current.status().maintenance().isOngoing(FROM)).isTrue();
    assertThat(current.helpDesk(Locale.JAPANESE).open()).isTrue();
  }

  @Test
  void currentWhenAskedAgainWithinSecondsThenKeycloakIsNotUnlessForgotten() {
    CurrentOperations current =
        new CurrentOperations(
            client,
            new OperationsSettings(Duration.ofHours(1), Duration.ofSeconds(2)),
            configuration,
            Clock.systemUTC());
    answer = STATUS;
    for (int i = 0; i < 3; i++) {
      assertThat(current.status().helpDesk()).isNotNull();
    }
    assertThat(calls).hasSize(1);
    current.forget();
    assertThat(current.status().helpDesk()).isNotNull();
    assertThat(calls).hasSize(2);
  }

  @Test
  void planWhenWithABeginningThenPlannedAndOtherwiseBegun() {
    answer =
        """
        {"state": "announced", "from": 1780311600000, "until": 1780326000000,
         "announcedFrom": 1779706800000, "operators": ["op"], "changedBy": "op",
         "changedAt": 1780300800000}
        """;
    MaintenancePlan plan =
        client.plan(
            "u1",
            new MaintenancePlan.Wanted(
                FROM, UNTIL, null, new LocalizedText("更新", "Update"), List.of("op")),
            Locale.JAPANESE);
    assertThat(plan.from()).isEqualTo(FROM);
    assertThat(plan.text()).isNull();
    assertThat(plan.operators()).containsExactly("op");

    var unused =
        client.plan(
            "u1", new MaintenancePlan.Wanted(null, UNTIL, null, null, List.of()), Locale.JAPANESE);
    answer = "{\"state\": \"none\"}";
    assertThat(client.end("u1", Locale.JAPANESE).isNone()).isTrue();

    assertThat(calls.get(0))
        .startsWith("PUT /realms/yoyo/operations/maintenance Bearer own u1 ")
        .contains("\"from\":1780311600000", "\"until\":1780326000000", "\"ja\":\"更新\"")
        .doesNotContain("announcedFrom");
    assertThat(calls.get(1))
        .startsWith("POST /realms/yoyo/operations/maintenance/begin Bearer own u1 ")
        .doesNotContain("from", "text");
    assertThat(calls.get(2))
        .isEqualTo("POST /realms/yoyo/operations/maintenance/end Bearer own u1 ");
  }

  @Test
  void planWhenRefusedThenWhichFieldIsWrong() {
    status = 400;
    answer =
        """
        {"type": "urn:yoyo:problem:invalid", "title": "t", "detail": "d",
         "errors": [{"field": "until", "message": "過去です"}]}
        """;
    assertThatExceptionOfType(OrganizationAdminException.class)
        .isThrownBy(
            () ->
                client.plan(
                    "u1",
                    new MaintenancePlan.Wanted(FROM, UNTIL, null, null, List.of()),
                    Locale.JAPANESE))
        .satisfies(
            e -> {
              assertThat(e.is("invalid")).isTrue();
              assertThat(e.errors().get(0).field()).isEqualTo("until");
            });
  }
}
