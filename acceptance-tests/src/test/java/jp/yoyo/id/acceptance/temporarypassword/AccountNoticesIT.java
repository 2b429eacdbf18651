package jp.yoyo.id.acceptance.temporarypassword;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.secondfactor.AuthenticatorApp;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.Inbox;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody's password, mail address or second factor changes without word to them. */
@ExtendWith(SharedStack.class)
final class AccountNoticesIT {

  private static final String OTHER_PASSWORD = "Kaede-Mominoki-17!";
  private static final String PASSWORD_CHANGED = "パスワード.*変更";
  private static final String ADDRESS_CHANGED = "メールアドレス.*変更";
  private static final String FACTOR_ADDED = "二要素認証の登録";
  private static final String FACTOR_REMOVED = "二要素認証の削除";

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;

  AccountNoticesIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  private Newcomer newcomer() {
    return Newcomer.registered(stack, organizations, api, organizations.a());
  }

  private Newcomer member() {
    Newcomer newcomer = newcomer();
    new FormBrowser(stack)
        .logIn(newcomer.userId(), newcomer.temporaryPassword())
        .changePassword(Actors.PASSWORD);
    newcomer.awaitMail(stack, Instant.EPOCH, PASSWORD_CHANGED);
    return newcomer;
  }

  private ReceivedMail awaitAt(String address, Instant after, String subject) {
    return stack
        .inbox()
        .awaitMessage(
            address,
            after,
            mail -> mail.subject().matches(".*" + subject + ".*"),
            Duration.ofSeconds(20));
  }

  @Test
  void temporaryPasswordWhenChangedThenOneNotice() {
    Newcomer newcomer = newcomer();
    Instant before = Instant.now();
    new FormBrowser(stack)
        .logIn(newcomer.userId(), newcomer.temporaryPassword())
        .changePassword(Actors.PASSWORD);

    ReceivedMail notice = newcomer.awaitMail(stack, before, PASSWORD_CHANGED);

    assertThat(notice.text()).contains("予防 花子").doesNotContain(Actors.PASSWORD);
    assertThat(mailsSince(newcomer.email(), before)).isEqualTo(1);
  }

  @Test
  void reissueWhenDoneThenNoNoticeBesideItsOwnMail() {
    Newcomer newcomer = newcomer();
    Instant before = Instant.now();
    newcomer.reissued(stack, api, organizations.a());

    assertThat(mailsSince(newcomer.email(), before)).isEqualTo(1);
  }

  @Test
  void ownChangeWhenDoneThenNoticeAndOtherSessionsEnd() {
    Newcomer member = member();
    FormBrowser elsewhere = new FormBrowser(stack).logIn(member.userId(), Actors.PASSWORD);
    FormBrowser browser = new FormBrowser(stack).logIn(member.userId(), Actors.PASSWORD);
    Instant before = Instant.now();
    browser.openLogin(Map.of("kc_action", "UPDATE_PASSWORD")).changePassword(OTHER_PASSWORD);

    assertThat(browser.isLoggedIn()).as("one's own session goes on").isTrue();
    member.awaitMail(stack, before, PASSWORD_CHANGED);
    assertThat(elsewhere.openLogin().isOnLoginPage()).isTrue();
  }

  @Test
  void loginWhenFromABrowserThatIsNewThenNoticeButNotOfTheFirst() {
    Newcomer member = member();
    Instant before = Instant.now();
    RealmAdmin.Restoring switched = admin.withRealmAttribute("accountNotices.newDevice", "on");
    try {
      FormBrowser own = new FormBrowser(stack).logIn(member.userId(), Actors.PASSWORD);
      own.openLogin(); // the same again, by the session
      assertThat(mailsSince(member.email(), before)).as("the first is no news").isZero();

      FormBrowser other = new FormBrowser(stack).logIn(member.userId(), Actors.PASSWORD);
      ReceivedMail notice = awaitAt(member.email(), before, "新しい端末からのログイン");
      assertThat(notice.text()).contains("予防 花子").contains("127.0.0.1");
      other.openLogin();
      own.openLogin();
      member.awaitMail(stack, before, "新しい端末");
      assertThat(mailsSince(member.email(), before)).isEqualTo(1);
    } finally {
      switched.close();
    }
  }

  /** On the page that shows the secret of an authenticator app, and sends it. */
  private static AuthenticatorApp registerApp(FormBrowser browser) {
    String secret = browser.hidden("totpSecret");
    AuthenticatorApp app = new AuthenticatorApp(secret);
    browser.submit(Map.of("totp", app.nextCode(), "totpSecret", secret, "userLabel", ""));
    return app;
  }

  private String appOf(Newcomer member) {
    for (JsonNode credential :
        admin.get("/users/" + member.id() + "/credentials").expect(200).body()) {
      if (credential.path("type").asText().equals("otp")) {
        return credential.path("id").asText();
      }
    }
    throw new AssertionError("No authenticator app of " + member.userId());
  }

  @Test
  void secondFactorWhenRegisteredAndRemovedByOneselfThenNoticeOfEach() {
    Newcomer member = member();
    FormBrowser browser = new FormBrowser(stack).logIn(member.userId(), Actors.PASSWORD);
    Instant before = Instant.now();
    browser.openLogin(Map.of("kc_action", "CONFIGURE_TOTP"));
    String secret = browser.hidden("totpSecret");
    AuthenticatorApp app = registerApp(browser);

    assertThat(browser.isLoggedIn()).isTrue();
    ReceivedMail added = member.awaitMail(stack, before, FACTOR_ADDED);
    assertThat(added.text()).contains("予防 花子").doesNotContain(secret, member.userId());

    browser.openLogin(Map.of("kc_action", "delete_credential:" + appOf(member)));
    if (browser.html().contains("name=\"otp\"")) {
      browser.submit(Map.of("otp", app.nextCode()));
    }
    browser.submit(Map.of("accept", "true"));
    assertThat(browser.isLoggedIn()).isTrue();
    member.awaitMail(stack, before, FACTOR_REMOVED);
    assertThat(mailsSince(member.email(), before)).isEqualTo(2);
  }

