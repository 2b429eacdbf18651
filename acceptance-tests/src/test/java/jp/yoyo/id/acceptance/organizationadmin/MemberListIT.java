package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.login.LoginWalk;
import jp.yoyo.id.devstack.login.UnexpectedPageException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of members: what is found, page by page, with the right totals. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MemberListIT {

  /** Name in this test, 姓, 名, セイ, メイ, department; the user ID ends with the name. */
  private static final List<List<String>> PEOPLE =
      List.of(
          List.of("hanako", "予防", "花子", "ヨボウ", "ハナコ", "受付"),
          List.of("taro", "接種", "太郎", "セッシュ", "タロウ", "外来"),
          List.of("under_score", "下線", "子", "カセン", "コ", ""),
          List.of("underxscore", "上線", "子", "ジョウセン", "コ", ""),
          List.of("hundred%off", "百分", "率", "ヒャク", "リツ", ""),
          List.of("latin", "McDonald", "Ann", "マクドナルド", "アン", ""));

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;
  private final Map<String, JsonNode> people = new HashMap<>();
  private TestOrganizations.TestOrganization facility;

  MemberListIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
    this.facility = organizations.newFacility();
  }

  @BeforeAll
  void register() {
    for (List<String> person : PEOPLE) {
      Map<String, Object> member = organizations.newMember();
      String userId = member.get("userId") + "-" + person.get(0).replace('%', '.');
      member.put("userId", userId);
      member.put("email", person.get(0) + "." + userId + "@Example.JP");
      member.put("lastName", person.get(1));
      member.put("firstName", person.get(2));
      member.put("lastNameKana", person.get(3));
      member.put("firstNameKana", person.get(4));
      member.put("department", person.get(5));
      if (person.get(0).equals("taro")) {
        member.put("roles", List.of("accountant"));
      }
      people.put(
          person.get(0),
          api.post(facility.members(), facility.administrator().token(), member)
              .expect(201)
              .body());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-hanako|hanako",
        "-HANAKO|hanako",
        "接種|taro",
        "太郎|taro",
        "接種太郎|taro",
        "セッシュ|taro",
        "タロ|taro",
        "ハナコ|hanako administrator",
        "taro.|taro",
        "@example.jp|hanako taro under_score underxscore hundred%off latin administrator",
        "mcdonald|latin",
        "MCDONALDANN|latin",
        "%|hundred%off",
        "hundred%|hundred%off",
        "%off.|hundred%off",
        "d_s|",
        "under_score|under_score",
        "r_s|under_score",
        "r%s|",
        "\\|",
        "r\\_s|",
        "\\%|",
        "' or 1=1 --|",
        "受付|",
        "存在しない|",
      })
  void membersWhenSearchedThenThoseWithTheText(String search, String expected) {
    JsonNode page = list("?search=" + Wire.encoded(search));

    Set<String> wanted = new HashSet<>();
    for (String name : (expected == null ? "" : expected).split(" ", -1)) {
      if (name.equals("administrator")) {
        wanted.add(facility.administrator().userId());
      } else if (!name.isEmpty()) {
        wanted.add(userId(name));
      }
    }
    assertThat(userIds(page)).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(page.path("total").asInt()).isEqualTo(wanted.size());
  }

  @Test
  void membersWhenSearchedWithSpacesAroundThenTheSame() {
    assertThat(userIds(list("?search=" + Wire.encoded("　接種 ")))).containsExactly(userId("taro"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "　"})
  void membersWhenSearchIsBlankThenAll(String search) {
    assertThat(list("?search=" + Wire.encoded(search)).path("total").asInt()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "a\u0000b", "%\u0000"})
  void membersWhenSearchHoldsNulThenNothingIsFoundAndNothingFails(String search) {
    Reply reply =
        api.get(
            facility.members() + "?search=" + Wire.encoded(search),
            facility.administrator().token());

    assertThat(reply.status()).as(reply.toString()).isIn(200, 400);
  }

  @Test
  void membersWhenSearchIsTooLongThenInvalid() {
    assertThat(reply("?search=" + "x".repeat(101)).status()).isEqualTo(400);
    assertThat(reply("?search=" + "x".repeat(100)).status()).isEqualTo(200);
  }

  @Test
  void membersWhenListedThenByUserIdAndWithTotal() {
    JsonNode page = list("");

    assertThat(userIds(page)).hasSize(7).isSorted();
    assertThat(page.path("total").asInt()).isEqualTo(7);
    assertThat(page.path("first").asInt()).isZero();
    assertThat(page.path("max").asInt()).isEqualTo(50);
  }

  @Test
  void membersWhenPagedThroughThenEachOnce() {
    List<String> all = userIds(list(""));
    List<String> paged = new ArrayList<>();

    for (int first = 0; first < 8; first += 2) {
      JsonNode page = list("?max=2&first=" + first);
      assertThat(page.path("total").asInt()).isEqualTo(7);
      assertThat(page.path("first").asInt()).isEqualTo(first);
      paged.addAll(userIds(page));
    }

    assertThat(paged).isEqualTo(all);
  }

  @Test
  void membersWhenPageIsBehindTheEndThenEmptyWithTotal() {
    for (String first : List.of("7", "8", "1000000", "10000000")) {
      JsonNode page = list("?first=" + first);

      assertThat(page.path("items")).isEmpty();
      assertThat(page.path("total").asInt()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "first=-1", "max=-1", "max=0", "max=201", "first=10000001", "first=99999999999999999999",
        "max=2147483648", "first=x", "max=1.5", "max=1e2", "first=%EF%BC%91", "first=+1",
        "first=0x1"
      })
  void membersWhenPageIsNoneThenInvalid(String query) {
    Reply reply = reply("?" + query);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.body().at("/errors/0/field").asText())
        .isEqualTo(query.substring(0, query.indexOf('=')));
  }

  @Test
  void everyListWhenPageIsNoneThenInvalid() {
    String supervisor = organizations.m1().administrator().token();
    for (String query : List.of("?first=-1", "?max=1000000", "?max=abc")) {
      assertThat(api.get("/organizations" + query, supervisor).status()).isEqualTo(400);
      assertThat(
              api.get(facility.path() + "/events" + query, facility.administrator().token())
                  .status())
          .isEqualTo(400);
    }
  }

  @Test
  void membersWhenFilteredByRoleThenItsHolders() {
    assertThat(userIds(list("?role=accountant"))).containsExactly(userId("taro"));
    assertThat(userIds(list("?role=organization-admin")))
        .containsExactly(facility.administrator().userId());
    for (String none : List.of("token-manager", "unknown", "Accountant", "%25", "accountant%00")) {
      Reply reply = reply("?role=" + none);
      assertThat(reply.status()).as(reply.toString()).isIn(200, 400);
      assertThat(reply.body().path("items")).isEmpty();
    }
  }

  @Test
  void membersWhenFilteredByRoleAndSearchedThenBothHold() {
    assertThat(userIds(list("?role=accountant&search=" + Wire.encoded("接種"))))
        .containsExactly(userId("taro"));
    assertThat(userIds(list("?role=accountant&search=hanako"))).isEmpty();
  }

  @Test
  void membersWhenFilteredByStateThenThoseInIt() {
    TestOrganization own = organizations.newFacility();
    String token = own.administrator().token();
    Actor disabled = organizations.registered(own);
    JsonNode unchanged = organizations.registeredOnly(own);
    JsonNode unchangedAndDisabled = organizations.registeredOnly(own);
    for (String id : List.of(disabled.id(), unchangedAndDisabled.path("id").asText())) {
      api.put(own.members() + "/" + id + "/enabled", token, Map.of("enabled", false)).expect(204);
    }

    assertThat(userIds(list(own, "?state=temporary-password-unchanged")))
        .containsExactly(unchanged.path("userId").asText());
    assertThat(userIds(list(own, "?state=temporary-password-expired"))).isEmpty();
    assertThat(userIds(list(own, "?state=disabled")))
        .containsExactlyInAnyOrder(disabled.userId(), unchangedAndDisabled.path("userId").asText());
    try (var shortened = new RealmSetting(admin, "temporaryPassword.validity", "1")) {
      Objects.requireNonNull(shortened);
      awaitExpired(own, unchanged.path("userId").asText());
      assertThat(userIds(list(own, "?state=temporary-password-unchanged"))).isEmpty();
      assertThat(list(own, "?state=temporary-password-expired").at("/items/0/state").asText())
          .isEqualTo("temporary-password-expired");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "DISABLED", "Locked", "temporary_password_expired"})
  void membersWhenThereIsNoSuchStateThenInvalid(String state) {
    Reply reply = reply("?state=" + state);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo("state");
  }

  @Test
  void membersWhenAMarkCannotBeReadThenTheListIsStillThere() {
    TestOrganization own = organizations.newFacility();
    JsonNode member = organizations.registeredOnly(own);
    JsonNode user = admin.get("/users/" + member.path("id").asText()).expect(200).body();
    ((ObjectNode) user.path("attributes"))
        .putArray("temporaryPasswordIssuedAt")
        .add("99999999999999999999");
    admin.send("PUT", "/users/" + member.path("id").asText(), user).expect(204);

    for (String query :
        List.of("", "?state=temporary-password-expired", "?state=temporary-password-unchanged")) {
      Reply reply = api.get(own.members() + query, own.administrator().token());
      assertThat(reply.status()).as(query + ": " + reply).isEqualTo(200);
    }
  }

  @Test
  void memberWhenLockedThenTheListSaysSoUntilUnlocked() {
    TestOrganization own = organizations.newFacility();
    String token = own.administrator().token();
    Actor member = organizations.registered(own);
    LoginWalk walk = new LoginWalk(stack.keycloakUrl());
    for (int i = 0; i < 6; i++) {
      assertThatThrownBy(() -> walk.login(member.userId(), "wrong-Passw0rd!"))
          .isInstanceOf(UnexpectedPageException.class);
    }
    assertThat(stateOf(own, member)).isEqualTo("locked");

    api.post(own.member(member) + "/unlock", token).expect(204);

    assertThat(stateOf(own, member)).isEqualTo("active");
    member.newToken();
  }

  @Test
  void membersWhenSomeAreLockedThenThoseOrTheOthersByState() {
    TestOrganization own = organizations.newFacility();
    String token = own.administrator().token();
    Actor locked = organizations.registered(own, "accountant");
    Actor active = organizations.registered(own);
    JsonNode unchanged = organizations.registeredOnly(own);
    JsonNode unchangedAndLocked = organizations.registeredOnly(own);
    Actor lockedAndDisabled = organizations.registered(own);
    for (String userId :
        List.of(
            locked.userId(),
            unchangedAndLocked.path("userId").asText(),
            lockedAndDisabled.userId())) {
      lock(own, userId);
    }
    api.put(own.member(lockedAndDisabled) + "/enabled", token, Map.of("enabled", false))
        .expect(204);
    // Somebody who is locked elsewhere is nobody's business here.
    TestOrganization other = organizations.newFacility();
    lock(other, organizations.registered(other).userId());

    assertThat(userIds(list(own, "?state=locked")))
        .containsExactlyInAnyOrder(locked.userId(), unchangedAndLocked.path("userId").asText());
    assertThat(list(own, "?state=locked&max=1").path("items")).hasSize(1);
    assertThat(list(own, "?state=locked&max=1").path("total").asInt()).isEqualTo(2);
    assertThat(userIds(list(own, "?state=locked&role=accountant")))
        .containsExactly(locked.userId());
    assertThat(userIds(list(own, "?state=locked&search=" + active.userId()))).isEmpty();
    assertThat(userIds(list(own, "?state=active")))
        .containsExactlyInAnyOrder(own.administrator().userId(), active.userId());
    assertThat(userIds(list(own, "?state=temporary-password-unchanged")))
        .containsExactly(unchanged.path("userId").asText());
    assertThat(userIds(list(own, "?state=disabled"))).containsExactly(lockedAndDisabled.userId());

    api.post(own.member(locked) + "/unlock", token).expect(204);

    assertThat(userIds(list(own, "?state=locked")))
        .containsExactly(unchangedAndLocked.path("userId").asText());
    assertThat(userIds(list(own, "?state=active"))).contains(locked.userId());
  }

  @Test
  void membersWhenEveryStateIsAskedForThenEachMemberOnceAndInThatState() {
    TestOrganization own = organizations.newFacility();
    Actor disabled = organizations.registered(own);
    organizations.registeredOnly(own);
    api.put(
            own.member(disabled) + "/enabled",
            own.administrator().token(),
            Map.of("enabled", false))
        .expect(204);
    lock(own, organizations.registered(own).userId());
    List<String> found = new ArrayList<>();

    for (String state :
        List.of(
            "active",
            "locked",
            "disabled",
            "temporary-password-unchanged",
            "temporary-password-expired")) {
      JsonNode page = list(own, "?state=" + state);
      page.path("items").forEach(item -> assertThat(item.path("state").asText()).isEqualTo(state));
      found.addAll(userIds(page));
    }

    assertThat(found).containsExactlyInAnyOrderElementsOf(userIds(list(own, "")));
  }

  @Test
  void membersWhenStateIsAskedForByWhoMayNotThenNothingMoreThanWithout() {
    TestOrganization own = organizations.newFacility();
    Actor member = organizations.registered(own);
    lock(own, member.userId());
    String query = own.members() + "?state=locked&sort=name";

    // A supervisor sees administrators only, and this is none.
    assertThat(
            api.get(query, organizations.m1().administrator().token())
                .expect(200)
                .body()
                .path("total")
                .asInt())
        .isZero();
    assertThat(api.get(query, organizations.registered(own).token()).status()).isEqualTo(403);
    assertThat(api.get(query, organizations.b1().token()).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "userId, administrator hanako hundred%off latin taro under_score underxscore",
    "name, under_score underxscore taro hundred%off latin administrator hanako",
    "-name, administrator hanako latin hundred%off taro underxscore under_score",
    "createdAt, administrator hanako taro under_score underxscore hundred%off latin",
    "-createdAt, latin hundred%off underxscore under_score taro hanako administrator"
  })
  void membersWhenSortedThenInThatOrderOnEveryPage(String sort, String names) {
    List<String> expected = new ArrayList<>();
    for (String name : names.split(" ", -1)) {
      expected.add(name.equals("administrator") ? facility.administrator().userId() : userId(name));
    }
    if (sort.equals("userId")) {
      // What comes before the names in user IDs is random.
      expected.sort(null);
    }
    List<String> paged = new ArrayList<>();
    for (int first = 0; first < 8; first += 2) {
      JsonNode page = list("?max=2&first=" + first + "&sort=" + sort);
      assertThat(page.path("total").asInt()).isEqualTo(7);
      paged.addAll(userIds(page));
    }

    assertThat(userIds(list("?sort=" + sort))).isEqualTo(expected);
    assertThat(paged).isEqualTo(expected);
  }

  @Test
  void membersWhenSortedByUserIdTheOtherWayRoundThenReversed() {
    List<String> expected = new ArrayList<>(userIds(list("")));
    Collections.reverse(expected);

    assertThat(userIds(list("?sort=-userId"))).isEqualTo(expected);
    assertThat(userIds(list("?sort="))).isEqualTo(userIds(list("")));
  }

  @Test
  void membersWhenSortedAndSearchedThenBothHold() {
    assertThat(userIds(list("?sort=-createdAt&search=score")))
        .containsExactly(userId("underxscore"), userId("under_score"));
    assertThat(userIds(list("?sort=name&state=active")))
        .containsExactly(facility.administrator().userId());
    assertThat(userIds(list("?sort=name&role=accountant"))).containsExactly(userId("taro"));
  }

  @Test
  void membersWhenSomeHaveNoKanaThenTheyStandBehindByTheirNames() {
    TestOrganization own = organizations.newFacility();
    List<String> without = new ArrayList<>();
    for (String lastName : List.of("渡辺", "阿部")) {
      Map<String, Object> person = organizations.newMember();
      person.put("lastName", lastName);
      person.remove("lastNameKana");
      person.remove("firstNameKana");
      without.add(organizations.registered(own, person).userId());
    }
    List<String> sorted = userIds(list(own, "?sort=name"));

    assertThat(sorted)
        .containsExactly(own.administrator().userId(), without.get(0), without.get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"email", "NAME", "--name", "name,userId", "%2Bname", "name%20desc", "1", "%0A"})
  void membersWhenThereIsNoSuchOrderThenInvalid(String sort) {
    Reply reply = reply("?sort=" + sort);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo("sort");
  }

  /** Tries wrong passwords until the list says that it is enough. */
  private void lock(TestOrganization organization, String userId) {
    LoginWalk walk = new LoginWalk(stack.keycloakUrl());
    for (int i = 0; i < 6; i++) {
      assertThatThrownBy(() -> walk.login(userId, "wrong-Passw0rd!"))
          .isInstanceOf(UnexpectedPageException.class);
    }
    long deadline = System.nanoTime() + 5_000_000_000L;
    String state;
    do {
      state = list(organization, "?search=" + userId).at("/items/0/state").asText();
    } while (!state.equals("locked") && System.nanoTime() < deadline);
    assertThat(state).isEqualTo("locked");
  }

  private String stateOf(TestOrganization organization, Actor member) {
    return list(organization, "?search=" + member.userId()).at("/items/0/state").asText();
  }

  private void awaitExpired(TestOrganization organization, String userId) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    List<String> expired;
    do {
      expired = userIds(list(organization, "?state=temporary-password-expired"));
    } while (expired.isEmpty() && System.nanoTime() < deadline);
    assertThat(expired).containsExactly(userId);
  }

  private JsonNode list(String query) {
    return list(facility, query);
  }

  private JsonNode list(TestOrganization organization, String query) {
    return api.get(organization.members() + query, organization.administrator().token())
        .expect(200)
        .body();
  }

  private Reply reply(String query) {
    return api.get(facility.members() + query, facility.administrator().token());
  }

  private String userId(String name) {
    return Objects.requireNonNull(people.get(name)).path("userId").asText();
  }

  private static List<String> userIds(JsonNode page) {
    return page.path("items").findValuesAsText("userId");
  }
}
