package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void eventsWhenSearchedThenThoseThatMatchWithTheirTotal() {
    TestOrganization facility = organizations.newFacility();
    Actor boss = facility.administrator();
    Actor manager = organizations.registered(facility, "user-manager");
    JsonNode one = organizations.registeredOnly(facility);
    String path = facility.members() + "/" + one.path("id").asText();
    String userId = one.path("userId").asText();
    api.post(path + "/sign-out", manager.token()).expect(204);
    api.post(path + "/sign-out", boss.token()).expect(204);
    api.delete(path, boss.token()).expect(204);
    List<Long> times = new ArrayList<>();
    events(facility, "").path("items").forEach(event -> times.add(event.path("time").asLong()));

    assertThat(texts(events(facility, "?action=sign-out-member"), "actor"))
        .containsExactly(boss.userId(), manager.userId());
    assertThat(texts(events(facility, "?actor=" + manager.userId()), "action"))
        .containsExactly("sign-out-member");
    assertThat(texts(events(facility, "?actor=" + boss.userId().toUpperCase(Locale.ROOT)), "actor"))
        .hasSize(4)
        .containsOnly(boss.userId());
    // Also of one who is no member any more.
    assertThat(texts(events(facility, "?member=" + userId), "action"))
        .containsExactly("remove-member", "sign-out-member", "sign-out-member", "register-member");
    JsonNode page =
        events(
            facility,
            "?action=sign-out-member&actor=" + boss.userId() + "&member=" + userId + "&max=1");
    assertThat(page.path("items")).hasSize(1);
    assertThat(page.path("total").asInt()).isEqualTo(1);
    assertThat(events(facility, "?member=" + userId + "&max=1&first=1").path("total").asInt())
        .isEqualTo(4);
    assertThat(events(facility, "?from=" + times.get(2)).path("total").asLong())
        .isEqualTo(times.stream().filter(time -> time >= times.get(2)).count());
    assertThat(events(facility, "?to=" + times.get(2)).path("total").asLong())
        .isEqualTo(times.stream().filter(time -> time < times.get(2)).count());
    assertThat(
            events(facility, "?from=" + times.get(2) + "&to=" + times.get(2)).path("total").asInt())
        .isZero();
    assertThat(events(facility, "?action=&actor=&member=&from=&to=").path("total").asInt())
        .isEqualTo(times.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "actor=%25",
        "member=%25",
        "member=u-%25",
        "member=_",
        "member=%22",
        "member=%5C",
        "actor=nobody-1",
        "member=nobody-1",
        "action=unlock-member",
        "to=0",
        "from=9999999999999"
      })
  void eventsWhenNoneMatchesThenEmpty(String query) {
    JsonNode page = events(organizations.a(), "?" + query);

    assertThat(page.path("items")).isEmpty();
    assertThat(page.path("total").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "action, gone",
    "action, SIGN_OUT_MEMBER",
    "action, %25",
    "from, yesterday",
    "from, -1",
    "from, 1.5",
    "to, 99999999999999",
    "actor, a%09b",
    "member, a%0Ab"
  })
  void eventsWhenTheSearchIsNoneThenTheFieldIsNamed(String field, String value) {
    Reply reply =
        api.get(
            organizations.a().path() + "/events?" + field + "=" + value,
            organizations.a1().token());

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(reply.body().at("/errors/0/message").asText()).startsWith("＊");
  }

  @Test
  void eventsWhenAnotherDetailLooksLikeAMemberThenNotFoundByIt() {
    TestOrganization facility = organizations.newFacility();
    JsonNode member = organizations.registeredOnly(facility);
    api.post(
            facility.members() + "/" + member.path("id").asText() + "/temporary-password",
            facility.administrator().token(),
            Map.of("identification", "\"member\":\"somebody-1\",\"action\":\"unlock-member\""))
        .expect(204);

    assertThat(events(facility, "?member=somebody-1").path("total").asInt()).isZero();
    assertThat(events(facility, "?action=unlock-member").path("total").asInt()).isZero();
  }

  @Test
  void eventsWhenTheActorActedElsewhereThenOnlyWhatWasDoneHere() {
    TestOrganization here = organizations.newFacility();
    organizations.newFacility();
    String supervisor = organizations.m1().administrator().userId();

    assertThat(texts(events(here, "?actor=" + supervisor), "member"))
        .containsExactly(here.administrator().userId());
  }

  @ParameterizedTest
  @CsvSource({"ja, 所属ユーザの登録, 組織の発行", "en, Member registered, Organization issued"})
  void eventsWhenListedThenActionsAreNamedInTheLanguage(
      String language, String registered, String issued) {
    TestOrganization facility = organizations.newFacility();
    organizations.registeredOnly(facility);

    JsonNode page =
        api.send(
                "GET",
                facility.path() + "/events",
                facility.administrator().token(),
                null,
                Map.of("Accept-Language", language))
            .expect(200)
            .body();

    assertThat(texts(page, "actionLabel")).containsExactly(registered, issued);
  }

  @Test
  void eventsWhenSearchedByWhoMayNotThenRefusedAllTheSame() {
    String path = organizations.a().path() + "/events?action=register-member";

    assertThat(api.get(path, organizations.m1().administrator().token()).status()).isEqualTo(403);
    assertThat(api.get(path, organizations.memberA().token()).status()).isEqualTo(403);
    assertThat(api.get(path, organizations.b1().token()).status()).isEqualTo(404);
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
