package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody overwrites what he has not seen. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VersionIT {

  private static final int ROUNDS = 10;

  private final TestOrganizations organizations;
  private final Api api;

  VersionIT(TestOrganizations organizations, Api api) {
    this.organizations = organizations;
    this.api = api;
  }

  @ParameterizedTest
  @EnumSource(names = {"UPDATE_ORGANIZATION", "UPDATE_MEMBER", "CHANGE_ROLES"})
  void updateWhenNoVersionIsSentThenItIsRequired(Route route) {
    for (Map<String, String> headers : List.of(Map.<String, String>of(), Map.of("If-Match", " "))) {
      Reply reply = update(route, headers);

      assertThat(reply.status()).as(reply.toString()).isEqualTo(428);
      assertThat(reply.problem()).isEqualTo("version-required");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UPDATE_ORGANIZATION", "UPDATE_MEMBER", "CHANGE_ROLES"})
  void updateWhenVersionIsAnotherThenNothingChanges(Route route) {
    String before = read(route);

    for (String version : List.of("*", "\"*\"", "x", "\"" + "A".repeat(22) + "\"", "W/\"x\"")) {
      Reply reply = update(route, Map.of("If-Match", version));

      assertThat(reply.status()).as(version + ": " + reply).isEqualTo(412);
      assertThat(reply.problem()).isEqualTo("version-changed");
    }
    assertThat(read(route)).isEqualTo(before);
  }

  @Test
  void updateMemberWhenChangedInBetweenThenTheFormerVersionIsRefused() {
    Actor member = organizations.registered(organizations.a());
    String version = version(organizations.a().member(member));
    updateMember(member, version, "department", "一").expect(200);

    assertThat(updateMember(member, version, "department", "二").status()).isEqualTo(412);
    assertThat(readMember(member)).contains("一");
  }

  @Test
  void updateMemberWhenRolesChangedInBetweenThenTheFormerVersionIsRefused() {
    Actor member = organizations.registered(organizations.a());
    String version = version(organizations.a().member(member));
    api.put(
            organizations.a().member(member) + "/roles",
            organizations.a1().token(),
            version,
            Map.of("roles", List.of("accountant")))
        .expect(200);

    assertThat(updateMember(member, version, "department", "二").status()).isEqualTo(412);
  }

  @Test
  void updateMemberWhenAnsweredThenWithTheVersionOfTheNextUpdate() {
    Actor member = organizations.registered(organizations.a());
    String version = version(organizations.a().member(member));

    for (String department : List.of("一", "二", "三")) {
      Reply reply = updateMember(member, version, "department", department).expect(200);
      version = reply.body().path("version").asText();
    }

    assertThat(version(organizations.a().member(member))).isEqualTo(version);
  }

  @Test
  void updateMemberWhenTwoAtTheSameMomentThenOneWins() throws Exception {
    Actor member = organizations.registered(organizations.a());
    organizations.a2().token();

    for (int round = 0; round < ROUNDS; round++) {
      String version = version(organizations.a().member(member));
      String mark = "第" + round;
      List<Reply> replies =
          LastAdministratorIT.atOnce(
              () -> updateMember(member, version, "department", mark + "甲"),
              () -> updateMember(member, version, "lastName", mark + "乙"));

      assertOneWins(replies);
      String after = readMember(member);
      assertThat(after.contains(mark + "甲")).isEqualTo(replies.get(0).status() == 200);
      assertThat(after.contains(mark + "乙")).isEqualTo(replies.get(1).status() == 200);
    }
  }

  @Test
  void updateOrganizationWhenTwoAtTheSameMomentThenOneWins() throws Exception {
    TestOrganizations.TestOrganization facility = organizations.newFacility();
    String supervisor = organizations.m1().administrator().token();

    for (int round = 0; round < ROUNDS; round++) {
      String version =
          api.get(facility.path(), supervisor).expect(200).body().path("version").asText();
      String mark = facility.code() + "第" + round;
      List<Reply> replies =
          LastAdministratorIT.atOnce(
              () ->
                  api.put(facility.path(), supervisor, version, Map.of("displayName", mark + "甲")),
              () ->
                  api.put(facility.path(), supervisor, version, Map.of("displayName", mark + "乙")));

      assertOneWins(replies);
      assertThat(api.get(facility.path(), supervisor).body().path("displayName").asText())
          .isEqualTo(mark + (replies.get(0).status() == 200 ? "甲" : "乙"));
    }
  }

  @Test
  void changeRolesWhenTwoAtTheSameMomentThenOneWins() throws Exception {
    Actor member = organizations.registered(organizations.a());
    String path = organizations.a().member(member);
    String token = organizations.a1().token();

    for (int round = 0; round < ROUNDS; round++) {
      String version = version(path);
      List<String> mine = round % 2 == 0 ? List.of("accountant") : List.of();
      List<Reply> replies =
          LastAdministratorIT.atOnce(
              () -> api.put(path + "/roles", token, version, Map.of("roles", mine)),
              () ->
                  api.put(
                      path + "/roles", token, version, Map.of("roles", List.of("token-manager"))));

      // Where the roles become what they were, the version does too: both may be served.
      assertThat(replies).anyMatch(reply -> reply.status() == 200);
      assertThat(replies)
          .allSatisfy(reply -> assertThat(reply.status()).as(replies.toString()).isIn(200, 412));
      api.put(path + "/roles", token, version(path), Map.of("roles", List.of())).expect(200);
    }
  }

  private static void assertOneWins(List<Reply> replies) {
    assertThat(replies.stream().map(Reply::status))
        .as(replies.toString())
        .containsExactlyInAnyOrder(200, 412);
  }

  private Reply update(Route route, Map<String, String> headers) {
    String token =
        route == Route.UPDATE_ORGANIZATION
            ? organizations.m1().administrator().token()
            : organizations.a1().token();
    return route.call(
        api, token, organizations.a().alias(), organizations.memberA().id(), route.body(), headers);
  }

  private String read(Route route) {
    return api.get(
            route == Route.UPDATE_ORGANIZATION
                ? organizations.a().path()
                : organizations.a().member(organizations.memberA()),
            organizations.a1().token())
        .expect(200)
        .text();
  }

  private Reply updateMember(Actor member, String version, String field, String value) {
    return api.put(
        organizations.a().member(member),
        organizations.a1().token(),
        version,
        Map.of(field, value));
  }

  private String readMember(Actor member) {
    return api.get(organizations.a().member(member), organizations.a1().token()).expect(200).text();
  }

  private String version(String path) {
    return api.get(path, organizations.a1().token()).expect(200).body().path("version").asText();
  }
}
