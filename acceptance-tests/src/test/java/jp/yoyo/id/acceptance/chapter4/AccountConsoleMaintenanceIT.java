package jp.yoyo.id.acceptance.chapter4;

import static jp.yoyo.id.acceptance.chapter4.AccountConsole.awaitText;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.button;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.follow;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.openRegistration;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A maintenance that begins while somebody works in the account console. */
@ExtendWith({SharedStack.class, Browsers.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccountConsoleMaintenanceIT {

  private final TestOrganizations organizations;
  private final RealmAdmin admin;
  private final AccountConsole console;

  AccountConsoleMaintenanceIT(DevStack stack, TestOrganizations organizations, RealmAdmin admin) {
    this.organizations = organizations;
    this.admin = admin;
    this.console = new AccountConsole(stack, organizations);
  }

  /** The other classes share the stack. */
  @AfterEach
  void end() {
    admin.send("POST", "/maintenance/end", null).expect(200);
  }

  private void begin() {
    admin
        .send(
            "POST",
            "/maintenance/begin",
            Map.of(
                "until",
                System.currentTimeMillis() + Duration.ofHours(1).toMillis(),
                "text",
                Map.of("ja", "データベースを移転します。", "en", "The database moves.")))
        .expect(200);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void formWhenItBeginsThenThePageSaysSoAndWhatWasTypedIsStillThere(
      Language language, Browsers.Desk desk) {
    Actor administrator =
        console.registered(organizations.newFacility(), language, "organization-admin");
    Visit visit = console.of(administrator, desk, language);
    follow(visit, "ユーザ管理", "User management");
    openRegistration(visit);
    visit.find("#field-lastName").fill("予防");
    begin();

    // The page asks the server whether the user ID is free.
    visit.find("#field-userId").fill("typed-in-maintenance");

    visit.find("[data-testid='maintenance-text']").waitFor();
    assertThat(visit.find("[data-testid='maintenance-text']").innerText())
        .isEqualTo(language.of("データベースを移転します。", "The database moves."));
    assertThat(visit.find("[data-testid='maintenance-until']").innerText())
        .startsWith(language.of("終了予定: ", "Planned end: "));
    assertThat(visit.find("#field-lastName").isVisible()).isFalse();
    assertThat(visit.page().title()).startsWith(language.of("メンテナンス中", "Maintenance"));
    visit.look("console-maintenance");

    button(visit, "もう一度試す", "Try again").click();
    awaitText(visit, "まだメンテナンス中です。", "The maintenance still lasts.");

    end();
    button(visit, "もう一度試す", "Try again").click();
    visit.find("#field-lastName").waitFor();
    assertThat(visit.find("#field-lastName").inputValue()).isEqualTo("予防");
    assertThat(visit.find("#field-userId").inputValue()).isEqualTo("typed-in-maintenance");
    assertThat(visit.find("[data-testid='maintenance-text']").count()).isZero();
  }

  @Test
  void pagesWhenItIsOverThenReadWhatTheyCouldNot(Browsers.Desk desk) {
    Actor administrator =
        console.registered(organizations.newFacility(), Language.JA, "organization-admin");
    Visit visit = console.of(administrator, desk, Language.JA);
    begin();

    // A page of ours, and one of Keycloak's own, whose calls are closed as well.
    for (String page : new String[] {"操作履歴", "ログイン中の端末"}) {
      follow(visit, page, page);
      visit.find("[data-testid='maintenance-text']").waitFor();
    }

    end();
    button(visit, "もう一度試す", "Try again").click();
    visit
        .find("[data-testid='maintenance-text']")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    assertThat(visit.find("[data-testid='page-heading']").first().innerText())
        .isEqualTo("ログイン中の端末");
    follow(visit, "操作履歴", "操作履歴");
    awaitText(visit, "操作履歴", "操作履歴");
    assertThat(visit.find("[data-testid='maintenance-text']").count()).isZero();
  }
}
