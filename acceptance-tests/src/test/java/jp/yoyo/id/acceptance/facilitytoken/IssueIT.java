package jp.yoyo.id.acceptance.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The issuing API: for the companion app alone, and only for what the acting user may do. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("try") // settings are restored when they are closed
final class IssueIT {

  private final TestOrganizations organizations;
  private final RealmAdmin admin;
  private final Api api;
  private final TokenClient client;
  private RealmAdmin.Restoring limit = () -> {};

  IssueIT(DevStack stack, TestOrganizations organizations, RealmAdmin admin, Api api) {
    this.organizations = organizations;
    this.admin = admin;
    this.api = api;
    this.client = new TokenClient(stack, admin);
  }

  /** They send many wrong tokens from one address. */
  @BeforeAll
  void manyWrongTokens() {
    limit = admin.withRealmAttribute("facilityToken.wrongTokensPerMinute", "1000000");
  }

  @AfterAll
  void fewWrongTokens() {
    limit.close();
  }

  @Test
  void issueWhenTheSameRequestAgainThenANewSecretOfTheOneToken() {
    TestOrganization facility = organizations.newFacility();
    Map<String, Object> body = TokenClient.issueBody();
    JsonNode first = issue(facility, body).expect(201).body();

    JsonNode second = issue(facility, body).expect(201).body();

    assertThat(client.list(facility)).hasSize(1);
    assertThat(second.path("id")).isEqualTo(first.path("id"));
    assertThat(client.exchange(first.path("token").asText()).status()).isEqualTo(400);
    client.exchange(second.path("token").asText()).expect(200);
    Reply third = issue(facility, body);
    assertThat(third.status()).isEqualTo(409);
    assertThat(third.problem()).isEqualTo("token-already-used");
    client.exchange(second.path("token").asText()).expect(200);
  }

