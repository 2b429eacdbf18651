package jp.yoyo.id.app.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import jp.yoyo.id.app.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class OrganizationAdminClientTest {

  private record Answer(int status, String type, String body) {}

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
  private int tokens;
  private HttpServer server;
  private OrganizationAdmin client;

  OrganizationAdminClientTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    client =
        new OrganizationAdminClient(
            TestSettings.configuration("http://localhost:" + server.getAddress().getPort()),
            Clock.systemUTC(),
            new JsonMapper());
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/realms/yoyo/protocol/openid-connect/token",
        exchange ->
            send(
                exchange,
                new Answer(
                    200,
                    "application/json",
                    "{\"access_token\":\"token-%d\",\"expires_in\":300}".formatted(++tokens))));
    server.createContext(
        "/realms/yoyo/organization-admin",
        exchange -> {
          requests.add(
              "%s %s %s %s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Authorization"),
                      exchange.getRequestHeaders().getFirst("Acting-User"),
                      exchange.getRequestHeaders().getFirst("Accept-Language"),
                      new String(
                          exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          send(exchange, answers.remove(0));
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type);
    if (answer.status == 429) {
      exchange.getResponseHeaders().set("Retry-After", "60");
    }
    exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static final Answer ME =
      new Answer(
          200,
          "application/json",
          """
          {"id": "u1", "userId": "m1-001", "name": "予防 花子", "links": [], "organizations": [
            {"alias": "m1", "name": "m1", "displayName": "予防市", "type": "municipality",
             "code": "131016", "prefecture": "13", "enabled": true, "permissions": ["view-members"],
             "roles": []}]}
          """);

  @Test
  void meWhenAskedThenOnBehalfOfTheUserWithOneTokenForAll() {
    answers.add(ME);
    answers.add(ME);

    Me me = client.me("u1", Locale.ENGLISH);
    client.me("u1", Locale.ENGLISH);

    assertThat(me.organizations())
        .singleElement()
        .satisfies(
            organization -> {
              assertThat(organization.code()).isEqualTo("131016");
              assertThat(organization.permissions()).containsExactly("view-members");
            });
    assertThat(requests)
        .containsOnly("GET /realms/yoyo/organization-admin/me Bearer token-1 u1 en ");
  }

  @Test
  void callWhenTheTokenIsRefusedThenOnceMoreWithANewOne() {
    answers.add(new Answer(401, "application/problem+json", "{}"));
    answers.add(ME);

    client.me("u1", Locale.JAPANESE);

    assertThat(requests.get(1)).contains("Bearer token-2");
  }

  @Test
  void callWhenRefusedThenTheProblemTellsAll() {
    answers.add(
        new Answer(
            400,
            "application/problem+json",
            """
            {"type": "urn:yoyo:problem:invalid", "title": "入力", "status": 400, "detail": "誤り",
             "errors": [{"field": "administrator.email", "message": "形式"}]}
            """));

    assertThatExceptionOfType(OrganizationAdminException.class)
        .isThrownBy(() -> client.organization("u1", "x"))
        .satisfies(
            e -> {
              assertThat(e.is("invalid")).isTrue();
              assertThat(e.status()).isEqualTo(400);
              assertThat(e.detail()).isEqualTo("誤り");
              assertThat(e.errors())
                  .containsExactly(
                      new OrganizationAdminException.FieldError("administrator.email", "形式"));
              assertThat(e.isTemporary()).isFalse();
            });
  }

  @Test
  void callWhenTooManyThenSaysWhenToComeAgain() {
    answers.add(
        new Answer(
            429, "application/problem+json", "{\"type\": \"urn:yoyo:problem:too-many-reissues\"}"));

    assertThatExceptionOfType(OrganizationAdminException.class)
        .isThrownBy(() -> client.sendTemporaryPassword("u1", "a", "b", "電話", Locale.JAPANESE))
        .satisfies(
            e -> {
              assertThat(e.retryAfter()).hasValue(Duration.ofMinutes(1));
              assertThat(e.isTemporary()).isTrue();
            });
  }

  @Test
  void callWhenNamesHoldMarkupThenThePathStays() {
    answers.add(new Answer(204, "application/json", ""));

    client.unlock("u1", "../me?x", "a/b#c");

    assertThat(requests.get(0))
        .startsWith(
            "POST /realms/yoyo/organization-admin/organizations/..%2Fme%3Fx/members/a%2Fb%23c/unlock");
  }

  @Test
  void issueWhenAFieldIsAbsentThenItIsNotSentAsNull() {
    answers.add(new Answer(500, "text/html", "<html>"));

    assertThatExceptionOfType(KeycloakUnavailableException.class)
        .isThrownBy(
            () ->
                client.issueOrganization(
                    "u1",
                    new NewOrganization(
                        "f1",
                        "facility",
                        null,
                        "医院",
                        "13",
                        "m1",
                        new NewOrganization.Administrator(
                            null, "予防", "花子", null, null, "a@yoyo.example", null, null, "ja")),
                    Locale.JAPANESE));
    assertThat(requests.get(0)).doesNotContain("null").contains("\"displayName\":\"医院\"");
  }

  @Test
  void callWhenNobodyAnswersThenUnavailable() {
    server.stop(0);

    assertThatExceptionOfType(KeycloakUnavailableException.class)
        .isThrownBy(() -> client.me("u1", Locale.JAPANESE));
  }
}
