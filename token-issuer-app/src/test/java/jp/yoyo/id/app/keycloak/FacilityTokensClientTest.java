package jp.yoyo.id.app.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.yoyo.id.app.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class FacilityTokensClientTest {

  private static final UUID REQUEST = UUID.fromString("01234567-89ab-4def-8123-456789abcdef");
  private static final String ISSUED =
      """
      {"id": "t1", "token": "yyft_a_t1_secret", "label": "アプリ", "terminal": "端末",
       "createdAt": 1780282800000, "expiresAt": 1811818800000}
      """;

  private final List<String> calls = new ArrayList<>();
  private final HttpServer server;
  private final FacilityTokensClient client;
  private int status = 200;
  private String answer = "";

  FacilityTokensClientTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    client =
        new FacilityTokensClient(
            TestSettings.configuration("http://localhost:" + server.getAddress().getPort()),
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
                "%s %s %s %s"
                    .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
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
  void issueWhenAskedThenAsTheContractSays() {
    status = 201;
    answer = ISSUED;
    IssuedFacilityToken token = client.issue("u1", "clinic-a", REQUEST, "アプリ", "端末");
    assertThat(token.token()).isEqualTo("yyft_a_t1_secret");
    assertThat(token.createdAt()).isEqualTo(Instant.ofEpochMilli(1780282800000L));
    assertThat(token.toString()).doesNotContain("secret");
    assertThat(calls.get(0))
        .startsWith("POST /realms/yoyo/facility-token/facilities/clinic-a/tokens u1 {")
        .contains("\"requestId\":\"" + REQUEST + "\"", "\"label\":\"アプリ\"", "\"terminal\":\"端末\"");
  }

  @Test
  void tokensWhenListedThenNewestFirst() {
    answer =
        """
        {"items": [
          {"id": "t1", "requestId": "r", "label": "a", "terminal": "b", "createdAt": 1000,
           "expiresAt": 5000, "state": "revoked", "revokedAt": 2000, "reason": "lost"},
          {"id": "t2", "requestId": "r", "label": "a", "terminal": "b", "createdAt": 3000,
           "expiresAt": 5000, "lastUsedAt": 4000, "state": "active"}]}
        """;
    List<FacilityToken> tokens = client.tokens("u1", "clinic-a");
    assertThat(tokens).extracting(FacilityToken::id).containsExactly("t2", "t1");
    assertThat(tokens.get(0).lastUsedAt()).isEqualTo(Instant.ofEpochMilli(4000));
    assertThat(tokens.get(0).isGood()).isTrue();
    assertThat(tokens.get(1).isGood()).isFalse();
  }

  @Test
  void rotateAndRevokeWhenAskedThenAsTheContractSays() {
    status = 201;
    answer = ISSUED;
    client.rotate("u1", "clinic-a", "t/../x", REQUEST);
    status = 204;
    answer = "";
    client.revoke("u1", "clinic-a", "t1", "紛失");
    client.revokeAll("u1", "clinic-a", "廃止");
    assertThat(calls.get(0)).contains("/facilities/clinic-a/tokens/t%2F..%2Fx/rotation u1 ");
    assertThat(calls.get(1))
        .contains("/facilities/clinic-a/tokens/t1/revocation u1 {\"reason\":\"紛失\"}");
    assertThat(calls.get(2))
        .contains("/facilities/clinic-a/tokens/revocation u1 {\"reason\":\"廃止\"}");
  }

  @Test
  void standingWhenAskedThenOnNobodysBehalf() {
    answer = "{\"alias\": \"clinic-a\", \"enabled\": true, \"validTokens\": 2}";
    assertThat(client.standing("clinic-a")).isEqualTo(new FacilityTokens.Standing(true, 2));
    assertThat(calls.get(0)).isEqualTo("GET /realms/yoyo/facility-token/facilities/clinic-a null ");
  }

  @Test
  void issueWhenRefusedOrDownThenToldApart() {
    status = 409;
    answer = "{\"type\": \"urn:yoyo:problem:too-many-tokens\", \"detail\": \"多すぎます\"}";
    assertThatThrownBy(() -> client.issue("u1", "clinic-a", REQUEST, "a", "b"))
        .isInstanceOfSatisfying(
            OrganizationAdminException.class, e -> assertThat(e.is("too-many-tokens")).isTrue());
    status = 503;
    answer = "";
    assertThatThrownBy(() -> client.issue("u1", "clinic-a", REQUEST, "a", "b"))
        .isInstanceOf(KeycloakUnavailableException.class);
  }
}
