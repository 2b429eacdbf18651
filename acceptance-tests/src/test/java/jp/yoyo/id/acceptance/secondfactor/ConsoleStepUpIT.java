package jp.yoyo.id.acceptance.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A fresh second factor before an administrator lets somebody else into an account, by the API and
 * in the account console. What the companion app asks, and that it is not asked again for what it
 * does on behalf of a user, is {@link StepUpIT}'s.
 */
@ExtendWith({SharedStack.class, Browsers.class})
final class ConsoleStepUpIT {

  private static final Map<String, String> IDENTIFIED = Map.of("identification", "対面で本人と確認した");
  private static final String DETAIL = "窓口にて";

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;
  private final Actors actors;

  ConsoleStepUpIT(
      DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
    this.actors = actors;
  }

  private RealmAdmin.Restoring required() {
    return admin.withRealmAttribute("secondFactor.mode", "required");
  }

  private Reply reissue(TestOrganization facility, Actor target, String token) {
    return api.post(facility.member(target) + "/temporary-password", token, IDENTIFIED);
  }

  private boolean isMailedSince(Instant before, Actor target) {
    return stack.inbox().messagesTo(target.email()).stream()
        .filter(mail -> mail.subject().contains("仮パスワード"))
        .anyMatch(mail -> mail.receivedAt().isAfter(before));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void reissueInTheConsoleWhenNothingFreshWasShownThenAskedForAndNothingIsLost(
      Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility();
    Actor target = organizations.registered(facility);
    Map<String, Object> administrator = organizations.newMember("organization-admin");
    administrator.put("locale", language.tag());
    Actor by = organizations.registered(facility, administrator);
    String memberPage =
        Visit.accountConsole(stack.keycloakUrl())
            + "organizations/"
            + facility.alias()
            + "/members/"
            + target.id();

    RealmAdmin.Restoring switched = required();
    try {
      Visit visit = desk.newBrowser(language);
      visit.openAccountConsole(stack);
      visit.logIn(by.userId(), by.password());
      AuthenticatorApp device = null;
      if (language == Language.JA) {
        device = Enrolment.registerApp(visit);
      } else {
        Enrolment.plugInAuthenticator(visit);
        Enrolment.registerPasskey(visit);
      }
      Enrolment.keepRecoveryCodes(visit);
      visit.awaitAccountConsole();

      String token = visit.tokenOfConsole(() -> visit.page().navigate(memberPage));
      Instant before = Instant.now();
      visit.find("#role-accountant").check();
      visit.find("[data-testid=action-send-temporary-password]").click();
      visit.find("#identification-other").check();
      visit.find("#identification-detail").fill(DETAIL);
      visit.find("[data-testid=confirm]").click();
      visit.find("[data-testid=step-up]").waitFor();
      visit.look("account-console-step-up");
      assertThat(reissue(facility, target, token).problem()).isEqualTo("step-up-required");

      visit.awaitNextPage(() -> visit.find("[data-testid=step-up]").click());
      assertThat(visit.find("#password").count()).isZero();
      if (device == null) {
        visit.find("#authenticateWebAuthnButton").click();
      } else {
        visit.find("#otp").fill(device.nextCode());
        visit.find("#kc-login").click();
      }
      visit.find("[data-testid=confirm]").waitFor();
      assertThat(visit.page().url()).startsWith(memberPage);
      assertThat(visit.find("#identification-other").isChecked()).isTrue();
      assertThat(visit.find("#identification-detail").inputValue()).isEqualTo(DETAIL);
      visit.look("account-console-step-up-back");
      assertThat(visit.page().evaluate("document.activeElement.closest('[role=dialog]') !== null"))
          .as("whoever has only a keyboard is in the dialog")
          .isEqualTo(true);
      assertThat(isMailedSince(before, target)).as("nothing is done before the button").isFalse();

      visit.find("[data-testid=confirm]").click();
      visit
          .page()
          .getByText(language.of("仮パスワードを再発行し", "A new temporary password has been sent"))
          .first()
          .waitFor();
      assertThat(actors.awaitTemporaryPassword(target.email(), before)).isNotBlank();
      visit.page().reload();
      visit.find("[data-testid=action-send-temporary-password]").waitFor();
      assertThat(visit.find("[data-testid=confirm]").count()).as("offered once").isZero();
      visit.find("#role-accountant").waitFor();
      assertThat(visit.find("#role-accountant").isChecked()).as("ticked before").isTrue();
      visit.find("[data-testid=save-roles]").click();
      visit
          .page()
          .getByText(language.of("権限を変更しました。", "The roles have been changed."))
          .first()
          .waitFor();
      visit.page().reload();
      visit.find("#role-accountant").waitFor();
      assertThat(visit.find("#role-accountant").isChecked()).as("saved").isTrue();

      // The session counts, not the token, which is of before.
      reissue(facility, target, token).expect(204);
    } finally {
      switched.close();
    }
  }

  @Test
  void callWhenASecondFactorIsRequiredOfTheCallerThenRefusedWithoutAFreshOne(Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility();
    Actor target = organizations.registered(facility);
    Actor enrolled = organizations.registered(facility, "organization-admin");
    // Of facilities, the realm requires it of administrators only.
    String manager = organizations.registered(facility, "user-manager").newToken();
    String administrator = organizations.registered(facility, "organization-admin").newToken();
    Instant before = Instant.now();

    RealmAdmin.Restoring switched = required();
    try {
      Visit visit = desk.newBrowser(Language.JA);
      visit.openAccountConsole(stack);
      visit.logIn(enrolled.userId(), enrolled.password());
      var unused = Enrolment.registerApp(visit);
      Enrolment.keepRecoveryCodes(visit);
      visit.awaitAccountConsole();

      Reply refused = reissue(facility, target, administrator).expect(403);
      assertThat(refused.problem()).isEqualTo("step-up-required");
      assertThat(refused.body().path("detail").asText()).contains("二要素認証");
      assertThat(refused.header("WWW-Authenticate")).contains("acr_values=\"2\"");
      String reset = "/second-factor-reset";
      assertThat(
              api.post(facility.member(enrolled) + reset, administrator, IDENTIFIED)
                  .expect(403)
                  .problem())
          .isEqualTo("step-up-required");
      assertThat(api.post(facility.member(target) + reset, administrator, IDENTIFIED).problem())
          .as("nobody shows a second factor in vain")
          .isEqualTo("no-second-factor");
      assertThat(isMailedSince(before, target)).isFalse();
      assertThat(admin.sessions(enrolled.id())).as("nothing was reset").isPositive();

      reissue(facility, target, manager).expect(204);
    } finally {
      switched.close();
    }
    reissue(facility, target, administrator).expect(204);
  }
}
