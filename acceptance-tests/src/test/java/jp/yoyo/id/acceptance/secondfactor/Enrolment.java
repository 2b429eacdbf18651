package jp.yoyo.id.acceptance.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.List;
import jp.yoyo.id.acceptance.browser.Visit;

/** What somebody does who registers a second factor, page by page. */
final class Enrolment {

  private Enrolment() {}

  static void assertOnChoice(Visit visit) {
    assertThat(visit.heading())
        .isEqualTo(visit.language().of("二要素認証の登録", "Register a second factor"));
  }

  /** From the choice to the page of recovery codes, with an app. */
  static AuthenticatorApp registerApp(Visit visit) {
    visit.send("#yoyo-enrol-app");
    AuthenticatorApp app = new AuthenticatorApp(visit.find("#totpSecret").inputValue());
    visit.find("#totp").fill(app.nextCode());
    visit.send("#saveTOTPBtn");
    return app;
  }

  /** From the choice to the page of recovery codes, with a passkey of this browser. */
  static void registerPasskey(Visit visit) {
    visit.send("#yoyo-enrol-passkey");
    // The page asks for a name of the passkey by a dialog of the browser.
    visit.page().onceDialog(dialog -> dialog.accept("PC"));
    visit.send("#registerWebAuthn");
  }

  /** Ticks that the codes are kept, and sends; returns them. */
  static List<String> keepRecoveryCodes(Visit visit) {
    List<String> codes =
        visit.find("#kc-recovery-codes-list li").allInnerTexts().stream()
            .map(code -> code.strip().replace("-", ""))
            .toList();
    visit.find("#kcRecoveryCodesConfirmationCheck").check();
    visit.find("#saveRecoveryAuthnCodesBtn").click();
    return codes;
  }

  /** Gives the browser a device for passkeys that says yes to everything (WebAuthn of CDP). */
  static void plugInAuthenticator(Visit visit) {
    Page page = visit.page();
    CDPSession chromium = page.context().newCDPSession(page);
    chromium.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject parameters = new JsonObject();
    parameters.add("options", options);
    chromium.send("WebAuthn.addVirtualAuthenticator", parameters);
  }
}