  @Test
  void issueWhenFiftyTimesAtOnceThenOneTokenAndOneRightSecret() {
    TestOrganization facility = organizations.newFacility();
    Map<String, Object> body = TokenClient.issueBody();
    client.appToken();
    ExecutorService threads = Executors.newFixedThreadPool(50);
    List<Reply> replies;
    try {
      replies =
          java.util.stream.IntStream.range(0, 50)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> issue(facility, body), threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
    } finally {
      threads.shutdown();
    }

    assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(201));
    assertThat(new HashSet<>(replies.stream().map(reply -> reply.body().path("id")).toList()))
        .hasSize(1);
    assertThat(client.list(facility)).hasSize(1);
    assertThat(
            replies.stream()
                .filter(
                    reply -> client.exchange(reply.body().path("token").asText()).status() == 200))
        .hasSize(1);
  }

  @Test
  void issueWhenAsManyAsAllowedThenTooMany() {
    TestOrganization facility = organizations.newFacility();
    try (var fewer = admin.withRealmAttribute("facilityToken.mostPerFacility", "2")) {
      JsonNode first = client.issue(facility);
      client.issue(facility);

      Reply third = issue(facility, TokenClient.issueBody());

      assertThat(third.status()).isEqualTo(409);
      assertThat(third.problem()).isEqualTo("too-many-tokens");
      client.revoke(facility, first.path("id").asText()).expect(204);
      client.issue(facility);
    }
  }

  @Test
  void issueWhenTheOrganizationIsDisabledThenConflict() {
    TestOrganization facility = organizations.newFacility();
    api.put(
            facility.path() + "/enabled",
            organizations.m1().administrator().token(),
            Map.of("enabled", false))
        .expect(204);

    Reply reply = issue(facility, TokenClient.issueBody());

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.problem()).isEqualTo("organization-disabled");
  }

  @Test
  void rotateWhenActiveThenBothAreValidAndNoThird() {
    TestOrganization facility = organizations.newFacility();
    JsonNode first = client.issue(facility);
    JsonNode second = client.rotate(facility, first.path("id").asText()).expect(201).body();
    client.exchange(first.path("token").asText()).expect(200);
    client.exchange(second.path("token").asText()).expect(200);
    JsonNode old = client.listed(facility, first.path("id").asText());
    assertThat(old.path("state").asText()).isEqualTo("overlapping");
    assertThat(old.path("validUntil").asLong()).isLessThan(old.path("expiresAt").asLong());

    Reply again = client.rotate(facility, first.path("id").asText());
    JsonNode third = client.rotate(facility, second.path("id").asText()).expect(201).body();

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.problem()).isEqualTo("token-not-active");
    assertThat(client.exchange(first.path("token").asText()).status()).isEqualTo(400);
    client.exchange(second.path("token").asText()).expect(200);
    client.exchange(third.path("token").asText()).expect(200);
  }

  @Test
  void rotateWhenTheOverlapIsOverThenTheOldOneIsExpired() throws InterruptedException {
    TestOrganization facility = organizations.newFacility();
    JsonNode first = client.issue(facility);
    client.exchange(first.path("token").asText()).expect(200);
    try (var shorter = admin.withRealmAttribute("facilityToken.overlap", "2")) {
      client.rotate(facility, first.path("id").asText()).expect(201);
    }
    client.exchange(first.path("token").asText()).expect(200);

    Thread.sleep(2500);

    assertThat(client.exchange(first.path("token").asText()).status()).isEqualTo(400);
    assertThat(client.listed(facility, first.path("id").asText()).path("state").asText())
        .isEqualTo("expired");
  }

  @Test
  void rotateWhenTheSameRequestAgainThenOneNewToken() {
    TestOrganization facility = organizations.newFacility();
    String id = client.issue(facility).path("id").asText();
    Map<String, Object> body = Map.of("requestId", UUID.randomUUID().toString());
    String path = TokenClient.tokens(facility) + "/" + id + "/rotation";

    JsonNode first = client.call("POST", path, facility.administrator(), body).expect(201).body();
    JsonNode second = client.call("POST", path, facility.administrator(), body).expect(201).body();

    assertThat(second.path("id")).isEqualTo(first.path("id"));
    assertThat(client.list(facility)).hasSize(2);
    client.exchange(second.path("token").asText()).expect(200);
    assertThat(client.call("POST", path, facility.administrator(), body).problem())
        .isEqualTo("token-already-used");
  }

  @Test
  void revokeWhenAgainThenNothingChanges() {
    TestOrganization facility = organizations.newFacility();
    String id = client.issue(facility).path("id").asText();
    client.revoke(facility, id).expect(204);
    JsonNode before = client.listed(facility, id);

    client.revoke(facility, id).expect(204);

    assertThat(before.path("state").asText()).isEqualTo("revoked");
    assertThat(before.path("reason").asText()).isEqualTo("紛失");
    assertThat(client.listed(facility, id)).isEqualTo(before);
  }

  @Test
  void revokeAllWhenClosingThenNoneIsLeft() {
    TestOrganization facility = organizations.newFacility();
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      tokens.add(client.issue(facility).path("token").asText());
    }

    client
        .call(
            "POST",
            TokenClient.tokens(facility) + "/revocation",
            organizations.m1().administrator(),
            Map.of("reason", "閉院"))
        .expect(204);

    assertThat(tokens)
        .allSatisfy(token -> assertThat(client.exchange(token).status()).isEqualTo(400));
    assertThat(client.list(facility))
        .allSatisfy(item -> assertThat(item.path("state").asText()).isEqualTo("revoked"));
  }

  @Test
  void issueWhenDoneThenTheEventNamesBothAndNoSecret() {
    TestOrganization facility = organizations.newFacility();
    JsonNode issued = client.issue(facility);

    String events =
        admin
            .get("/admin-events?resourcePath=*/" + issued.path("id").asText() + "&max=10")
            .expect(200)
            .text();

    assertThat(events)
        .contains("issue-facility-token", TokenClient.APP, facility.administrator().id())
        .doesNotContain(issued.path("token").asText().substring(54));
  }

  @Test
  void callWhenActingUserLacksThePermissionThenRefused() {
    TestOrganization facility = organizations.a();
    String path = TokenClient.tokens(facility);
    String id = client.issue(facility).path("id").asText();

    assertThat(issue(facility, organizations.memberA()).status()).isEqualTo(403);
    assertThat(issue(facility, organizations.b1()).status()).isEqualTo(404);
    assertThat(issue(facility, organizations.m1().administrator()).status()).isEqualTo(403);
    assertThat(issue(facility, organizations.centralOffice().administrator()).status())
        .isEqualTo(403);
    assertThat(client.call("GET", path, organizations.memberA(), null).status()).isEqualTo(403);
    assertThat(client.call("GET", path, organizations.b1(), null).status()).isEqualTo(404);
    assertThat(client.call("GET", path, organizations.m2().administrator(), null).status())
        .isEqualTo(404);
    for (Actor allowed :
        List.of(
            organizations.a1(),
            organizations.m1().administrator(),
            organizations.m1Officer(),
            organizations.centralOffice().administrator())) {
      assertThat(client.call("GET", path, allowed, null).status())
          .as(allowed.userId())
          .isEqualTo(200);
    }
    assertThat(
            client
                .call(
                    "POST",
                    path + "/" + id + "/revocation",
                    organizations.b1(),
                    Map.of("reason", "x"))
                .status())
        .isEqualTo(404);
    Actor tokenManager = organizations.registered(facility, "token-manager");
    assertThat(issue(facility, tokenManager).status()).isEqualTo(201);
  }

  @Test
  void callWhenNotByTheAppThenRefused() {
    String path = TokenClient.tokens(organizations.a());
    String user = organizations.a1().id();
    Map<String, String> own = Map.of("Authorization", "Bearer " + organizations.a1().token());

    assertThat(client.call("GET", path, Map.of(), null).status()).isEqualTo(401);
    assertThat(client.call("GET", path, Map.of("Acting-User", user), null).status()).isEqualTo(401);
    assertThat(client.call("GET", path, own, null).status()).isEqualTo(401);
    assertThat(client.call("GET", path, (Actor) null, null).status()).isEqualTo(403);
    String accessToken = client.accessToken(client.issue(organizations.a()).path("token").asText());
    assertThat(
            client
                .call(
                    "GET",
                    path,
                    Map.of("Authorization", "Bearer " + accessToken, "Acting-User", user),
                    null)
                .status())
        .isEqualTo(401);
  }

  @Test
  void facilityWhenAskedByTheAppThenWhetherItMayBeServed() {
    TestOrganization facility = organizations.newFacility();
    assertThat(standing(facility)).isEqualTo("true 0");
    String id = client.issue(facility).path("id").asText();
    client.issue(facility);
    assertThat(standing(facility)).isEqualTo("true 2");
    client.revoke(facility, id).expect(204);
    assertThat(standing(facility)).isEqualTo("true 1");
    api.put(
            facility.path() + "/enabled",
            organizations.m1().administrator().token(),
            Map.of("enabled", false))
        .expect(204);
    assertThat(standing(facility)).isEqualTo("false 1");

    String path = "/facilities/" + facility.alias();
    String own = "Bearer " + facility.administrator().token();
    assertThat(client.call("GET", "/facilities/no-such", (Actor) null, null).status())
        .isEqualTo(404);
    assertThat(client.call("GET", path, Map.of(), null).status()).isEqualTo(401);
    assertThat(client.call("GET", path, Map.of("Authorization", own), null).status())
        .isEqualTo(401);
  }

  private String standing(TestOrganization facility) {
    JsonNode answer =
        client
            .call("GET", "/facilities/" + facility.alias(), (Actor) null, null)
            .expect(200)
            .body();
    return answer.path("enabled").asText() + " " + answer.path("validTokens").asText();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"requestId\":\"x\",\"label\":\"l\",\"terminal\":\"t\"}",
        "{\"requestId\":\"7b0c6a4e-5f2e-4b57-8d4c-0d2f7ad1e6aa\",\"label\":\"\",\"terminal\":\"t\"}",
        "{\"requestId\":\"7b0c6a4e-5f2e-4b57-8d4c-0d2f7ad1e6aa\",\"label\":\"l\",\"terminal\":\"t\","
            + "\"validDays\":366}",
        "{\"requestId\":\"7b0c6a4e-5f2e-4b57-8d4c-0d2f7ad1e6aa\",\"label\":\"l\",\"terminal\":\"t\","
            + "\"secret\":\"x\"}",
        "[]"
      })
  void issueWhenTheBodyIsWrongThenInvalid(String body) {
    Reply reply =
        client.send(
            "POST",
            api.base().replace("organization-admin", "facility-token")
                + TokenClient.tokens(organizations.a()),
            body,
            Map.of(
                "Authorization",
                "Bearer " + client.appToken(),
                "Acting-User",
                organizations.a1().id(),
                "Content-Type",
                "application/json"));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.problem()).isIn("invalid", "malformed");
  }

  private Reply issue(TestOrganization facility, Map<String, Object> body) {
    return client.call("POST", TokenClient.tokens(facility), facility.administrator(), body);
  }

  private Reply issue(TestOrganization facility, Actor acting) {
    return client.call("POST", TokenClient.tokens(facility), acting, TokenClient.issueBody());
  }
}
