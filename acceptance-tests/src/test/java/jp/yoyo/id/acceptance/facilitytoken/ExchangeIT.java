package jp.yoyo.id.acceptance.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
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

/** A clinic system exchanges a facility token for an access token. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExchangeIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final RealmAdmin admin;
  private final TokenClient client;
  private RealmAdmin.Restoring limit = () -> {};

  ExchangeIT(DevStack stack, TestOrganizations organizations, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.admin = admin;
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
  void exchangeWhenIssuedThenAnAccessTokenOfTheFacility() {
    TestOrganization facility = organizations.newFacility();
    JsonNode issued = client.issue(facility);

    Reply reply = client.exchange(issued.path("token").asText()).expect(200);

    JsonNode answer = reply.body();
    assertThat(answer.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
    assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(answer.path("expires_in").asInt()).isEqualTo(300);
    assertThat(answer.path("scope").asText()).isEqualTo("facility");
    assertThat(reply.header("Cache-Control")).contains("no-store");
    String jwt = answer.path("access_token").asText();
    assertThat(TokenClient.part(jwt, 0).path("alg").asText()).isEqualTo("ES256");
    JsonNode claims = TokenClient.part(jwt, 1);
    assertThat(claims.path("azp").asText()).isEqualTo("facility-app");
    assertThat(claims.path("aud").asText()).isEqualTo("facility-api");
    assertThat(claims.path("facility_id").asText()).isEqualTo(facility.alias());
    assertThat(claims.path("facility_code").asText()).isEqualTo(facility.code());
    assertThat(claims.path("organization").path("alias").asText()).isEqualTo(facility.alias());
    assertThat(claims.path("organization").path("id").asText())
        .isEqualTo(admin.organizationId(facility.alias()));
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
    assertThat(claims.path("iss").asText()).isEqualTo(stack.keycloakUrl() + "/realms/yoyo");
    assertThat(claims.has("sid")).isFalse();
    assertThat(claims.has("realm_access")).isFalse();
    JsonNode account = admin.get("/users/" + claims.path("sub").asText()).expect(200).body();
    assertThat(account.path("username").asText()).startsWith("facility-token@");
  }

  @Test
  void introspectWhenExchangedThenTheSameClaims() {
    TestOrganization facility = organizations.newFacility();
    String jwt = client.accessToken(client.issue(facility).path("token").asText());

    JsonNode answer = client.introspect(jwt);

    assertThat(answer.path("active").asBoolean()).as(answer.toString()).isTrue();
    for (String claim : List.of("facility_id", "facility_code", "organization", "sub", "aud")) {
      assertThat(answer.get(claim)).isEqualTo(TokenClient.part(jwt, 1).get(claim));
    }
  }

  @Test
  void introspectWhenTheLastTokenIsRevokedThenNotActive() {
    TestOrganization facility = organizations.newFacility();
    JsonNode issued = client.issue(facility);
    String jwt = client.accessToken(issued.path("token").asText());

    client.revoke(facility, issued.path("id").asText()).expect(204);

    assertThat(client.introspect(jwt).path("active").asBoolean()).isFalse();
  }

  @Test
  void revocationEndpointWhenAccessTokenIsRevokedThenNotActive() {
    TestOrganization facility = organizations.newFacility();
    String jwt = client.accessToken(client.issue(facility).path("token").asText());

    client
        .form("/protocol/openid-connect/revoke", Map.of("client_id", "facility-app", "token", jwt))
        .expect(200);

    assertThat(client.introspect(jwt).path("active").asBoolean()).isFalse();
  }

  @Test
  void discoveryWhenAskedThenListsTheGrant() {
    assertThat(client.discovery().expect(200).body().path("grant_types_supported"))
        .extracting(JsonNode::asText)
        .contains(TokenClient.GRANT);
  }

  @Test
  void exchangeWhenRevokedDisabledOrUnknownThenOneAnswer() {
    TestOrganization facility = organizations.newFacility();
    JsonNode revoked = client.issue(facility);
    JsonNode other = client.issue(facility);
    String good = other.path("token").asText();
    client.exchange(good).expect(200);
    client.exchange(revoked.path("token").asText()).expect(200);
    client.revoke(facility, revoked.path("id").asText()).expect(204);
    String account = TokenClient.part(client.accessToken(good), 1).path("sub").asText();

    Reply afterRevocation = client.exchange(revoked.path("token").asText());
    setEnabled("/users/" + account, false);
    Reply afterAccount = client.exchange(good);
    setEnabled("/users/" + account, true);
    client.exchange(good).expect(200);
    String organization = "/organizations/" + admin.organizationId(facility.alias());
    setEnabled(organization, false);
    Reply afterOrganization = client.exchange(good);
    setEnabled(organization, true);
    client.exchange(good).expect(200);
    Reply altered = client.exchange(altered(good));
    Reply nonsense = client.exchange("nonsense");
    admin.send("DELETE", "/users/" + account, null).expect(204);
    Reply deleted = client.exchange(good);

    assertThat(afterRevocation.status()).isEqualTo(400);
    assertThat(afterRevocation.body().path("error").asText()).isEqualTo("invalid_grant");
    List<Reply> all = List.of(afterAccount, afterOrganization, altered, nonsense, deleted);
    assertThat(all).extracting(Reply::status).containsOnly(400);
    for (Reply refused : all) {
      assertThat(refused.text()).isEqualTo(afterRevocation.text());
      assertThat(refused.headers().map().keySet())
          .isEqualTo(afterRevocation.headers().map().keySet());
    }
  }

  /** With another character in its secret. */
  private static String altered(String token) {
    char other = token.charAt(60) == 'x' ? 'y' : 'x';
    return token.substring(0, 60) + other + token.substring(61);
  }

  @Test
  void exchangeWhenExpiredThenRefused() throws SQLException {
    TestOrganization facility = organizations.newFacility();
    JsonNode issued = client.issue(facility);
    sql(
        "update credential set credential_data = regexp_replace(credential_data,"
            + " '\"expiresAt\":[0-9]+', '\"expiresAt\":1') where id = '%s'"
                .formatted(issued.path("id").asText()));

    assertThat(client.exchange(issued.path("token").asText()).status()).isEqualTo(400);
    assertThat(client.listed(facility, issued.path("id").asText()).path("state").asText())
        .isEqualTo("expired");
  }

  @Test
  void exchangeWhenChangedInSqlThenSeenWhenTheCachesAreCleared() throws SQLException {
    String token = client.issue(organizations.newFacility()).path("token").asText();
    String account = TokenClient.part(client.accessToken(token), 1).path("sub").asText();
    sql("update user_entity set enabled = false where id = '%s'".formatted(account));

    admin.send("POST", "/clear-user-cache", null).expect(204);

    assertThat(client.exchange(token).status()).isEqualTo(400);
  }

  @Test
  void exchangeWhenClientIsNotMeantForItThenRefused() {
    String token = client.issue(organizations.newFacility()).path("token").asText();

    Reply reply = client.exchange("account-console", token);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().path("error").asText()).isEqualTo("unauthorized_client");
    assertThat(client.exchange("no-such-client", token).status()).isEqualTo(401);
  }

  @Test
  void otherGrantsWhenAskedByTheFacilityAppThenRefused() {
    for (String grant : List.of("client_credentials", "password", "refresh_token")) {
      Reply reply =
          client.form(
              "/protocol/openid-connect/token",
              Map.of(
                  "grant_type",
                  grant,
                  "client_id",
                  "facility-app",
                  "username",
                  organizations.a1().userId(),
                  "password",
                  organizations.a1().password(),
                  "refresh_token",
                  "x"));

      assertThat(reply.status()).as(grant + reply).isBetween(400, 401);
    }
  }

  @Test
  void exchangeWhenDoneThenNoSessionAndLastUsedSoon() throws SQLException {
    TestOrganization facility = organizations.newFacility();
    JsonNode issued = client.issue(facility);
    String id = issued.path("id").asText();
    assertThat(client.listed(facility, id).has("lastUsedAt")).isFalse();

    String jwt = client.accessToken(issued.path("token").asText());

    String account = TokenClient.part(jwt, 1).path("sub").asText();
    assertThat(number("select count(*) from offline_user_session where user_id = '%s'", account))
        .isZero();
    assertThat(number("select count(*) from event_entity where user_id = '%s'", account)).isZero();
    await(() -> client.listed(facility, id).has("lastUsedAt"));
    // A later use comes with the next batch.
    long first = client.listed(facility, id).path("lastUsedAt").asLong();
    client.exchange(issued.path("token").asText()).expect(200);
    await(() -> client.listed(facility, id).path("lastUsedAt").asLong() > first);
  }

  @Test
  void exchangeWhenTheFacilityChangesItsCodeThenTheNextTokenSaysSo() {
    TestOrganization facility = organizations.newFacility();
    String token = client.issue(facility).path("token").asText();
    client.exchange(token).expect(200);
    String path = "/organizations/" + admin.organizationId(facility.alias());
    ObjectNode organization = (ObjectNode) admin.get(path).expect(200).body();
    organization.withObject("/attributes").putArray("code").add("1399999999");

    admin.send("PUT", path, organization).expect(204);

    assertThat(TokenClient.part(client.accessToken(token), 1).path("facility_code").asText())
        .isEqualTo("1399999999");
  }

  private void setEnabled(String path, boolean enabled) {
    ObjectNode object = (ObjectNode) admin.get(path).expect(200).body();
    object.put("enabled", enabled);
    admin.send("PUT", path, object).expect(204);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within a minute");
      }
      try {
        Thread.sleep(250);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted", e);
      }
    }
  }

  private long number(String query, String value) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query.formatted(value))) {
      result.next();
      return result.getLong(1);
    }
  }

  private void sql(String command) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(
        stack.jdbcUrl(), stack.database().user(), stack.database().password());
  }
}
