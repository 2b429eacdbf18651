package jp.yoyo.id.acceptance.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A fresh second factor before what costs money or credentials: the help desk reissues a temporary
 * password, in Japanese with an app, in English with a passkey.
 */
@ExtendWith({SharedStack.class, Browsers.class})
final class StepUpIT {

  private static final String IDENTIFICATION = "届出の電話番号に折り返し";

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final RealmAdmin admin;
  private final Actors actors;

  StepUpIT(DevStack stack, TestOrganizations organizations, RealmAdmin admin, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.admin = admin;
    this.actors = actors;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void reissueWhenNoSecondFactorWasShownForAWhileThenAskedForAndNothingIsLost(
      Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility();
    Actor person = facility.administrator();
    Map<String, Object> newHelpDesk = organizations.newMember("help-desk");
    newHelpDesk.put("locale", language.tag());
    Actor helpDesk = organizations.registered(organizations.centralOffice(), newHelpDesk);
    String app = stack.companionAppUrl().orElseThrow().toString();
    String reissue =
        app
            + "/help-desk/organizations/"
            + facility.alias()
            + "/members/"
            + person.id()
            + "/reissue";

    RealmAdmin.Restoring switched = admin.withRealmAttribute("secondFactor.mode", "required");
    try {
      Visit visit = desk.newBrowser(language);
      visit.page().navigate(app + "/");
      visit.logIn(helpDesk.userId(), helpDesk.password());
      Enrolment.assertOnChoice(visit);
      AuthenticatorApp device = null;
      if (language == Language.JA) {
        device = Enrolment.registerApp(visit);
      } else {
        Enrolment.plugInAuthenticator(visit);
        Enrolment.registerPasskey(visit);
      }
      Enrolment.keepRecoveryCodes(visit);
      visit.page().waitForURL(Pattern.compile(Pattern.quote(app) + "/.*"));

      visit.page().navigate(reissue);
      visit.find("#form-identification").fill(IDENTIFICATION);
      Instant before = Instant.now();
      visit.awaitNextPage(() -> submit(visit).click());
      assertThat(visit.page().url()).startsWith(stack.keycloakUrl().toString());
      visit.look("step-up-" + (device == null ? "passkey" : "code"));
      assertThat(visit.find("#password").count()).isZero();
      if (device == null) {
        visit.find("#authenticateWebAuthnButton").click();
      } else {
        visit.find("#otp").fill(device.nextCode());
        visit.find("#kc-login").click();
      }
      visit.page().waitForURL(app + "/step-up");
      visit.look("app-step-up");
      assertThat(stack.inbox().messagesTo(person.email()))
          .as("nothing is done before the button")
          .noneMatch(mail -> mail.receivedAt().isAfter(before));
      visit.awaitNextPage(() -> submit(visit).click());
      assertThat(visit.find("main").innerText())
          .contains(language.of("再発行しました", "temporary password"));
      assertThat(actors.awaitTemporaryPassword(person.email(), before)).isNotBlank();

      // Fresh for five minutes.
      visit.page().navigate(reissue);
      visit.find("#form-identification").fill(IDENTIFICATION);
      visit.awaitNextPage(() -> submit(visit).click());
      assertThat(visit.page().url()).startsWith(app).doesNotContain("step-up");
    } finally {
      switched.close();
    }
  }

  private static Locator submit(Visit visit) {
    return visit.find("main form button.pf-m-primary, main form button.pf-m-danger").first();
  }
}
