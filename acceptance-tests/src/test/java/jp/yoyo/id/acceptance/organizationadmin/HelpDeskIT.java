package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the help desk may see and do, beyond the table of {@link PermissionIT}. */
@ExtendWith(SharedStack.class)
final class HelpDeskIT {

  private static final Map<String, String> IDENTIFIED = Map.of("identification", "登録の電話番号へ折り返し");

  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;
  private final Actors actors;

  HelpDeskIT(TestOrganizations organizations, Api api, RealmAdmin admin, Actors actors) {
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
    this.actors = actors;
  }

  private String token() {
    return organizations.helpDesk().token();
  }

  private static String reissue(TestOrganization organization, String id) {
    return organization.members() + "/" + id + "/temporary-password";
  }

  @Test
  void reissueWhenNotIdentifiedThenRefused() {
    for (Map<String, String> body :
        java.util.List.of(Map.<String, String>of(), Map.of("identification", " "))) {
      Reply reply =
          api.post(reissue(organizations.a(), organizations.memberA().id()), token(), body);

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo("identification");
    }
  }

  @Test
  void reissueWhenIdentifiedThenMailedAndRecordedAndLimited() {
    TestOrganization facility = organizations.newFacility();
    Actor administrator = facility.administrator();
    Instant before = Instant.now();

    api.post(reissue(facility, administrator.id()), token(), IDENTIFIED).expect(204);

    assertThat(actors.awaitTemporaryPassword(administrator.email(), before)).hasSize(16);
    JsonNode event =
        api.get(facility.path() + "/events?action=send-temporary-password", token())
            .expect(200)
            .body()
            .at("/items/0");
    assertThat(event.path("actor").asText()).isEqualTo(organizations.helpDesk().userId());
    assertThat(event.path("member").asText()).isEqualTo(administrator.userId());
    assertThat(event.at("/details/identification").asText())
        .isEqualTo(IDENTIFIED.get("identification"));

    Reply reply = null;
    for (int i = 0; i < 20 && (reply == null || reply.status() == 204); i++) {
      reply = api.post(reissue(facility, administrator.id()), token(), IDENTIFIED);
    }
    assertThat(java.util.Objects.requireNonNull(reply).status()).isEqualTo(429);
  }

  @Test
  void reissueWhenTheMemberIsOutOfReachThenRefused() {
    TestOrganization m1 = organizations.m1();
    assertThat(problem(m1, organizations.m1Officer().id())).isEqualTo("more-privileged");
    assertThat(problem(m1, m1.administrator().id())).isEqualTo("more-privileged");
    TestOrganization federation = organizations.federation();
    assertThat(problem(federation, federation.administrator().id())).isEqualTo("more-privileged");
    assertThat(problem(organizations.a(), organizations.realmAdmin().id()))
        .isEqualTo("more-privileged");
    assertThat(problem(organizations.a(), organizations.memberAb().id()))
        .isEqualTo("member-of-several-organizations");
    // The view says the same beforehand.
    JsonNode refused =
        api.get(m1.member(organizations.m1Officer()), token()).expect(200).body().path("refused");
    assertThat(refused.has("send-temporary-password")).isTrue();
    assertThat(refused.has("update")).isTrue();
    JsonNode open =
        api.get(organizations.a().member(organizations.memberA()), token())
            .expect(200)
            .body()
            .path("refused");
    assertThat(open.has("send-temporary-password")).isFalse();
    assertThat(open.has("unlock")).isTrue();
  }

  private String problem(TestOrganization organization, String id) {
    Reply reply = api.post(reissue(organization, id), token(), IDENTIFIED);
    return reply.problem();
  }

  @Test
  void ownOrganizationWhenAskedByTheHelpDeskThenNoMoreThanBefore() {
    String own = organizations.centralOffice().path();
    assertThat(api.get(own + "/members", token()).status()).isEqualTo(403);
    assertThat(api.get(own + "/events", token()).status()).isEqualTo(403);
    assertThat(
            api.post(
                    reissue(
                        organizations.centralOffice(),
                        organizations.centralOffice().administrator().id()),
                    token(),
                    IDENTIFIED)
                .status())
        .isEqualTo(403);
  }

  @Test
  void assistWhenOnlyEveryPermissionThenNothing() {
    // A municipality's administrator holds each permission that the catalogue names.
    String supervisor = organizations.m1().administrator().token();
    assertThat(api.get(organizations.a().path() + "/events", supervisor).status()).isEqualTo(403);
    assertThat(api.get("/members?search=" + organizations.b1().userId(), supervisor).status())
        .isEqualTo(403);
  }

  @Test
  void findWhenByUserIdOrMailThenEachOrganizationBelow() {
    Actor both = organizations.memberAb();

    JsonNode found =
        api.get("/members?search=" + both.email().toUpperCase(java.util.Locale.ROOT), token())
            .expect(200)
            .body();
    assertThat(found.path("total").asInt()).isEqualTo(2);
    assertThat(found.path("items").findValuesAsText("organization"))
        .containsExactlyInAnyOrder(organizations.a().alias(), organizations.b().alias());
    assertThat(found.path("items").findValuesAsText("userId")).containsOnly(both.userId());
    assertThat(
            api.get("/members?search=" + organizations.m1Officer().userId(), token())
                .expect(200)
                .body()
                .path("total")
                .asInt())
        .isEqualTo(1);
    // Part of a user ID, nobody below, wild cards.
    for (String text :
        java.util.List.of(
            both.userId().substring(0, 5), organizations.helpDesk().userId(), "%25", "u-_")) {
      assertThat(
              api.get("/members?search=" + text, token()).expect(200).body().path("total").asInt())
          .as(text)
          .isZero();
    }
    assertThat(admin.findUser(both.userId())).isPresent();
  }

  @Test
  void assistWhenTheRoleIsTakenAwayThenTheNextCallIsRefused() {
    TestOrganization central = organizations.centralOffice();
    Actor former = organizations.registered(central, "help-desk");
    String token = former.token();
    api.get(organizations.a().members(), token).expect(200);
    String version =
        api.get(central.member(former), central.administrator().token())
            .expect(200)
            .body()
            .path("version")
            .asText();
    api.put(
            central.member(former) + "/roles",
            central.administrator().token(),
            version,
            Map.of("roles", java.util.List.of()))
        .expect(200);

    assertThat(api.get(organizations.a().members(), token).status()).isEqualTo(404);
    assertThat(api.get("/members?search=x", token).status()).isEqualTo(403);
  }
}
