package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who did what in an organisation. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventsIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;

  EventsIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  @Test
  void eventsWhenListedThenWhoDidWhatNewestFirst() {
    TestOrganization facility = organizations.newFacility();
    Actor boss = facility.administrator();
    JsonNode member = organizations.registeredOnly(facility, "accountant");
    String path = facility.members() + "/" + member.path("id").asText();
    String version = member.path("version").asText();
    version =
        api.put(path, boss.token(), version, Map.of("lastName", "改名", "email", "neu@example.jp"))
            .expect(200)
            .body()
            .path("version")
            .asText();
    api.put(path + "/roles", boss.token(), version, Map.of("roles", List.of("token-manager")))
        .expect(200);
    api.post(path + "/temporary-password", boss.token(), Map.of("identification", "窓口で確認"))
        .expect(204);
    api.post(path + "/unlock", boss.token()).expect(204);
    api.post(path + "/sign-out", boss.token()).expect(204);
    api.put(path + "/enabled", boss.token(), Map.of("enabled", false)).expect(204);
    api.put(path + "/enabled", boss.token(), Map.of("enabled", true)).expect(204);
    api.delete(path, boss.token()).expect(204);
    // Refused: not an event of the organisation.
    api.delete(path, boss.token()).expect(404);

    JsonNode events = events(facility, "");

    assertThat(texts(events, "action"))
        .containsExactly(
            "remove-member",
            "enable-member",
            "disable-member",
            "sign-out-member",
            "unlock-member",
            "send-temporary-password",
            "change-roles",
            "update-member",
            "register-member",
            "issue-organization");
    assertThat(events.path("total").asInt()).isEqualTo(10);
    List<String> actors = texts(events, "actor");
    assertThat(actors.subList(0, 9)).containsOnly(boss.userId());
    assertThat(actors.get(9)).isEqualTo(organizations.m1().administrator().userId());
    assertThat(texts(events, "member").subList(0, 9)).containsOnly(member.path("userId").asText());
    assertThat(texts(events, "client")).containsOnly("account-console");
    assertThat(events.path("items"))
        .allSatisfy(
            event ->
                assertThat(event.path("time").asLong())
                    .isBetween(
                        System.currentTimeMillis() - 120_000, System.currentTimeMillis() + 1000));
    assertThat(events.at("/items/6/details/from").asText()).isEqualTo("accountant");
    assertThat(events.at("/items/6/details/to").asText()).isEqualTo("token-manager");
    assertThat(events.at("/items/5/details/identification").asText()).isEqualTo("窓口で確認");
    // The names of what changed, not the values.
    assertThat(events.at("/items/7/details/fields").asText()).isEqualTo("lastName,email");
    assertThat(events.toString()).doesNotContain("改名", "neu@example.jp");
  }

  @Test
  void eventsWhenPagedThroughThenEachOnce() {
    TestOrganization facility = organizations.newFacility();
    for (int i = 0; i < 4; i++) {
      organizations.registeredOnly(facility);
    }
    List<String> all = texts(events(facility, ""), "id");
    List<String> paged = new ArrayList<>();

    for (int first = 0; first < 6; first += 2) {
      JsonNode page = events(facility, "?max=2&first=" + first);
      assertThat(page.path("total").asInt()).isEqualTo(5);
      paged.addAll(texts(page, "id"));
    }

    assertThat(all).hasSize(5);
    assertThat(paged).isEqualTo(all);
  }

  @Test
  void eventsWhenAliasesBeginAlikeThenOnlyTheOwnOnes() {
    TestOrganization facility = organizations.newFacility();
    Map<String, Object> other = organizations.newFacilityIssue();
    other.put("alias", facility.alias() + "-2");

    api.post("/organizations", organizations.m1().administrator().token(), other).expect(201);

    assertThat(events(facility, "").path("total").asInt()).isEqualTo(1);
  }

  @Test
  void eventWhenKeptByKeycloakThenNamesTheOrganizationsAndHoldsNoData() {
    TestOrganization facility = organizations.newFacility();
    JsonNode event =
        admin
            .get(
                "/admin-events?resourcePath=organization-admin/organizations/"
                    + facility.alias()
                    + "/*")
            .expect(200)
            .body()
            .path(0);

    assertThat(event.path("resourceType").asText()).isEqualTo("ORGANIZATION_ADMIN");
    assertThat(event.at("/details/organization").asText()).isEqualTo(facility.alias());
    assertThat(event.at("/details/supervisor").asText()).isEqualTo(organizations.m1().alias());
    assertThat(event.has("representation")).isFalse();
  }

  @Test
  void eventsWhenDoneOnBehalfThenBothAreNamed() {
    Clients clients = new Clients(stack, admin);
    TestOrganization facility = organizations.newFacility();
    Actor boss = facility.administrator();

    api.send(
            "POST",
            facility.members(),
            clients.appToken(),
            Route.json(organizations.newMember()),
            Map.of("Acting-User", boss.id()))
        .expect(201);

    JsonNode event = events(facility, "?max=1").at("/items/0");
    assertThat(event.path("action").asText()).isEqualTo("register-member");
    assertThat(event.path("actor").asText()).isEqualTo(boss.userId());
    assertThat(event.path("client").asText()).isEqualTo(Clients.APP);
    assertThat(event.at("/details/onBehalf").asText()).isEqualTo(Clients.APP);
  }

  @Test
  void eventsWhenDoneByTheSupervisorThenTheyAreThereToo() {
    TestOrganization facility = organizations.newFacility();
    String supervisor = organizations.m1().administrator().token();
    api.post(
            facility.member(facility.administrator()) + "/temporary-password", supervisor, Map.of())
        .expect(204);
    api.put(facility.path() + "/enabled", supervisor, Map.of("enabled", false)).expect(204);
    api.put(facility.path() + "/enabled", supervisor, Map.of("enabled", true)).expect(204);

    List<String> actions = new ArrayList<>();
    for (JsonNode event :
        admin
            .get(
                "/admin-events?resourcePath=organization-admin/organizations/"
                    + facility.alias()
                    + "*")
            .expect(200)
            .body()) {
      actions.add(event.at("/details/action").asText());
    }

    assertThat(actions)
        .containsExactly(
            "enable-organization",
            "disable-organization",
            "send-temporary-password",
            "issue-organization");
  }

  private JsonNode events(TestOrganization facility, String query) {
    return api.get(facility.path() + "/events" + query, facility.administrator().token())
        .expect(200)
        .body();
  }

  private static List<String> texts(JsonNode page, String field) {
    List<String> texts = new ArrayList<>();
    page.path("items").forEach(item -> texts.add(item.path(field).asText()));
    return texts;
  }
}
