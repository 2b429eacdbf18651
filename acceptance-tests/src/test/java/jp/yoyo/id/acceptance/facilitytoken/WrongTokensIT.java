package jp.yoyo.id.acceptance.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever sends wrong tokens is slowed down, and locks nobody out. */
@ExtendWith(SharedStack.class)
@SuppressWarnings("try") // settings are restored when they are closed
final class WrongTokensIT {

  private static final String LIMIT = "facilityToken.wrongTokensPerMinute";

  @Test
  void exchangeWhenTheSourceIsOverTheLimitThenRightTokensPass(
      DevStack stack, TestOrganizations organizations, RealmAdmin admin) {
    TokenClient client = new TokenClient(stack, admin);
    String good = client.issue(organizations.newFacility()).path("token").asText();
    TestOrganization gone = organizations.newFacility();
    String ofNobody = client.issue(gone).path("token").asText();
    try (var generous = admin.withRealmAttribute(LIMIT, "1000000")) {
      client.exchange(good).expect(200);
      String account = TokenClient.part(client.accessToken(ofNobody), 1).path("sub").asText();
      admin.send("DELETE", "/users/" + account, null).expect(204);
    }
    String notSeenYet = client.issue(organizations.newFacility()).path("token").asText();
    String notSeenEither = client.issue(organizations.newFacility()).path("token").asText();

    try (var strict = admin.withRealmAttribute(LIMIT, "0")) {
      client.exchange("wrong");
      Reply wrong = client.exchange("wrong");
      Reply altered = client.exchange(good.substring(0, 60) + "_" + good.substring(61));
      client.exchange(ofNobody);
      Reply cold = client.exchange(notSeenEither);

      assertThat(wrong.status()).isEqualTo(429);
      assertThat(wrong.header("Retry-After")).isEqualTo("60");
      assertThat(wrong.body().path("error").asText()).isEqualTo("slow_down");
      assertThat(altered.text()).isEqualTo(wrong.text());
      assertThat(cold.text()).as("no more looks for this source").isEqualTo(wrong.text());
      client.exchange(good).expect(200);
    }
    try (var generous = admin.withRealmAttribute(LIMIT, "1000000")) {
      client.exchange(notSeenYet).expect(200);
      client.exchange(notSeenEither).expect(200);
    }
  }

  @Test
  void exchangeWhenRefusedManyTimesThenFewEventsWithTheirNumber(
      DevStack stack, TestOrganizations organizations, RealmAdmin admin)
      throws InterruptedException {
    TokenClient client = new TokenClient(stack, admin);
    TestOrganization facility = organizations.newFacility();
    JsonNode issued = client.issue(facility);
    String token = issued.path("token").asText();
    client.revoke(facility, issued.path("id").asText()).expect(204);
    try (var generous = admin.withRealmAttribute(LIMIT, "1000000")) {
      for (int i = 0; i < 10; i++) {
        client.exchange(token);
      }
    }

    String mine = "\"facility_token_id\":\"" + issued.path("id").asText() + "\"";
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    int count = 0;
    int events = 0;
    while (count < 10 && System.nanoTime() < deadline) {
      Thread.sleep(500);
      count = 0;
      events = 0;
      for (JsonNode event :
          admin.get("/events?type=OAUTH2_EXTENSION_GRANT_ERROR&max=200").expect(200).body()) {
        if (event.toString().contains(mine)) {
          count += event.path("details").path("count").asInt();
          events++;
          assertThat(event.path("details").path("reason").asText()).isEqualTo("revoked");
        }
      }
    }
    assertThat(count).isEqualTo(10);
    assertThat(events).isBetween(1, 3);
  }
}
