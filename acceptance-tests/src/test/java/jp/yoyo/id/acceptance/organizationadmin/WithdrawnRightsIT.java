package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was taken away is gone at the next call, whatever the token still says. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WithdrawnRightsIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;

  WithdrawnRightsIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  @Test
  void callWhenRoleWasTakenAwayThenForbiddenWithTheSameToken() {
    TestOrganization a = organizations.a();
    Actor former = organizations.registered(a, "organization-admin");
    String token = former.token();
    String version = api.get(a.member(former), token).expect(200).body().path("version").asText();

    api.put(a.member(former) + "/roles", organizations.a1().token(), version, roles()).expect(200);

    for (Route route : organizationRoutes().toList()) {
      assertThat(route.call(api, token, a.alias(), former.id()).status())
          .as(route.toString())
          .isEqualTo(403);
    }
  }

  @Test
  void callWhenRoleWasTakenAwayInKeycloakItselfThenForbiddenWithTheSameToken() {
    TestOrganization a = organizations.a();
    Actor former = organizations.registered(a, "user-manager");
    String token = former.token();
    api.get(a.members(), token).expect(200);
    String organization = "/organizations/" + admin.organizationId(a.alias());
    String group =
        admin
            .get(organization + "/groups?search=user-manager")
            .expect(200)
            .body()
            .path(0)
            .path("id")
            .asText();

    admin
        .send("DELETE", organization + "/groups/" + group + "/members/" + former.id(), null)
        .expect(204);

    assertThat(api.get(a.members(), token).status()).isEqualTo(403);
  }

  @Test
  void callWhenMembershipWasTakenAwayThenNotFoundWithTheSameToken() {
    TestOrganization a = organizations.a();
    Actor former = organizations.registered(a, "organization-admin");
    admin.addMember(organizations.b().alias(), former.id());
    String token = former.token();

    api.delete(a.member(former), organizations.a1().token()).expect(204);

    for (Route route : organizationRoutes().toList()) {
      assertThat(route.call(api, token, a.alias(), former.id()).status())
          .as(route.toString())
          .isEqualTo(404);
    }
  }

  @Test
  void callWhenDisabledThenUnauthenticatedWithTheSameToken() {
    TestOrganization a = organizations.a();
    Actor disabled = organizations.registered(a, "organization-admin");
    String token = disabled.token();

    api.put(a.member(disabled) + "/enabled", organizations.a1().token(), Map.of("enabled", false))
        .expect(204);

    assertThat(api.get("/me", token).status()).isEqualTo(401);
    assertThat(admin.sessions(disabled.id())).isZero();
  }

  @Test
  void callWhenEnabledAgainThenTheFormerTokenStaysDead() {
    TestOrganization a = organizations.a();
    Actor member = organizations.registered(a);
    String token = member.token();
    String path = a.member(member) + "/enabled";
    api.put(path, organizations.a1().token(), Map.of("enabled", false)).expect(204);

    api.put(path, organizations.a1().token(), Map.of("enabled", true)).expect(204);

    assertThat(api.get("/me", token).status()).isEqualTo(401);
    api.get("/me", member.newToken()).expect(200);
  }

  @Test
  void callWhenOrganizationIsDisabledThenForbiddenUntilItIsEnabled() {
    TestOrganization facility = organizations.newFacility();
    Actor administrator = facility.administrator();
    String token = administrator.token();
    String supervisor = organizations.m1().administrator().token();
    setEnabled(facility, supervisor, false).expect(204);

    for (Route route : organizationRoutes().toList()) {
      Reply reply = route.call(api, token, facility.alias(), administrator.id());
      assertThat(reply.status()).as(route + ": " + reply).isEqualTo(403);
    }
    assertThat(api.get(facility.members(), token).problem()).isEqualTo("organization-disabled");
    assertThat(
            api.get("/me", token).expect(200).body().at("/organizations/0/permissions").toString())
        .isEqualTo("[]");
    // Nobody enables the own organisation.
    assertThat(setEnabled(facility, token, true).status()).isEqualTo(403);
    // The supervisor still reaches it.
    api.get(facility.path(), supervisor).expect(200);

    setEnabled(facility, supervisor, true).expect(204);

    api.get(facility.members(), token).expect(200);
  }

  @Test
  void superviseWhenTheSupervisingOrganizationIsDisabledThenNotFound() {
    String central = organizations.centralOffice().administrator().token();
    TestOrganization m2 = organizations.m2();
    String token = m2.administrator().token();
    TestOrganization b = organizations.b();
    setEnabled(m2, central, false).expect(204);
    try {
      assertThat(api.get(b.path(), token).status()).isEqualTo(404);
      assertThat(setEnabled(b, token, false).status()).isEqualTo(404);
      assertThat(api.post("/organizations", token, organizations.newFacilityIssue()).status())
          .isEqualTo(403);
    } finally {
      setEnabled(m2, central, true).expect(204);
    }
  }

  @Test
  void actOnBehalfWhenTheUsersRightWasTakenAwayThenForbidden() {
    Clients clients = new Clients(stack, admin);
    TestOrganization a = organizations.a();
    Actor former = organizations.registered(a, "organization-admin");
    Map<String, String> onBehalf = Map.of("Acting-User", former.id());
    Reply read = api.send("GET", a.member(former), clients.appToken(), null, onBehalf).expect(200);

    api.put(
            a.member(former) + "/roles",
            organizations.a1().token(),
            read.body().path("version").asText(),
            roles())
        .expect(200);

    assertThat(api.send("GET", a.members(), clients.appToken(), null, onBehalf).status())
        .isEqualTo(403);
  }

  private Reply setEnabled(TestOrganization organization, String token, boolean enabled) {
    return api.put(organization.path() + "/enabled", token, Map.of("enabled", enabled));
  }

  private static Map<String, Object> roles() {
    return Map.of("roles", List.of());
  }

  private static Stream<Route> organizationRoutes() {
    return Stream.of(Route.values()).filter(Route::hasOrganization);
  }
}
