package jp.yoyo.id.acceptance.chapter5;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith({SharedStack.class, Browsers.class})
final class LoginRefusedIT {

  private static final String WRONG = "＊ユーザIDまたはパスワードが正しくありません。";
  private static final String WRONG_EN = "＊The user ID or the password is not correct.";

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;
  private final Actors actors;

  LoginRefusedIT(
      DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
    this.actors = actors;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void loginWhenPasswordIsWrongThenThePageDoesNotSayWhichOfTheTwo(
      Language language, Browsers.Desk desk) {
    Visit visit = atLogin(language, desk);

    visit.logIn(organizations.memberA().userId(), "Wrong-Password-1");

    assertThat(visit.message()).isEqualTo(language.of(WRONG, WRONG_EN));
    assertThat(visit.find("#username").getAttribute("aria-invalid")).isEqualTo("true");
    assertThat(visit.find("#password").getAttribute("aria-invalid")).isEqualTo("true");
    assertThat(visit.find("#password").inputValue()).isEmpty();
    visit.look("login-wrong-password");
  }

  @Test
  void loginWhenUserIdIsUnknownThenTheSamePageAsForAWrongPassword(Browsers.Desk desk) {
    Map<String, Object> person = organizations.newMember();
    person.put("locale", "en"); // not even by the language of the page
    Actor known = organizations.registered(organizations.a(), person);
    Visit visit = atLogin(Language.JA, desk);
    visit.logIn(known.userId(), "Wrong-Password-1");
    String wrongPassword = textOf(visit, known.userId());

    Visit other = atLogin(Language.JA, desk);
    other.logIn("nobody-of-this-name", "Wrong-Password-1");

    assertThat(textOf(other, "nobody-of-this-name")).isEqualTo(wrongPassword);
  }

  /** What the page says, and its title, without what was typed. */
  private static String textOf(Visit visit, String userId) {
    return visit.page().title()
        + "\n"
        + visit.find("body").innerText().replace(userId, "")
        + visit.find("#username").inputValue().replace(userId, "");
  }

  @Test
  void loginWhenMailAddressIsTypedThenRefused(Browsers.Desk desk) {
    Actor member = organizations.memberA();
    Visit visit = atLogin(Language.JA, desk);

    visit.logIn(member.email(), member.password());

    assertThat(visit.message()).isEqualTo(WRONG);
  }

  @Test
  void loginWhenLockedThenNotToldApartFromAWrongPassword(Browsers.Desk desk) {
    TestOrganization facility = organizations.a();
    Actor member = organizations.registered(facility);
    Visit visit = atLogin(Language.JA, desk);
    for (int miss = 0; miss < 5; miss++) {
      visit.logIn(member.userId(), "Wrong-Password-" + miss);
    }
    assertThat(
            api.get(facility.member(member), facility.administrator().token())
                .body()
                .path("state")
                .asText())
        .isEqualTo("locked");

    visit.logIn(member.userId(), member.password());

    assertThat(visit.message()).isEqualTo(WRONG);
    assertThat(admin.sessions(member.id())).isEqualTo(1); // that of the first login
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void loginWhenTemporaryPasswordIsTooOldThenThePageSaysWhomToAsk(
      Language language, Browsers.Desk desk) {
    Map<String, Object> person = organizations.newMember();
    person.put("locale", language.tag());
    Instant before = Instant.now();
    JsonNode member =
        api.post(organizations.a().members(), organizations.a1().token(), person)
            .expect(201)
            .body();
    String password = actors.awaitTemporaryPassword(String.valueOf(person.get("email")), before);
    Visit visit = atLogin(language, desk);

    RealmAdmin.Restoring shortened = admin.withRealmAttribute("temporaryPassword.validity", "1");
    try {
      awaitExpired(member.path("id").asText());
      visit.logIn(member.path("userId").asText(), password);
    } finally {
      shortened.close();
    }

    assertThat(visit.heading())
        .isEqualTo(language.of("仮パスワードの有効期限切れ", "Temporary password expired"));
    assertThat(visit.message())
        .isEqualTo(
            language.of(
                "＊仮パスワードの有効期限が切れています。管理者権限を持つユーザまたはヘルプデスクに再発行を依頼してください。",
                "＊The temporary password has expired. Please ask an organization admin or the help"
                    + " desk to issue a new one."));
    // Whom to ask, by name: only who has proved the password is told.
    assertThat(visit.find("#yoyo-contacts").innerText()).contains(language.of("予防 花子", "花子 予防"));
    visit.look("temporary-password-expired");
    assertThat(admin.sessions(member.path("id").asText())).isZero();
    visit.awaitNextPage(() -> visit.find("#loginRestartLink").click());
    assertThat(visit.heading()).isEqualTo(language.of("ログイン", "Log in"));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void loginWhenOrganizationIsDisabledThenThePageSaysSo(Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility(language.tag());
    enable(facility, false);
    Visit visit = atLogin(language, desk);

    visit.logIn(facility.administrator().userId(), facility.administrator().password());

    assertThat(visit.heading()).isEqualTo(language.of("ご利用いただけません", "Not available"));
    assertThat(visit.message())
        .isEqualTo(
            language.of(
                "＊所属する組織の利用が停止されているため、ログインできません。",
                "＊You cannot log in, because your organization has been suspended."));
    assertThat(visit.find("main").innerText()).contains(facility.displayName());
    visit.look("organization-disabled");

    enable(facility, true);
    assertThat(facility.administrator().newToken()).isNotBlank();
  }

  @Test
  void cookieWhenOrganizationIsDisabledMeanwhileThenRefused(Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility();
    Visit visit = atLogin(Language.JA, desk);
    visit.logIn(facility.administrator().userId(), facility.administrator().password());
    visit.awaitAccountConsole();

    enable(facility, false);
    visit.openAccountConsole(stack);
    visit.find("#kc-page-title").waitFor();

    assertThat(visit.heading()).isEqualTo("ご利用いただけません");
  }

  private void awaitExpired(String member) {
    String path = organizations.a().members() + "/" + member;
    Instant limit = Instant.now().plusSeconds(20);
    String state;
    do {
      state = api.get(path, organizations.a1().token()).expect(200).body().path("state").asText();
    } while (!state.equals("temporary-password-expired") && Instant.now().isBefore(limit));
    assertThat(state).isEqualTo("temporary-password-expired");
  }

  private void enable(TestOrganization facility, boolean enabled) {
    api.put(
            facility.path() + "/enabled",
            organizations.m1().administrator().token(),
            Map.of("enabled", enabled))
        .expect(204);
  }

  private Visit atLogin(Language language, Browsers.Desk desk) {
    Visit visit = desk.newBrowser(language);
    visit.openAccountConsole(stack);
    return visit;
  }
}
