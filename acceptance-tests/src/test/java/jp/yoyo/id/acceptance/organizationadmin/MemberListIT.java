package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
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
