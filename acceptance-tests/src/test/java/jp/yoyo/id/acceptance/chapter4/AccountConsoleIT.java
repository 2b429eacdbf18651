package jp.yoyo.id.acceptance.chapter4;

import static jp.yoyo.id.acceptance.chapter4.AccountConsole.button;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.follow;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.time.Instant;
import java.util.List;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
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

/** Chapter 4 of the manual on its screens: 「ユーザ管理」 and 「操作履歴」 in the account console. */
@ExtendWith({SharedStack.class, Browsers.class})
final class AccountConsoleIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;
  private final AccountConsole console;

  AccountConsoleIT(DevStack stack, TestOrganizations organizations, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
    this.console = new AccountConsole(stack, organizations);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void administratorWhenUserRegisteredThenHandedOverFoundAndReissued(
      Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility(language.tag());
    String userId = facility.alias() + "-new";
    String email = userId + "@clinic.example";
    Visit visit = console.of(facility.administrator(), desk, language);
    String atAGlance = visit.find("[data-testid=at-a-glance]").innerText();
    assertThat(atAGlance)
        .contains(facility.displayName())
        .contains(language.of("管理者権限を持つユーザ", "Organization administrator"))
        .containsPattern(
            language.of("前回のログイン\\s+\\d{4}年", "Last login\\s+\\w+, \\w+ \\d+, \\d{4}"));
    assertThat(visit.find("#yoyo-navigation a[href^='http']").innerText())
        .as("the companion app, as the realm's configuration has it")
        .isEqualTo(language.of("医療機関ポータル", "Facility portal"));
    visit.look("console-home");
    visit.zoomIn("console-home");

    follow(visit, "ユーザ管理", "User management");
    row(visit, facility.administrator().userId()).waitFor();
    visit.look("console-members");

    AccountConsole.openRegistration(visit);
    visit.find("#field-userId").fill(userId);
    visit
        .find("[data-testid=user-id-check]")
        .filter(new Locator.FilterOptions().setHasText(language.of("使用できます", "is free")))
        .waitFor();
    visit.find("#field-lastName").fill("予防");
    visit.find("#field-firstName").fill("花子");
    visit.find("#field-lastNameKana").fill("ヨボウ");
    visit.find("#field-firstNameKana").fill("ハナコ");
    visit.find("#field-email").fill(email);
    visit.look("console-register");
    visit.zoomIn("console-register");
    Instant registered = Instant.now();
    visit.find("[data-testid=register]").click();
    visit.find("[data-testid=hand-over]").waitFor();
    assertThat(visit.find("[data-testid=hand-over-user-id]").innerText()).isEqualTo(userId);
    visit.look("console-hand-over");
    requireOnPaperAndInTheClipboard(visit, userId);
    String first = actors.awaitTemporaryPassword(email, registered);

    follow(visit, "登録したユーザを表示する", "Show this user");
    button(visit, "仮パスワードを再発行する", "Reissue the temporary password").waitFor();
    visit.look("console-member");
    visit.zoomIn("console-member");
    button(visit, "仮パスワードを再発行する", "Reissue the temporary password").click();
    visit.find("#identification-in-person").check();
    visit.look("console-reissue");
    Instant reissued = Instant.now();
    visit.find("[data-testid=confirm]").click();
    visit
        .page()
        .getByText(
            language.of("仮パスワードを再発行し、メールを送信しました。", "A new temporary password has been sent."))
        .waitFor();
    assertThat(actors.awaitTemporaryPassword(email, reissued)).isNotEqualTo(first);

    follow(visit, "操作履歴", "Operation history");
    visit.find("table").waitFor();
    assertThat(visit.find("table").innerText()).contains(userId);
    visit.look("console-events");
    visit.zoomIn("console-events");
  }

  /** What the administrator hands over: the user ID, and nothing that is on the screen only. */
  private static void requireOnPaperAndInTheClipboard(Visit visit, String userId) {
    visit.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    button(visit, "コピーする", "Copy").click();
    AccountConsole.awaitText(visit, "コピーしました。", "Copied.");
    assertThat(String.valueOf(visit.page().evaluate("navigator.clipboard.readText()")))
        .contains(userId)
        .contains("/realms/yoyo/account/");
    visit.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    visit.picture("console-hand-over-printed");
    assertThat(visit.find("[data-testid=hand-over-user-id]").isVisible()).isTrue();
    assertThat(button(visit, "印刷する", "Print").isVisible()).isFalse();
    assertThat(visit.find("#yoyo-navigation").isVisible()).isFalse();
    visit.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void userManagerWhenAnAdministratorIsShownThenActionsAreRefusedWithTheReason(
      Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility(language.tag());
    Actor manager = console.registered(facility, language, "user-manager");
    Visit visit = console.of(manager, desk, language);

    follow(visit, "ユーザ管理", "User management");
    row(visit, facility.administrator().userId()).getByRole(AriaRole.LINK).click();
    Locator reissue = button(visit, "仮パスワードを再発行する", "Reissue the temporary password");
    reissue.waitFor();

    assertThat(reissue.getAttribute("aria-disabled")).isEqualTo("true");
    String reason = reissue.getAttribute("aria-describedby");
    assertThat(visit.find("[id='" + reason + "']").innerText()).isNotBlank();
    visit.look("console-member-refused");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void plainMemberWhenLoggedInThenNoAdministrationIsShownNorReached(
      Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility(language.tag());
    Visit visit = console.of(console.registered(facility, language), desk, language);
    visit.look("console-home-member");

    assertThat(visit.find("#yoyo-navigation").innerText())
        .doesNotContain(language.of("ユーザ管理", "User management"));
    visit
        .page()
        .navigate(
            Visit.accountConsole(stack.keycloakUrl())
                + "organizations/"
                + facility.alias()
                + "/members");
    visit.page().getByText(language.of("この画面を表示できません", "This page cannot be shown")).waitFor();
    visit.look("console-no-permission");
  }
}
