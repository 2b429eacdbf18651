package jp.yoyo.id.acceptance.chapter4;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith({SharedStack.class, Browsers.class})
final class MemberManagementIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;

  MemberManagementIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  @Test
  void tokenWhenTakenFromTheAccountConsoleThenItManagesTheOwnOrganization(Browsers.Desk desk) {
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    Actor a1 = organizations.a1();

    String token = visit.tokenOfConsole(() -> visit.logIn(a1.userId(), a1.password()));

    Reply me = api.get("/me", token).expect(200);
    assertThat(me.body().at("/organizations/0/alias").asText())
        .isEqualTo(organizations.a().alias());
    assertThat(me.body().at("/organizations/0/permissions").toString()).contains("manage-members");
    assertThat(api.post(organizations.a().members(), token, organizations.newMember()).status())
        .isEqualTo(201);
  }

  @Test
  void registerWhenDoneThenTheMailBringsThePasswordAndNotTheUserId() {
    Map<String, Object> person = organizations.newMember();
    // Here the address would give the user ID away.
    person.put("email", "mailbox" + System.nanoTime() + "@example.jp");
    ReceivedMail mail = registered(person);

    assertThat(mail.subject()).isEqualTo("【予予請求】仮パスワード通知");
    String userId = String.valueOf(person.get("userId"));
    assertThat(mail.text()).doesNotContainIgnoringCase(userId);
    assertThat(mail.html()).doesNotContainIgnoringCase(userId);
    assertThat(mail.source()).doesNotContainIgnoringCase(userId);
    for (String body : new String[] {mail.text(), mail.html()}) {
      assertThat(body)
          .contains("青葉クリニック")
          .contains("予防 花子 様")
          .contains(Actors.temporaryPasswordIn(mail))
          .contains("仮パスワードの有効期限")
          .contains(stack.keycloakUrl() + "/realms/yoyo/account")
          .contains("管理者権限を持つユーザに確認してください");
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void firstLoginWhenMemberThenInTheAccountConsole(Language language, Browsers.Desk desk) {
    Map<String, Object> person = organizations.newMember();
    person.put("locale", language.tag());
    ReceivedMail mail = registered(person);
    Visit visit = desk.newBrowser(language);
    assertThat(mail.subject())
        .isEqualTo(language.of("【予予請求】仮パスワード通知", "[Yoyo] Your temporary password"));
    visit.look(mail, "mail-temporary-password");

    visit.openAccountConsole(stack);
    visit.logIn(String.valueOf(person.get("userId")), Actors.temporaryPasswordIn(mail));
    visit.changePasswordTo(Actors.PASSWORD);

    visit.awaitAccountConsole();
    ReceivedMail notice =
        stack
            .inbox()
            .awaitMessage(String.valueOf(person.get("email")), mail.receivedAt().plusMillis(1));
    assertThat(notice.subject())
        .isEqualTo(language.of("【予予請求】パスワード変更のお知らせ", "[Yoyo] Your password has been changed"));
    visit.look(notice, "mail-password-changed");
  }

  @Test
  void listWhenMembersRegisteredThenAllAreThereWithTotal() {
    TestOrganization facility = organizations.newFacility();
    String token = facility.administrator().token();
    JsonNode first = registeredIn(facility, "accountant");
    JsonNode second = registeredIn(facility);

    Reply page = api.get(facility.members() + "?first=0&max=2", token).expect(200);
    Reply next = api.get(facility.members() + "?first=2&max=2", token).expect(200);

    assertThat(page.body().path("total").asInt()).isEqualTo(3);
    assertThat(page.body().path("items")).hasSize(2);
    assertThat(next.body().path("items")).hasSize(1);
    assertThat(page.body().findValuesAsText("userId"))
        .doesNotContainAnyElementsOf(next.body().findValuesAsText("userId"));
    assertThat(
            api.get(facility.members() + "?role=accountant", token).body().findValuesAsText("id"))
        .containsExactly(first.path("id").asText());
    assertThat(
            api.get(facility.members() + "?search=" + second.path("userId").asText(), token)
                .body()
                .findValuesAsText("id"))
        .containsExactly(second.path("id").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"接種", "セッシュ", "tarou.sesshu"})
  void searchWhenPartOfNameKanaOrMailThenFound(String part) {
    TestOrganization facility = organizations.a();
    Map<String, Object> person = organizations.newMember();
    person.put("lastName", "接種");
    person.put("firstName", "太郎");
    person.put("lastNameKana", "セッシュ");
    person.put("firstNameKana", "タロウ");
    person.put("email", "tarou.sesshu@example.jp");
    String id =
        api.post(facility.members(), facility.administrator().token(), person)
            .expect(201)
            .body()
            .path("id")
            .asText();

    Reply found =
        api.get(
            facility.members() + "?search=" + URLEncoder.encode(part, StandardCharsets.UTF_8),
            facility.administrator().token());

    assertThat(found.body().findValuesAsText("id")).contains(id);
  }

  @Test
  void updateWhenVersionIsCurrentThenChanged() {
    TestOrganization facility = organizations.a();
    JsonNode member = registeredIn(facility);
    String path = facility.members() + "/" + member.path("id").asText();

    Reply reply =
        api.put(
            path,
            facility.administrator().token(),
            member.path("version").asText(),
            Map.of("department", "医事課", "phoneNumber", "03-0000-0000"));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode now = api.get(path, facility.administrator().token()).expect(200).body();
    assertThat(now.path("department").asText()).isEqualTo("医事課");
    assertThat(now.path("phoneNumber").asText()).isEqualTo("03-0000-0000");
    assertThat(now.path("lastName").asText()).isEqualTo("予防");
  }

  @Test
  void updateWhenSomebodyElseWasFasterThenRefused() {
    TestOrganization facility = organizations.a();
    JsonNode member = registeredIn(facility);
    String path = facility.members() + "/" + member.path("id").asText();
    String token = facility.administrator().token();
    String version = member.path("version").asText();
    api.put(path, token, version, Map.of("department", "医事課")).expect(200);

    Reply reply = api.put(path, token, version, Map.of("department", "総務課"));

    assertThat(reply.problem()).isEqualTo("version-changed");
    assertThat(api.get(path, token).body().path("department").asText()).isEqualTo("医事課");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void loginWhenDisabledThenRefusedUntilEnabled(Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.a();
    Map<String, Object> person = organizations.newMember();
    person.put("locale", language.tag());
    Actor member = organizations.registered(facility, person);
    String token = facility.administrator().token();
    api.put(facility.member(member) + "/enabled", token, Map.of("enabled", false)).expect(204);

    assertThat(admin.sessions(member.id())).as("signed out at once").isZero();
    Visit visit = desk.newBrowser(language);
    visit.openAccountConsole(stack);
    visit.logIn(member.userId(), member.password());
    assertThat(visit.message())
        .isEqualTo(
            language.of("＊このユーザIDは利用できません。管理者権限を持つユーザまたはヘルプデスクにお問い合わせください。", visit.message()));
    visit.look("login-disabled");

    api.put(facility.member(member) + "/enabled", token, Map.of("enabled", true)).expect(204);
    assertThat(member.newToken()).isNotBlank();
  }

  @Test
  void signOutWhenDoneThenTheBrowserMeetsTheLoginPage(Browsers.Desk desk) {
    TestOrganization facility = organizations.a();
    Actor member = organizations.registered(facility);
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.logIn(member.userId(), member.password());
    visit.awaitAccountConsole();

    api.post(facility.member(member) + "/sign-out", facility.administrator().token()).expect(204);

    assertThat(admin.sessions(member.id())).isZero();
    visit.openAccountConsole(stack);
    visit.find("#kc-page-title").waitFor();
    assertThat(visit.heading()).isEqualTo("ログイン");
  }

  @Test
  void rolesWhenGivenThenTheMemberMayAndWhenTakenAwayThenTheSameTokenMayNot() {
    TestOrganization facility = organizations.a();
    Actor member = organizations.registered(facility);
    String memberToken = member.token();
    String token = facility.administrator().token();
    String path = facility.member(member);
    assertThat(api.get(facility.members(), memberToken).status()).isEqualTo(403);

    JsonNode given =
        api.put(
                path + "/roles",
                token,
                api.get(path, token).body().path("version").asText(),
                Map.of("roles", List.of("user-manager")))
            .expect(200)
            .body();
    assertThat(api.get(facility.members(), memberToken).status()).isEqualTo(200);

    api.put(path + "/roles", token, given.path("version").asText(), Map.of("roles", List.of()))
        .expect(200);
    assertThat(api.get(facility.members(), memberToken).status()).isEqualTo(403);
  }

  @Test
  void reissueWhenDoneThenOnlyTheNewTemporaryPasswordOpens(Browsers.Desk desk) {
    TestOrganization facility = organizations.a();
    Actor member = organizations.registered(facility);
    String token = facility.administrator().token();
    Instant before = Instant.now();

    api.post(facility.member(member) + "/temporary-password", token, Map.of("identification", "対面"))
        .expect(204);

    // The notice of the first change may come after this moment, too.
    ReceivedMail mail =
        stack
            .inbox()
            .awaitMessage(
                member.email(),
                before,
                found -> found.subject().equals("【予予請求】仮パスワード通知"),
                Duration.ofSeconds(60));
    assertThat(admin.sessions(member.id())).isZero();
    assertThat(api.get(facility.member(member), token).body().path("state").asText())
        .isEqualTo("temporary-password-unchanged");
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.logIn(member.userId(), member.password());
    assertThat(visit.message()).isEqualTo("＊ユーザIDまたはパスワードが正しくありません。");
    visit.logIn(member.userId(), Actors.temporaryPasswordIn(mail));
    assertThat(visit.heading()).isEqualTo("仮パスワード変更");
  }

  @Test
  void unlockWhenLockedThenTheMemberMayLogInAtOnce(Browsers.Desk desk) {
    TestOrganization facility = organizations.a();
    Actor member = organizations.registered(facility);
    String token = facility.administrator().token();
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    for (int miss = 0; miss < 5; miss++) {
      visit.logIn(member.userId(), "Wrong-Password-" + miss);
    }
    assertThat(api.get(facility.member(member), token).body().path("state").asText())
        .isEqualTo("locked");
    visit.logIn(member.userId(), member.password());
    assertThat(visit.message()).isEqualTo("＊ユーザIDまたはパスワードが正しくありません。");

    api.post(facility.member(member) + "/unlock", token).expect(204);

    visit.logIn(member.userId(), member.password());
    visit.awaitAccountConsole();
    assertThat(api.get(facility.member(member), token).body().path("state").asText())
        .isEqualTo("active");
  }

  @Test
  void eventsWhenMembersManagedThenTheySayWhoDidWhat() {
    TestOrganization facility = organizations.newFacility();
    String token = facility.administrator().token();
    JsonNode member = registeredIn(facility);
    String path = facility.members() + "/" + member.path("id").asText();
    api.put(path + "/enabled", token, Map.of("enabled", false)).expect(204);

    JsonNode events = api.get(facility.path() + "/events", token).expect(200).body().path("items");

    assertThat(events.findValuesAsText("action")).startsWith("disable-member", "register-member");
    assertThat(events.get(0).path("actor").asText()).isEqualTo(facility.administrator().userId());
  }

  private JsonNode registeredIn(TestOrganization facility, String... roles) {
    return organizations.registeredOnly(facility, roles);
  }

  private ReceivedMail registered(Map<String, Object> person) {
    Instant before = Instant.now();
    api.post(organizations.a().members(), organizations.a1().token(), person).expect(201);
    return stack.inbox().awaitMessage(String.valueOf(person.get("email")), before);
  }
}
