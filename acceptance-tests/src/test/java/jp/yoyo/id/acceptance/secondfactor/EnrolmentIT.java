package jp.yoyo.id.acceptance.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who has to register a second factor does so right after the change of the temporary password, and
 * is asked for it from then on. The stack of the tests requires none; each test here switches the
 * requirement on for as long as it looks at pages.
 */
@ExtendWith({SharedStack.class, Browsers.class})
final class EnrolmentIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;
  private final Actors actors;

  EnrolmentIT(
      DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
    this.actors = actors;
  }

  /** Somebody whose mail has come and who has not logged in yet. */
  private record Newcomer(String id, String userId, String temporaryPassword) {}

  private Newcomer newcomer(TestOrganization organization, Language language, String... roles) {
    Map<String, Object> person = organizations.newMember(roles);
    person.put("locale", language.tag());
    Instant before = Instant.now();
    JsonNode member =
        api.post(organization.members(), organization.administrator().token(), person)
            .expect(201)
            .body();
    return new Newcomer(
        member.path("id").asText(),
        member.path("userId").asText(),
        actors.awaitTemporaryPassword(String.valueOf(person.get("email")), before));
  }

  private RealmAdmin.Restoring required() {
    return admin.withRealmAttribute("secondFactor.mode", "required");
  }

  private Visit atChoice(Newcomer newcomer, Language language, Browsers.Desk desk) {
    Visit visit = desk.newBrowser(language);
    visit.openAccountConsole(stack);
    visit.logIn(newcomer.userId(), newcomer.temporaryPassword());
    visit.changePasswordTo(Actors.PASSWORD);
    return visit;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void firstLoginWhenAdministratorThenRegistersAnAppAndIsAskedForItFromThenOn(
      Language language, Browsers.Desk desk) {
    Newcomer newcomer = newcomer(organizations.a(), language, "organization-admin");
    RealmAdmin.Restoring switched = required();
    try {
      Visit visit = atChoice(newcomer, language, desk);
      Enrolment.assertOnChoice(visit);
      visit.look("second-factor-choice");

      visit.send("#yoyo-enrol-app");
      visit.look("second-factor-app");
      visit.find("#totp").fill("000000");
      visit.send("#saveTOTPBtn");
      assertThat(visit.find("#input-error-totp").innerText())
          .contains(language.of("確認コードが正しくありません。", "The one-time code is not correct."));
      AuthenticatorApp app = new AuthenticatorApp(visit.find("#totpSecret").inputValue());
      visit.find("#totp").fill(app.nextCode());
      visit.send("#saveTOTPBtn");

      visit.look("second-factor-recovery-codes");
      assertThat(admin.sessions(newcomer.id())).as("not before all is registered").isZero();
      List<String> codes = Enrolment.keepRecoveryCodes(visit);
      visit.awaitAccountConsole();
      assertThat(codes).hasSize(12);

      Visit later = desk.newBrowser(language);
      later.openAccountConsole(stack);
      later.logIn(newcomer.userId(), Actors.PASSWORD);
      assertThat(later.heading()).isEqualTo(language.of("確認コードの入力", "Enter the one-time code"));
      later.look("second-factor-code");
      later.find("#otp").fill("000000");
      later.send("#kc-login");
      assertThat(later.find("#input-error-otp").innerText())
          .contains(language.of("確認コードが正しくありません。", "The one-time code is not correct."));
      later.find("#otp").fill(app.nextCode());
      later.find("#kc-login").click();
      later.awaitAccountConsole();

      Visit withoutDevice = desk.newBrowser(language);
      withoutDevice.openAccountConsole(stack);
      withoutDevice.logIn(newcomer.userId(), Actors.PASSWORD);
      withoutDevice.send("#try-another-way");
      withoutDevice.look("second-factor-other-ways");
      withoutDevice.awaitNextPage(() -> withoutDevice.find(".yoyo-choice").last().click());
      withoutDevice.look("second-factor-recovery-code");
      withoutDevice.find("#recoveryCodeInput").fill(codes.get(0));
      withoutDevice.find("#kc-login").click();
      withoutDevice.awaitAccountConsole();
    } finally {
      switched.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void firstLoginWhenOfficerThenRegistersAPasskeyAndLogsInWithIt(
      Language language, Browsers.Desk desk) {
    Newcomer newcomer = newcomer(organizations.m1(), language, "officer");
    RealmAdmin.Restoring switched = required();
    try {
      Visit visit = atChoice(newcomer, language, desk);
      Enrolment.plugInAuthenticator(visit);
      visit.send("#yoyo-enrol-passkey");
      visit.look("second-factor-passkey");
      visit.page().onceDialog(dialog -> dialog.accept("PC"));
      visit.send("#registerWebAuthn");
      Enrolment.keepRecoveryCodes(visit);
      visit.awaitAccountConsole();

      visit.page().context().clearCookies();
      visit.openAccountConsole(stack);
      visit.logIn(newcomer.userId(), Actors.PASSWORD);
      visit.look("second-factor-passkey-login");
      visit.find("#authenticateWebAuthnButton").click();
      visit.awaitAccountConsole();
    } finally {
      switched.close();
    }
  }

  @Test
  void enrolmentWhenSkippedByWhateverWayThenNoSession(Browsers.Desk desk) {
    Newcomer newcomer = newcomer(organizations.a(), Language.JA, "organization-admin");
    RealmAdmin.Restoring switched = required();
    try {
      Visit visit = atChoice(newcomer, Language.JA, desk);
      var first = visit.page();

      visit.newTab();
      visit.openAccountConsole(stack);
      if (visit.find("#username").count() > 0) {
        visit.logIn(newcomer.userId(), Actors.PASSWORD);
      }
      Enrolment.assertOnChoice(visit);

      // An action of one's own choice, and the page of the first tab without a choice.
      visit
          .page()
          .navigate(
              stack.keycloakUrl()
                  + "/realms/yoyo/protocol/openid-connect/auth?client_id=account-console"
                  + "&response_type=code&scope=openid&kc_action=UPDATE_PROFILE"
                  + "&code_challenge_method=S256&code_challenge="
                  + "x".repeat(43)
                  + "&redirect_uri="
                  + Visit.accountConsole(stack.keycloakUrl()));
      if (visit.find("#username").count() > 0) {
        visit.logIn(newcomer.userId(), Actors.PASSWORD);
      }
      Enrolment.assertOnChoice(visit);

      visit.backTo(first);
      visit.awaitNextPage(() -> first.evaluate("document.getElementById('yoyo-enrol').submit()"));
      assertThat(visit.find("[data-testid='page-heading']").count()).isZero();
      assertThat(admin.sessions(newcomer.id())).isZero();
    } finally {
      switched.close();
    }
  }

  @Test
  void loginWhenTheRoleNeedsNoneThenNotAsked(Browsers.Desk desk) {
    Newcomer plain = newcomer(organizations.a(), Language.JA);
    RealmAdmin.Restoring switched = required();
    try {
      atChoice(plain, Language.JA, desk).awaitAccountConsole();
    } finally {
      switched.close();
    }
  }

  /** An account that was there before the requirement, and a session that was open. */
  @Test
  void requirementWhenSwitchedOnThenTheNextLoginAsksEvenWhereASessionIsOpen(Browsers.Desk desk) {
    Actor officer = organizations.registered(organizations.m1(), "officer");
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.logIn(officer.userId(), officer.password());
    visit.awaitAccountConsole();
    RealmAdmin.Restoring switched = required();
    try {
      visit.openAccountConsole(stack);
      Enrolment.assertOnChoice(visit);
    } finally {
      switched.close();
    }
    visit.openAccountConsole(stack);
    visit.awaitAccountConsole();
  }

  /** A mailbox alone opens no account that has a second factor. */
  @Test
  void passwordWhenResetByMailThenTheSecondFactorIsAskedForFirst(Browsers.Desk desk) {
    Actor member = organizations.registered(organizations.a(), "organization-admin");
    RealmAdmin.Restoring switched = required();
    try {
      Visit visit = desk.newBrowser(Language.JA);
      visit.openAccountConsole(stack);
      visit.logIn(member.userId(), member.password());
      AuthenticatorApp app = Enrolment.registerApp(visit);
      Enrolment.keepRecoveryCodes(visit);
      visit.awaitAccountConsole();

      Visit later = desk.newBrowser(Language.JA);
      later.openAccountConsole(stack);
      Instant before = Instant.now();
      later.awaitNextPage(() -> later.find("#yoyo-password-forgotten").click());
      later.find("#username").fill(member.userId());
      later.send("#kc-form-buttons");
      later.page().navigate(linkIn(awaitReset(member, before)));
      assertThat(later.find("#password-new").count()).isZero();
      later.find("#otp").fill(app.nextCode());
      later.send("#kc-login");
      later.changePasswordTo("Fuurin-Kaze-2026!");
      later.awaitAccountConsole();
    } finally {
      switched.close();
    }
  }

  private ReceivedMail awaitReset(Actor member, Instant before) {
    return stack
        .inbox()
        .awaitMessage(
            member.email(), before, mail -> mail.subject().contains("再設定"), Duration.ofSeconds(60));
  }

  private static String linkIn(ReceivedMail mail) {
    Matcher matcher =
        Pattern.compile("https?://\\S+/login-actions/action-token\\?\\S+").matcher(mail.text());
    assertThat(matcher.find()).as(mail.text()).isTrue();
    return matcher.group();
  }
}