  @Test
  void secondFactorWhenRequiredAtALoginThenOneNoticeAndOneOfItsRemovalByARealmAdministrator() {
    Newcomer newcomer =
        Newcomer.registered(stack, organizations, api, organizations.a(), "organization-admin");
    Instant before = Instant.now();
    RealmAdmin.Restoring switched = admin.withRealmAttribute("secondFactor.mode", "required");
    try {
      FormBrowser browser =
          new FormBrowser(stack)
              .logIn(newcomer.userId(), newcomer.temporaryPassword())
              .changePassword(Actors.PASSWORD)
              .submit(Map.of("method", "app"));
      var unused = registerApp(browser);
      browser.submit(
          Map.of(
              "generatedRecoveryAuthnCodes", browser.hidden("generatedRecoveryAuthnCodes"),
              "generatedAt", browser.hidden("generatedAt"),
              "userLabel", "codes"));
      assertThat(browser.isLoggedIn()).isTrue();
    } finally {
      switched.close();
    }
    newcomer.awaitMail(stack, before, FACTOR_ADDED);

    admin
        .send("DELETE", "/users/" + newcomer.id() + "/credentials/" + appOf(newcomer), null)
        .expect(204);

    newcomer.awaitMail(stack, before, FACTOR_REMOVED);
    assertThat(mailsSince(newcomer.email(), before))
        .as("password changed, factor with its recovery codes registered, factor removed")
        .isEqualTo(3);
  }

  @Test
  void ownChangeWhenCancelledThenNothingChanges() {
    Newcomer member = member();
    FormBrowser browser = new FormBrowser(stack).logIn(member.userId(), Actors.PASSWORD);
    browser.openLogin(Map.of("kc_action", "UPDATE_PASSWORD")).submit(Map.of("cancel-aia", "true"));

    assertThat(browser.isLoggedIn()).isTrue();
    assertThat(new FormBrowser(stack).logIn(member.userId(), Actors.PASSWORD).isLoggedIn())
        .isTrue();
  }

  @Test
  void passwordWhenSetByRealmAdministratorThenNotice() {
    Newcomer member = member();
    Instant before = Instant.now();
    admin
        .send(
            "PUT",
            "/users/" + member.id() + "/reset-password",
            Map.of("type", "password", "value", OTHER_PASSWORD, "temporary", false))
        .expect(204);

    member.awaitMail(stack, before, PASSWORD_CHANGED);
  }

  @Test
  void addressWhenChangedByRealmAdministratorThenBothAreTold() {
    Newcomer member = member();
    Instant before = Instant.now();
    ObjectNode user = (ObjectNode) admin.get("/users/" + member.id()).expect(200).body();
    String present = "new-" + member.email();
    user.put("email", present);
    admin.send("PUT", "/users/" + member.id(), user).expect(204);

    ReceivedMail former = awaitAt(member.email(), before, ADDRESS_CHANGED);
    assertThat(former.text()).contains("n…@example.jp").doesNotContain(present);
    awaitAt(present, before, ADDRESS_CHANGED);
  }

  @Test
  void addressWhenChangedByOrganizationAdministratorThenBothAreTold() {
    Newcomer member = member();
    String path = member.path(organizations.a());
    Reply read = api.get(path, organizations.a1().token()).expect(200);
    Instant before = Instant.now();
    String present = "new-" + member.email();
    api.put(
            path,
            organizations.a1().token(),
            read.body().path("version").asText(),
            Map.of(
                "lastName", "予防",
                "firstName", "花子",
                "lastNameKana", "ヨボウ",
                "firstNameKana", "ハナコ",
                "email", present))
        .expect(200);

    awaitAt(member.email(), before, ADDRESS_CHANGED);
    awaitAt(present, before, ADDRESS_CHANGED);
  }

  @Test
  void otherFieldWhenChangedByRealmAdministratorThenNoNotice() {
    Newcomer member = member();
    Instant before = Instant.now();
    ObjectNode user = (ObjectNode) admin.get("/users/" + member.id()).expect(200).body();
    user.put("lastName", "改姓");
    admin.send("PUT", "/users/" + member.id(), user).expect(204);
    // A notice that does come, after which the other one would have come too.
    admin
        .send(
            "PUT",
            "/users/" + member.id() + "/reset-password",
            Map.of("type", "password", "value", OTHER_PASSWORD, "temporary", false))
        .expect(204);
    member.awaitMail(stack, before, PASSWORD_CHANGED);

    assertThat(mailsSince(member.email(), before)).isEqualTo(1);
  }

  @Test
  void changeWhenMailServerRefusesThenItIsDoneAllTheSame() {
    Newcomer newcomer = newcomer();
    stack.inbox().setMode(Inbox.Mode.REFUSE);
    try {
      FormBrowser browser =
          new FormBrowser(stack)
              .logIn(newcomer.userId(), newcomer.temporaryPassword())
              .changePassword(Actors.PASSWORD);
      assertThat(browser.isLoggedIn()).isTrue();
    } finally {
      stack.inbox().setMode(Inbox.Mode.NORMAL);
    }
  }

  private long mailsSince(String address, Instant before) {
    return stack.inbox().messagesTo(address).stream()
        .filter(mail -> !mail.receivedAt().isBefore(before))
        .count();
  }
}
