package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.login.LoginWalk;
import jp.yoyo.id.devstack.login.UnexpectedPageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers are told about themselves. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MeIT {

  private static final String LINKS = "organizationAdmin.links";

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;

  MeIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  // The last login

  @Test
  void lastLoginWhenItIsTheFirstThenAbsent() {
    Actor boss = organizations.newFacility().administrator();

    assertThat(me(boss.token()).has("lastLogin")).isFalse();
  }

  @Test
  void lastLoginWhenThereWereOthersThenTheOneBeforeThisSession() throws Exception {
    long start = System.currentTimeMillis();
    Actor boss = organizations.newFacility().administrator();
    String first = boss.token();
    long afterFirst = System.currentTimeMillis();
    // A session's beginning is known to the second.
    Thread.sleep(1100);
    String second = boss.newToken();
    long afterSecond = System.currentTimeMillis();
    Thread.sleep(1100);
    String third = boss.newToken();

    assertThat(me(second).path("lastLogin").asLong()).isBetween(start, afterFirst);
    assertThat(me(third).path("lastLogin").asLong()).isBetween(afterFirst, afterSecond);
    // A later login somewhere else is not the last one before this session.
    assertThat(me(first).has("lastLogin")).isFalse();
    assertThat(me(second).path("lastLogin").asLong()).isBetween(start, afterFirst);
  }

  @Test
  void lastLoginWhenAPasswordWasWrongMeanwhileThenItCountsForNothing() throws Exception {
    Actor boss = organizations.newFacility().administrator();
    long afterFirst = System.currentTimeMillis();
    Thread.sleep(1100);
    LoginWalk walk = new LoginWalk(stack.keycloakUrl());
    assertThatThrownBy(() -> walk.login(boss.userId(), "wrong-Passw0rd!"))
        .isInstanceOf(UnexpectedPageException.class);
    Thread.sleep(1100);

    JsonNode me = me(boss.newToken());
    assertThat(me.path("lastLogin").asLong()).isBetween(1L, afterFirst);
    assertThat(me.path("lastFailure").asLong()).isGreaterThan(afterFirst);
  }

  @Test
  void lastLoginWhenOnBehalfThenAbsent() throws Exception {
    Actor boss = organizations.newFacility().administrator();
    Thread.sleep(1100);
    boss.newToken();

    JsonNode me =
        api.send(
                "GET",
                "/me",
                new Clients(stack, admin).appToken(),
                null,
                Map.of("Acting-User", boss.id()))
            .expect(200)
            .body();

    assertThat(me.path("userId").asText()).isEqualTo(boss.userId());
    assertThat(me.has("lastLogin")).isFalse();
  }

  // Links

  @Test
  void linksWhenNoneAreConfiguredThenEmpty() {
    try (var none = new RealmSetting(admin, LINKS, "[]")) {
      Objects.requireNonNull(none);
      assertThat(me(organizations.a1().token()).path("links").isArray()).isTrue();
      assertThat(me(organizations.a1().token()).path("links")).isEmpty();
    }
  }

  @Test
  void linksWhenOneNeedsAPermissionThenOnlyForThoseWhoHoldIt() {
    TestOrganization facility = organizations.newFacility();
    Actor boss = facility.administrator();
    Actor accountant = organizations.registered(facility, "accountant");
    Actor plain = organizations.registered(facility);
    try (var links =
        new RealmSetting(
            admin,
            LINKS,
            """
            [{"label":{"ja":"手引","en":"Manual"},"url":"/manual"},
             {"label":{"ja":"口座","en":"Bank account"},"url":"https://app.example.jp/accounts",
              "permission":"manage-bank-account"},
             {"label":{"ja":"履歴","en":"History"},"url":"/history","permission":"view-events"}]
            """)) {
      Objects.requireNonNull(links);
      assertThat(labels(me(boss.token()))).containsExactly("手引", "口座", "履歴");
      assertThat(labels(me(accountant.token()))).containsExactly("手引", "口座");
      assertThat(labels(me(plain.token()))).containsExactly("手引");
      JsonNode english =
          api.send("GET", "/me", boss.token(), null, Map.of("Accept-Language", "en"))
              .expect(200)
              .body();
      assertThat(labels(english)).containsExactly("Manual", "Bank account", "History");
      assertThat(english.at("/links/1/url").asText()).isEqualTo("https://app.example.jp/accounts");
      assertThat(english.at("/links/1").has("permission")).isFalse();

      api.put(
              facility.path() + "/enabled",
              organizations.m1().administrator().token(),
              Map.of("enabled", false))
          .expect(204);
      // Who is in no enabled organisation holds nothing.
      assertThat(labels(me(boss.token()))).containsExactly("手引");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[{\"label\":{\"ja\":\"x\",\"en\":\"x\"},\"url\":\"javascript:alert(1)\"}]"
      })
  void linksWhenTheyCannotBeReadThenNoneAndTheRestIsThere(String value) {
    try (var links = new RealmSetting(admin, LINKS, value)) {
      Objects.requireNonNull(links);
      JsonNode me = me(organizations.a1().token());

      assertThat(me.path("links")).isEmpty();
      assertThat(me.path("organizations")).hasSize(1);
    }
  }

  private JsonNode me(String token) {
    return api.get("/me", token).expect(200).body();
  }

  private static List<String> labels(JsonNode me) {
    return me.path("links").findValuesAsText("label");
  }
}
