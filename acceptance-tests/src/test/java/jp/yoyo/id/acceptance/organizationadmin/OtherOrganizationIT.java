package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs to others does not exist. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OtherOrganizationIT {

  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;

  OtherOrganizationIT(TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  @BeforeAll
  void people() {
    organizations.a2();
    organizations.memberA();
    organizations.memberB();
    organizations.memberAb();
  }

  @ParameterizedTest
  @MethodSource("organizationRoutes")
  void callWhenOrganizationIsAnothersThenTheSameAsForARandomAlias(Route route) {
    Reply unknown = call(route, "facility-" + UUID.randomUUID(), UUID.randomUUID().toString());
    TestOrganization b = organizations.b();

    assertThat(unknown.status()).as(unknown.toString()).isEqualTo(404);
    for (String alias :
        List.of(
            b.alias(),
            organizations.m1().alias(),
            organizations.m2().alias(),
            organizations.centralOffice().alias(),
            admin.organizationId(organizations.a().alias()),
            organizations.a().alias().toUpperCase(Locale.ROOT),
            Wire.encoded(b.displayName()))) {
      for (Actor target :
          List.of(organizations.b1(), organizations.memberAb(), organizations.a1())) {
        assertSame(call(route, alias, target.id()), unknown);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("memberRoutes")
  void callWhenMemberIsAnothersThenTheSameAsForARandomId(Route route) {
    String a = organizations.a().alias();
    Reply unknown = call(route, a, UUID.randomUUID().toString());

    assertThat(unknown.status()).as(unknown.toString()).isEqualTo(404);
    for (String id :
        List.of(
            organizations.b1().id(),
            organizations.memberB().id(),
            organizations.m1().administrator().id(),
            organizations.centralOffice().administrator().id(),
            organizations.b1().userId(),
            organizations.a2().userId(),
            organizations.a2().id().toUpperCase(Locale.ROOT),
            "%25",
            "x".repeat(2000))) {
      assertSame(call(route, a, id), unknown);
    }
  }

  @ParameterizedTest
  @MethodSource("organizationRoutes")
  void callWhenSupervisorIsAnothersThenTheSameAsForARandomAlias(Route route) {
    String token = organizations.m1().administrator().token();
    Reply unknown =
        route.call(api, token, "facility-" + UUID.randomUUID(), organizations.b1().id());

    assertSame(route.call(api, token, organizations.b().alias(), organizations.b1().id()), unknown);
  }

  @Test
  void organizationsWhenSupervisorIsAnothersThenTheSameAsForARandomAlias() {
    String token = organizations.m1().administrator().token();
    Reply unknown = api.get("/organizations?supervisor=" + UUID.randomUUID(), token);

    assertThat(unknown.status()).isEqualTo(404);
    for (String alias :
        List.of(organizations.m2().alias(), organizations.centralOffice().alias())) {
      assertSame(api.get("/organizations?supervisor=" + alias, token), unknown);
    }
  }

  @Test
  void issueWhenInTheNameOfAnotherSupervisorThenNotFoundAndNothingIsThere() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    issue.put("supervisor", organizations.m2().alias());

    Reply reply = api.post("/organizations", organizations.m1().administrator().token(), issue);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(admin.findOrganization((String) issue.getOrDefault("alias", ""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"central", "municipality", "federation", "x"})
  void issueWhenOfATypeThatMunicipalitiesDoNotSuperviseThenInvalid(String type) {
    Map<String, Object> issue = organizations.newFacilityIssue();
    issue.put("type", type);

    Reply reply = api.post("/organizations", organizations.m1().administrator().token(), issue);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo("type");
  }

  @Test
  void organizationsWhenListedOrSearchedThenOnlyTheOwnOnes() {
    String token = organizations.m1().administrator().token();

    for (String query :
        List.of(
            "",
            "?search=" + organizations.b().code(),
            "?search=" + Wire.encoded(organizations.b().displayName()),
            "?max=200",
            "?search=%25",
            "?supervisor=" + organizations.m1().alias())) {
      JsonNode page = api.get("/organizations" + query, token).expect(200).body();

      assertThat(page.path("items").findValuesAsText("alias"))
          .doesNotContain(organizations.b().alias())
          .hasSize(page.path("total").asInt());
      assertThat(page.path("items").findValuesAsText("supervisor"))
          .allMatch(organizations.m1().alias()::equals);
    }
  }

  @Test
  void membersWhenListedOrSearchedThenOnlyTheOwnOnes() {
    String own = organizations.a().members();
    JsonNode all = api.get(own + "?max=200", organizations.a1().token()).expect(200).body();

    assertThat(all.path("items").findValuesAsText("id"))
        .contains(organizations.a1().id(), organizations.memberAb().id())
        .doesNotContain(organizations.b1().id(), organizations.memberB().id())
        .hasSize(all.path("total").asInt());
    for (String query :
        List.of(
            "?search=" + organizations.b1().userId(),
            "?search=" + organizations.memberB().email(),
            "?role=organization-admin&search=" + organizations.b1().userId())) {
      JsonNode page = api.get(own + query, organizations.a1().token()).expect(200).body();

      assertThat(page.path("items")).isEmpty();
      assertThat(page.path("total").asInt()).isZero();
    }
  }

  @Test
  void memberWhenOfTwoOrganizationsThenTheRolesInTheOtherOneDoNotShow() {
    Actor both = organizations.registered(organizations.b(), "organization-admin");
    admin.addMember(organizations.a().alias(), both.id());

    JsonNode seen =
        api.get(organizations.a().member(both), organizations.a1().token()).expect(200).body();

    assertThat(seen.path("roles")).isEmpty();
    assertThat(seen.path("memberOfOthers").asBoolean()).isTrue();
    assertThat(seen.toString()).doesNotContain(organizations.b().alias());
  }

  @Test
  void meWhenAskedThenTheOwnOrganizationsOnly() {
    JsonNode me = api.get("/me", organizations.memberAb().token()).expect(200).body();

    assertThat(me.path("organizations").findValuesAsText("alias"))
        .containsExactlyInAnyOrder(organizations.a().alias(), organizations.b().alias());
    assertThat(
            api.get("/me", organizations.a1().token())
                .expect(200)
                .body()
                .path("organizations")
                .findValuesAsText("alias"))
        .containsExactly(organizations.a().alias());
  }

  @Test
  void supervisorWhenLookingAtMembersThenAdministratorsOnly() {
    String token = organizations.m1().administrator().token();

    for (String query :
        List.of("", "?role=user-manager", "?search=" + organizations.memberA().userId())) {
      JsonNode page = api.get(organizations.a().members() + query, token).expect(200).body();

      assertThat(page.path("items").findValues("roles"))
          .allSatisfy(roles -> assertThat(roles.toString()).contains("organization-admin"));
      assertThat(page.path("total").asInt()).isEqualTo(page.path("items").size());
    }
    assertSame(
        api.get(organizations.a().member(organizations.memberA()), token),
        api.get(organizations.a().members() + "/" + UUID.randomUUID(), token));
  }

  private Reply call(Route route, String alias, String id) {
    return route.call(api, organizations.a1().token(), alias, id);
  }

  private static void assertSame(Reply reply, Reply unknown) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(unknown.status());
    assertThat(reply.text()).isEqualTo(unknown.text());
    assertThat(headers(reply)).isEqualTo(headers(unknown));
  }

  private static Map<String, List<String>> headers(Reply reply) {
    Map<String, List<String>> headers = new TreeMap<>(reply.headers().map());
    headers.keySet().removeIf(name -> name.equalsIgnoreCase("date"));
    return headers;
  }

  static Stream<Route> organizationRoutes() {
    return Stream.of(Route.values()).filter(Route::hasOrganization);
  }

  static Stream<Route> memberRoutes() {
    return Stream.of(Route.values()).filter(Route::hasMember);
  }
}
