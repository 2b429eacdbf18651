package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an administrator's power ends: others' members, stronger users, roles not held. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DelegationRulesIT {

  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;

  DelegationRulesIT(TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  // Members of two organisations

  @ParameterizedTest
  @EnumSource(
      names = {"UPDATE_MEMBER", "TEMPORARY_PASSWORD", "ENABLE_MEMBER", "UNLOCK", "SIGN_OUT"})
  void callWhenMemberIsOfTwoOrganizationsThenConflictForBoth(Route route) {
    Actor ab = organizations.memberAb();
    String before = userOf(ab);

    for (TestOrganization organization : List.of(organizations.a(), organizations.b())) {
      Reply reply = onMember(route, organization, ab, route.body());

      assertThat(reply.status()).as(reply.toString()).isEqualTo(409);
      assertThat(reply.problem()).isEqualTo("member-of-several-organizations");
    }
    assertThat(userOf(ab)).isEqualTo(before);
  }

  @Test
  void disableWhenMemberIsOfTwoOrganizationsThenConflict() {
    Reply reply =
        onMember(
            Route.ENABLE_MEMBER,
            organizations.a(),
            organizations.memberAb(),
            Map.of("enabled", false));

    assertThat(reply.problem()).isEqualTo("member-of-several-organizations");
  }

  @Test
  void changeRolesWhenMemberIsOfTwoOrganizationsThenInTheOwnOneOnly() {
    Actor both = organizations.registered(organizations.b(), "accountant");
    admin.addMember(organizations.a().alias(), both.id());

    onMember(Route.CHANGE_ROLES, organizations.a(), both, Map.of("roles", List.of("token-manager")))
        .expect(200);

    assertThat(rolesIn(organizations.a(), both)).containsExactly("token-manager");
    assertThat(rolesIn(organizations.b(), both)).containsExactly("accountant");
  }

  @Test
  void removeWhenMemberIsOfTwoOrganizationsThenTheOtherOneKeepsAnEnabledUser() {
    Actor both = organizations.registered(organizations.a(), "accountant");
    admin.addMember(organizations.b().alias(), both.id());

    onMember(Route.REMOVE_MEMBER, organizations.a(), both, null).expect(204);

    assertThat(onMember(Route.MEMBER, organizations.a(), both, null).status()).isEqualTo(404);
    JsonNode there = onMember(Route.MEMBER, organizations.b(), both, null).expect(200).body();
    assertThat(there.path("enabled").asBoolean()).isTrue();
    assertThat(there.path("memberOfOthers").asBoolean()).isFalse();
  }

  @Test
  void removeWhenMemberComesBackThenWithoutTheFormerRoles() {
    Actor both = organizations.registered(organizations.a(), "accountant");
    admin.addMember(organizations.b().alias(), both.id());
    onMember(Route.REMOVE_MEMBER, organizations.a(), both, null).expect(204);

    admin.addMember(organizations.a().alias(), both.id());

    assertThat(rolesIn(organizations.a(), both)).isEmpty();
  }

  @Test
  void removeWhenMemberIsOfThisOrganizationOnlyThenTheUserCanNoLongerLogIn() {
    Actor member = organizations.registered(organizations.a());
    String token = member.token();

    onMember(Route.REMOVE_MEMBER, organizations.a(), member, null).expect(204);

    JsonNode user = admin.get("/users/" + member.id()).expect(200).body();
    assertThat(user.path("enabled").asBoolean()).isFalse();
    assertThat(admin.sessions(member.id())).isZero();
    assertThat(api.get("/me", token).status()).isEqualTo(401);
  }

  // Users who hold more

  @ParameterizedTest
  @EnumSource(
      names = {
        "UPDATE_MEMBER",
        "REMOVE_MEMBER",
        "TEMPORARY_PASSWORD",
        "ENABLE_MEMBER",
        "UNLOCK",
        "SIGN_OUT",
        "CHANGE_ROLES"
      })
  void callWhenMemberAdministersTheRealmThenForbidden(Route route) {
    Actor r = organizations.realmAdmin();
    String before = userOf(r);

    Reply reply = onMember(route, organizations.a(), r, route.body());

    assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
    assertThat(reply.problem()).isEqualTo("more-privileged");
    assertThat(userOf(r)).isEqualTo(before);
  }

  @Test
  void mailAddressWhenOfTheRealmAdministratorThenForbiddenForTheSupervisorToo() {
    Actor r = organizations.registered(organizations.a(), "organization-admin");
    admin.makeRealmAdmin(r.id());

    Reply reply =
        Route.TEMPORARY_PASSWORD.call(
            api, organizations.m1().administrator().token(), organizations.a().alias(), r.id());

    assertThat(reply.problem()).isEqualTo("more-privileged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"organization-admin", "accountant", "token-manager"})
  void callWhenMemberHoldsMoreThanAUserManagerThenForbidden(String role) {
    Actor manager = userManager();
    String target = organizations.registeredOnly(organizations.a(), role).path("id").asText();

    for (Route route :
        List.of(
            Route.UPDATE_MEMBER,
            Route.REMOVE_MEMBER,
            Route.TEMPORARY_PASSWORD,
            Route.ENABLE_MEMBER,
            Route.UNLOCK,
            Route.SIGN_OUT,
            Route.CHANGE_ROLES)) {
      Reply reply = route.call(api, manager.token(), organizations.a().alias(), target);

      assertThat(reply.problem()).as(route + ": " + reply).isEqualTo("more-privileged");
    }
  }

  // Roles not held

  @ParameterizedTest
  @ValueSource(strings = {"organization-admin", "accountant", "token-manager"})
  void changeRolesWhenTheCallerDoesNotHoldThemThenForbidden(String role) {
    Actor member = organizations.memberA();

    Reply reply = changeRoles(userManager(), member, List.of(role));

    assertThat(reply.problem()).as(reply.toString()).isEqualTo("role-not-held");
    assertThat(rolesIn(organizations.a(), member)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"organization-admin", "accountant", "token-manager"})
  void registerWhenTheCallerDoesNotHoldTheRoleThenForbiddenAndNobodyIsThere(String role) {
    Map<String, Object> person = organizations.newMember(role);

    Reply reply = api.post(organizations.a().members(), userManager().token(), person);

    assertThat(reply.problem()).as(reply.toString()).isEqualTo("role-not-held");
    assertThat(admin.findUser(String.valueOf(person.get("userId")))).isEmpty();
  }

  @Test
  void changeRolesWhenOwnThenNobodyGivesHimselfMore() {
    Actor manager = userManager();

    Reply reply = changeRoles(manager, manager, List.of("user-manager", "organization-admin"));

    assertThat(reply.problem()).as(reply.toString()).isEqualTo("role-not-held");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "officer",
        "realm-admin",
        "offline_access",
        "default-roles-yoyo",
        "manage-users",
        "realm-management/manage-users",
        "ORGANIZATION-ADMIN",
        "organization-admin ",
        "/organization-admin",
        "*",
        "",
        " ",
        "{0}"
      })
  void changeRolesWhenTheOrganizationHasNoSuchRoleThenInvalid(String role) {
    Actor member = organizations.memberA();

    Reply reply = changeRoles(organizations.a1(), member, List.of(role));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo("roles");
    assertThat(rolesIn(organizations.a(), member)).isEmpty();
  }

  @Test
  void changeRolesWhenGivenThenNoRoleOfTheRealmComesWithIt() {
    Actor member = organizations.registered(organizations.a());
    String before = admin.get("/users/" + member.id() + "/role-mappings").expect(200).text();

    changeRoles(organizations.a1(), member, List.of("organization-admin")).expect(200);

    assertThat(admin.get("/users/" + member.id() + "/role-mappings").expect(200).text())
        .isEqualTo(before);
    assertThat(admin.get("/users/" + member.id() + "/groups").expect(200).body()).isEmpty();
  }

  @Test
  void changeRolesWhenTheSameRoleStandsTwiceThenItIsHeldOnce() {
    Actor member = organizations.registered(organizations.a());

    Reply reply = changeRoles(organizations.a1(), member, List.of("accountant", "accountant"));

    assertThat(reply.expect(200).body().path("roles")).hasSize(1);
  }

  // Adding somebody who exists

  @ParameterizedTest
  @ValueSource(strings = {"id", "userId"})
  void registerWhenSomebodyOfAnotherOrganizationIsNamedThenHeStaysThere(String by) {
    Actor b1 = organizations.b1();
    Map<String, Object> person = organizations.newMember();
    person.put(by, by.equals("id") ? b1.id() : b1.userId());

    Reply reply = api.post(organizations.a().members(), organizations.a1().token(), person);

    assertThat(reply.status()).as(reply.toString()).isIn(400, 409);
    assertThat(onMember(Route.MEMBER, organizations.a(), b1, null).status()).isEqualTo(404);
  }

  @Test
  void registerWhenUserIdIsTakenAnywhereThenTheSameAnswer() {
    String unowned = "nobody-" + UUID.randomUUID().toString().substring(0, 8);
    admin
        .send(
            "POST",
            "/users",
            Map.of(
                "username",
                unowned,
                "enabled",
                true,
                "email",
                unowned + "@example.jp",
                "lastName",
                "無所属",
                "firstName",
                "太郎"))
        .expect(201);
    String text = "";

    for (String userId :
        List.of(
            organizations.memberA().userId(),
            organizations.b1().userId(),
            organizations.realmAdmin().userId(),
            organizations.centralOffice().administrator().userId(),
            unowned)) {
      Map<String, Object> person = organizations.newMember();
      person.put("userId", userId);
      Reply reply = api.post(organizations.a().members(), organizations.a1().token(), person);

      assertThat(reply.status()).as(reply.toString()).isEqualTo(409);
      assertThat(reply.problem()).isEqualTo("user-id-taken");
      assertThat(reply.text()).doesNotContain(userId);
      text = text.isEmpty() ? reply.text() : text;
      assertThat(reply.text()).isEqualTo(text);
    }
  }

  @Test
  void registerWhenMailAddressIsAnothersThenItIsSharedAndSaysNothing() {
    Map<String, Object> person = organizations.newMember();
    person.put("email", organizations.b1().email());

    api.post(organizations.a().members(), organizations.a1().token(), person).expect(201);
  }

  // Mail addresses

  @Test
  void mailAddressWhenOfAnotherAdministratorThenForbidden() {
    Actor a2 = organizations.a2();

    Reply reply = update(organizations.a1(), a2, Map.of("email", "taken-over@example.jp"));

    assertThat(reply.problem()).as(reply.toString()).isEqualTo("mail-of-administrator");
    assertThat(userOf(a2)).contains(a2.email());
  }

  @Test
  void mailAddressWhenTheSameInOtherSpellingThenNoChangeToForbid() {
    Actor a2 = organizations.a2();

    update(organizations.a1(), a2, Map.of("email", " " + a2.email() + " ", "department", "外来"))
        .expect(200);

    assertThat(userOf(a2)).contains(a2.email());
  }

  @Test
  void mailAddressWhenOwnThenChanged() {
    Actor admin3 = organizations.registered(organizations.a(), "organization-admin");

    Reply reply = update(admin3, admin3, Map.of("email", "own-" + admin3.email()));

    assertThat(reply.expect(200).body().path("email").asText()).isEqualTo("own-" + admin3.email());
  }

  @Test
  void mailAddressWhenOfAPlainMemberThenChangedAndNotVerified() {
    Actor member = organizations.registered(organizations.a());

    update(organizations.a1(), member, Map.of("email", "new-" + member.email())).expect(200);

    JsonNode user = admin.get("/users/" + member.id()).expect(200).body();
    assertThat(user.path("email").asText()).isEqualTo("new-" + member.email());
    assertThat(user.path("emailVerified").asBoolean()).isFalse();
  }

  // Oneself

  @Test
  void callWhenOnOneselfThenNeitherRemovedNorDisabled() {
    Actor a2 = organizations.a2();

    for (Reply reply :
        List.of(
            Route.REMOVE_MEMBER.call(api, a2.token(), organizations.a().alias(), a2.id()),
            Route.ENABLE_MEMBER.call(
                api,
                a2.token(),
                organizations.a().alias(),
                a2.id(),
                Map.of("enabled", false),
                Map.of()))) {
      assertThat(reply.problem()).as(reply.toString()).isEqualTo("not-on-yourself");
    }
    api.get("/me", a2.token()).expect(200);
  }

  @Test
  void temporaryPasswordWhenMemberIsDisabledThenForbidden() {
    Actor member = organizations.registered(organizations.a());
    onMember(Route.ENABLE_MEMBER, organizations.a(), member, Map.of("enabled", false)).expect(204);

    Reply reply = onMember(Route.TEMPORARY_PASSWORD, organizations.a(), member, Map.of());

    assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
  }

  private Actor userManager() {
    return organizations.registered(organizations.a(), "user-manager");
  }

  private Reply changeRoles(Actor caller, Actor member, List<String> roles) {
    return Route.CHANGE_ROLES.call(
        api,
        caller.token(),
        organizations.a().alias(),
        member.id(),
        Map.of("roles", roles),
        Map.of("If-Match", version(organizations.a(), member)));
  }

  private Reply update(Actor caller, Actor member, Map<String, String> fields) {
    return Route.UPDATE_MEMBER.call(
        api,
        caller.token(),
        organizations.a().alias(),
        member.id(),
        fields,
        Map.of("If-Match", version(organizations.a(), member)));
  }

  /** A call of the organisation's first administrator. */
  private Reply onMember(
      Route route, TestOrganization organization, Actor member, @Nullable Object body) {
    Map<String, String> headers =
        route.hasVersion() ? Map.of("If-Match", version(organization, member)) : Map.of();
    return route.call(
        api,
        organization.administrator().token(),
        organization.alias(),
        member.id(),
        body,
        headers);
  }

  private String version(TestOrganization organization, Actor member) {
    return api.get(organization.member(member), organization.administrator().token())
        .expect(200)
        .body()
        .path("version")
        .asText();
  }

  private List<String> rolesIn(TestOrganization organization, Actor member) {
    JsonNode roles =
        onMember(Route.MEMBER, organization, member, null).expect(200).body().path("roles");
    return StreamSupport.stream(roles.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** All that Keycloak knows of the user, without sessions. */
  private String userOf(Actor actor) {
    return admin.get("/users/" + actor.id()).expect(200).text();
  }
}
