package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the view of a member says that the caller may not do is what the API refuses, for the same
 * reason, and nothing else is.
 */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusedActionsIT {

  /** Every action, in an order in which those that succeed do not forbid the next. */
  private static final List<String> ACTIONS =
      List.of(
          "update",
          "change-email",
          "change-roles",
          "unlock",
          "enable",
          "send-temporary-password",
          "sign-out",
          "disable",
          "remove");

  private static final String ALL = String.join(" ", ACTIONS);

  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;
  private Actor manager;

  RefusedActionsIT(TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
    this.manager = organizations.registered(organizations.a(), "user-manager");
  }

  @BeforeAll
  void secondAdministrator() {
    manager.token();
    organizations.a2();
  }

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "admin      | plain      |",
        "admin      | manager    |",
        "admin      | admin      | change-email",
        "admin      | disabled   | send-temporary-password",
        "admin      | both       | update change-email unlock enable send-temporary-password"
            + " sign-out disable",
        "admin      | realm      | ALL",
        "admin      | grouped    | ALL",
        "admin      | subgrouped | ALL",
        "admin      | himself    | enable disable remove",
        "manager    | plain      |",
        "manager    | manager    |",
        "manager    | accountant | ALL",
        "manager    | admin      | ALL",
        "manager    | himself    | enable disable remove",
        "supervisor | admin      | update change-email change-roles unlock enable sign-out disable"
            + " remove",
        "supervisor | disabled-admin | ALL",
      })
  void refusedWhenReadThenTheVeryAnswersOfTheCalls(
      String caller, String target, @Nullable String expected) {
    TestOrganization a = organizations.a();
    Actor by =
        switch (caller) {
          case "admin" -> organizations.a2();
          case "manager" -> manager;
          default -> organizations.m1().administrator();
        };
    String path = a.members() + "/" + (target.equals("himself") ? by.id() : newMember(target));

    Map<String, String> refused = refused(api.get(path, by.token()).expect(200).body());

    String wanted = expected == null ? "" : expected.replace("ALL", ALL);
    assertThat(new TreeSet<>(refused.keySet()))
        .isEqualTo(new TreeSet<>(wanted.isEmpty() ? List.of() : List.of(wanted.split(" ", -1))));
    for (String action : ACTIONS) {
      if (refused.containsKey(action)) {
        Reply reply = call(action, path, by);
        assertThat(reply.status()).as(action + ": " + reply).isBetween(400, 499);
        assertThat(reply.body().path("detail").asText()).as(action).isEqualTo(refused.get(action));
      }
    }
    if (!target.equals("himself")) {
      for (String action : ACTIONS) {
        if (!refused.containsKey(action)) {
          Reply reply = call(action, path, by);
          assertThat(reply.status()).as(action + ": " + reply).isBetween(200, 299);
        }
      }
    }
  }

  @Test
  void refusedWhenTheOnlyAdministratorThenNotRemovable() {
    TestOrganization own = organizations.newFacility();
    Actor boss = own.administrator();

    Map<String, String> refused =
        refused(api.get(own.member(boss), boss.token()).expect(200).body());

    assertThat(refused).containsOnlyKeys("enable", "disable", "remove");
  }

  @Test
  void refusedWhenTheOrganizationIsDisabledThenTheSupervisorIsToldSo() {
    TestOrganization own = organizations.newFacility();
    String supervisor = organizations.m1().administrator().token();
    api.put(own.path() + "/enabled", supervisor, Map.of("enabled", false)).expect(204);

    Map<String, String> refused =
        refused(api.get(own.member(own.administrator()), supervisor).expect(200).body());

    assertThat(refused.get("update")).contains("無効");
    assertThat(refused).doesNotContainKey("send-temporary-password");
  }

  @ParameterizedTest
  @CsvSource({"ja, 管理者権限を持つ他のユーザ", "en, another administrator"})
  void refusedWhenLanguageIsAskedForThenInIt(String language, String part) {
    JsonNode member =
        api.send(
                "GET",
                organizations.a().member(organizations.a2()),
                organizations.a1().token(),
                null,
                Map.of("Accept-Language", language))
            .expect(200)
            .body();

    assertThat(refused(member)).containsOnlyKeys("change-email");
    assertThat(refused(member).get("change-email")).contains(part);
  }

  @Test
  void refusedWhenSomethingWasDoneThenInTheAnswerAsItIsNow() {
    TestOrganization a = organizations.a();
    String token = organizations.a2().token();
    JsonNode registered = organizations.registeredOnly(a);
    String path = a.members() + "/" + registered.path("id").asText();
    assertThat(registered.path("refused").isObject()).isTrue();
    assertThat(refused(registered)).isEmpty();

    JsonNode updated =
        api.put(path, token, registered.path("version").asText(), Map.of("department", "外来"))
            .expect(200)
            .body();
    assertThat(refused(updated)).isEmpty();
    JsonNode promoted =
        api.put(
                path + "/roles",
                token,
                updated.path("version").asText(),
                Map.of("roles", List.of("organization-admin")))
            .expect(200)
            .body();
    assertThat(refused(promoted)).containsOnlyKeys("change-email");
  }

  @Test
  void refusedWhenGivingUpTheOwnRoleThenAsFromNowOn() {
    TestOrganization own = organizations.newFacility();
    Actor second = organizations.registered(own, "organization-admin");
    JsonNode before = api.get(own.member(second), second.token()).expect(200).body();

    JsonNode after =
        api.put(
                own.member(second) + "/roles",
                second.token(),
                before.path("version").asText(),
                Map.of("roles", List.of("user-manager")))
            .expect(200)
            .body();

    assertThat(refused(after))
        .isEqualTo(refused(api.get(own.member(second), second.token()).body()));
  }

  @Test
  void refusedWhenListedOrNotToBeSeenThenAbsent() {
    TestOrganization a = organizations.a();
    for (JsonNode member : api.get(a.members(), organizations.a1().token()).body().path("items")) {
      assertThat(member.has("refused")).isFalse();
    }
    String path = a.member(organizations.memberA());
    for (Map.Entry<Actor, Integer> caller :
        Map.of(
                organizations.memberA(), 403,
                organizations.m1().administrator(), 404,
                organizations.b1(), 404)
            .entrySet()) {
      Reply reply = api.get(path, caller.getKey().token());
      assertThat(reply.status()).as(reply.toString()).isEqualTo(caller.getValue());
      assertThat(reply.body().has("refused")).isFalse();
    }
  }

  /** The id of a new member of A, of the kind that the table names. */
  private String newMember(String kind) {
    TestOrganization a = organizations.a();
    String id =
        switch (kind) {
          case "manager" -> registered("user-manager");
          case "accountant" -> registered("accountant");
          case "admin", "disabled-admin" -> registered("organization-admin");
          default -> registered();
        };
    switch (kind) {
      case "disabled", "disabled-admin" ->
          api.put(
                  a.members() + "/" + id + "/enabled",
                  organizations.a1().token(),
                  Map.of("enabled", false))
              .expect(204);
      case "both" -> admin.addMember(organizations.b().alias(), id);
      case "realm" -> admin.makeRealmAdmin(id);
      case "grouped" -> joinGroup(id, privilegedGroup());
      case "subgrouped" -> joinGroup(id, groupBelow(privilegedGroup()));
      default -> {}
    }
    return id;
  }

  private String registered(String... roles) {
    return organizations.registeredOnly(organizations.a(), roles).path("id").asText();
  }

  private void joinGroup(String user, String group) {
    admin.send("PUT", "/users/" + user + "/groups/" + group, null).expect(204);
  }

  /** A group of the realm whose members may see its users. */
  private String privilegedGroup() {
    String id = created(admin.send("POST", "/groups", Map.of("name", newName())));
    String client =
        admin
            .get("/clients?clientId=realm-management")
            .expect(200)
            .body()
            .get(0)
            .path("id")
            .asText();
    JsonNode role = admin.get("/clients/" + client + "/roles/view-users").expect(200).body();
    admin
        .send("POST", "/groups/" + id + "/role-mappings/clients/" + client, List.of(role))
        .expect(204);
    return id;
  }

  private String groupBelow(String group) {
    return created(admin.send("POST", "/groups/" + group + "/children", Map.of("name", newName())));
  }

  private static String created(Reply reply) {
    String location = reply.expect(201).header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private String newName() {
    return "group-" + Objects.requireNonNull(organizations.newMember().get("userId"));
  }

  private Reply call(String action, String path, Actor by) {
    String token = by.token();
    return switch (action) {
      case "update" -> api.put(path, token, version(path), Map.of("department", "受付"));
      case "change-email" ->
          api.put(
              path,
              token,
              version(path),
              Map.of("email", organizations.newMember().get("userId") + "@example.jp"));
      case "change-roles" -> api.put(path + "/roles", token, version(path), roles(path));
      case "enable", "disable" ->
          api.put(path + "/enabled", token, Map.of("enabled", action.equals("enable")));
      case "send-temporary-password" -> api.post(path + "/temporary-password", token, Map.of());
      case "remove" -> api.delete(path, token);
      default -> api.post(path + "/" + action, token);
    };
  }

  private String version(String path) {
    return current(path).path("version").asText();
  }

  private Map<String, Object> roles(String path) {
    return Map.of("roles", current(path).path("roles"));
  }

  private JsonNode current(String path) {
    return api.get(path, organizations.a1().token()).expect(200).body();
  }

  private static Map<String, String> refused(JsonNode member) {
    Map<String, String> refused = new LinkedHashMap<>();
    member
        .path("refused")
        .properties()
        .forEach(entry -> refused.put(entry.getKey(), entry.getValue().asText()));
    assertThat(refused.values()).allSatisfy(reason -> assertThat(reason).isNotBlank());
    // Nobody here has a second factor: LostDeviceIT is about those who have.
    assertThat(refused.remove("reset-second-factor")).isNotNull();
    return refused;
  }
}
