package jp.yoyo.id.acceptance.chapter4;

import static jp.yoyo.id.acceptance.chapter4.AccountConsole.awaitText;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.button;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.follow;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
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

/** 「ユーザ管理」: many users at once, the list, changes of one user, and what goes wrong meanwhile. */
@ExtendWith({SharedStack.class, Browsers.class})
final class AccountConsoleMembersIT {

  /** More than a page of the list has. */
  private static final int MANY = 22;

  private final TestOrganizations organizations;
  private final Api api;
  private final AccountConsole console;

  AccountConsoleMembersIT(DevStack stack, TestOrganizations organizations, Api api) {
    this.organizations = organizations;
    this.api = api;
    this.console = new AccountConsole(stack, organizations);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void manyUsersWhenOneRowIsWrongThenTheOthersAreRegisteredOnce(
      Language language, Browsers.Desk desk) throws IOException {
    TestOrganization facility = organizations.newFacility(language.tag());
    Visit visit = console.of(facility.administrator(), desk, language);
    follow(visit, "ユーザ管理", "User management");
    follow(visit, "まとめて登録する", "Register many users");
    visit.find("[data-testid=import-text]").fill(table(facility, language));
    visit.look("console-import");
    visit.find("[data-testid=import-read]").click();

    awaitText(visit, "登録できる行 " + MANY + "、誤りのある行 1", MANY + " can be registered, 1 have errors");
    assertThat(visit.find("[data-testid=import-row-2]").innerText())
        .contains(language.of("E2 メールアドレス", "E2"));
    visit.look("console-import-preview");
    visit.find("[data-testid=import-start]").click();
    awaitText(
        visit, "登録 " + MANY + "、登録済み 0、失敗 0", MANY + " registered, 0 already there, 0 failed");
    visit.look("console-import-result");
    Download result =
        visit.page().waitForDownload(() -> visit.find("[data-testid=import-download]").click());
    String lines = Files.readString(result.path(), StandardCharsets.UTF_8);
    assertThat(lines.lines()).hasSize(MANY + 2);
    assertThat(lines).contains(userId(facility, MANY));

    button(visit, "最初からやり直す", "Start over").click();
    visit.find("[data-testid=import-text]").fill(table(facility, language));
    visit.find("[data-testid=import-read]").click();
    visit.find("[data-testid=import-start]").click();
    awaitText(visit, "登録 0、", "Finished: 0 registered");

    follow(visit, "ユーザ管理", "User management");
    assertThat(range(visit, 1, 20, MANY + 1, language)).isNotNull();
    button(visit, "次へ", "Next").click();
    assertThat(range(visit, 21, MANY + 1, MANY + 1, language)).isNotNull();
    visit.look("console-members-page-2");
    visit.find("[data-testid=search]").fill(userId(facility, 7));
    assertThat(range(visit, 1, 1, 1, language)).isNotNull();
    visit.find("[data-testid=filter-state]").selectOption("disabled");
    visit.find("[data-testid=empty]").waitFor();
    visit.look("console-members-empty");
    button(visit, "条件を消す", "Clear the conditions").click();
    visit.find("[data-testid=filter-state]").selectOption("temporary-password-unchanged");
    assertThat(range(visit, 1, 20, MANY, language)).isNotNull();
    visit.find("[data-testid=sort]").selectOption("-userId");
    visit
        .find("tbody tr")
        .first()
        .filter(new Locator.FilterOptions().setHasText(userId(facility, MANY)))
        .waitFor();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void memberWhenChangedDisabledAndRemovedThenEachIsConfirmedAndDone(
      Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility(language.tag());
    Actor member = console.registered(facility, language);
    Visit visit = console.of(facility.administrator(), desk, language);
    follow(visit, "ユーザ管理", "User management");
    row(visit, member.userId()).getByRole(AriaRole.LINK).click();

    visit.find("#field-department").fill("ワクチン担当");
    visit.find("[data-testid=save-member]").click();
    awaitText(visit, "ユーザ情報を更新しました。", "The user information has been updated.");
    visit.find("#role-accountant").check();
    visit.find("[data-testid=save-roles]").click();
    awaitText(visit, "権限を変更しました。", "The roles have been changed.");
    assertThat(
            api.get(facility.member(member), facility.administrator().token())
                .expect(200)
                .body()
                .path("roles")
                .toString())
        .isEqualTo("[\"accountant\"]");

    visit.find("[data-testid=action-disable]").click();
    visit.look("console-confirm-disable");
    visit.find("[data-testid=cancel]").click();
    assertThat(state(facility, member)).isEqualTo("active");
    visit.find("[data-testid=action-disable]").click();
    visit.find("[data-testid=confirm]").click();
    awaitText(visit, "無効にしました。", "Disabled.");
    assertThat(state(facility, member)).isEqualTo("disabled");
    visit.find("[data-testid=action-enable]").click();
    visit.find("[data-testid=confirm]").click();
    awaitText(visit, "有効にしました。", "Enabled.");

    visit.find("[data-testid=action-remove]").click();
    visit.look("console-confirm-remove");
    visit.find("[data-testid=confirm]").click();
    row(visit, facility.administrator().userId()).waitFor();
    assertThat(row(visit, member.userId()).count()).isZero();
    awaitText(visit, "を自組織から削除しました。", "has been removed from the organization.");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void formWhenTheSessionEndsThenSaysSoAndKeepsWhatWasTyped(Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility(language.tag());
    Actor manager = console.registered(facility, language, "user-manager");
    Visit visit = console.of(manager, desk, language);
    openRegistration(visit);

    api.post(facility.member(manager) + "/sign-out", facility.administrator().token()).expect(204);
    fillIn(visit, manager.userId() + "-2");
    visit.find("[data-testid=register]").click();
    visit.find("[data-testid=log-in-again]").waitFor();
    visit.look("console-session-expired");
    visit.awaitNextPage(() -> visit.find("[data-testid=log-in-again]").click());
    visit.logIn(manager.userId(), manager.password());

    visit.find("#field-lastName").waitFor();
    assertThat(visit.find("#field-lastName").inputValue()).isEqualTo("予防");
    assertThat(visit.find("#field-userId").inputValue()).isEqualTo(manager.userId() + "-2");
    visit.find("[data-testid=register]").click();
    visit.find("[data-testid=hand-over]").waitFor();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void formWhenTheRightIsWithdrawnThenSaysSo(Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility(language.tag());
    Actor manager = console.registered(facility, language, "user-manager");
    Visit visit = console.of(manager, desk, language);
    openRegistration(visit);
    fillIn(visit, manager.userId() + "-2");

    String administrator = facility.administrator().token();
    String version =
        api.get(facility.member(manager), administrator)
            .expect(200)
            .body()
            .path("version")
            .asText();
    api.put(facility.member(manager) + "/roles", administrator, version, Map.of("roles", List.of()))
        .expect(200);
    visit.find("[data-testid=register]").click();

    awaitText(visit, "この画面を表示できません", "This page cannot be shown");
    visit.look("console-right-withdrawn");
    assertThat(visit.find("#yoyo-navigation").innerText())
        .doesNotContain(language.of("ユーザ管理", "User management"));
  }

  @Test
  void registrationWhenEnterEndsAConversionThenNothingIsSent(Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility("ja");
    Visit visit = console.of(facility.administrator(), desk, Language.JA);
    openRegistration(visit);
    fillIn(visit, facility.alias() + "-ime");
    visit.find("#field-department").focus();

    CDPSession ime = visit.page().context().newCDPSession(visit.page());
    JsonObject composition = new JsonObject();
    composition.addProperty("text", "よぼう");
    composition.addProperty("selectionStart", 3);
    composition.addProperty("selectionEnd", 3);
    ime.send("Input.imeSetComposition", composition);
    JsonObject enter = new JsonObject();
    enter.addProperty("type", "keyDown");
    enter.addProperty("key", "Enter");
    enter.addProperty("code", "Enter");
    enter.addProperty(
        "windowsVirtualKeyCode", 229); // what a browser sends while an input method converts
    ime.send("Input.dispatchKeyEvent", enter);
    JsonObject text = new JsonObject();
    text.addProperty("text", "予防");
    ime.send("Input.insertText", text);

    assertThat(visit.find("#field-department").inputValue()).isEqualTo("予防");
    assertThat(visit.find("[data-testid=hand-over]").count()).isZero();
    visit.page().keyboard().press("Enter");
    visit.find("[data-testid=hand-over]").waitFor();
  }

  @Test
  void keyboardAloneWhenAUserIsLookedUpThenTheFocusIsAlwaysSeen(Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility("ja");
    Visit visit = console.of(facility.administrator(), desk, Language.JA);

    visit.page().keyboard().press("Tab");
    assertThat(focused(visit)).isEqualTo("本文へ進む");
    tabTo(visit, "ユーザ管理");
    visit.page().keyboard().press("Enter");
    row(visit, facility.administrator().userId()).waitFor();
    assertThat(focused(visit)).isEqualTo("ユーザ管理"); // the heading of the new page
    tabTo(visit, facility.administrator().userId());
    visit.page().keyboard().press("Enter");
    visit.find("[data-testid=action-sign-out]").waitFor();
    tabTo(visit, "すべての端末をログアウトさせる");
    visit.page().keyboard().press("Enter");
    visit.find("[data-testid=confirm]").waitFor();
    visit.page().keyboard().press("Escape");
    visit.page().waitForCondition(() -> focused(visit).equals("すべての端末をログアウトさせる"));
  }

  private static void tabTo(Visit visit, String name) {
    for (int i = 0; i < 60; i++) {
      visit.page().keyboard().press("Tab");
      assertThat(visit.page().evaluate("document.activeElement.matches(':focus-visible')"))
          .as("focus seen on " + focused(visit))
          .isEqualTo(true);
      if (focused(visit).equals(name)) {
        return;
      }
    }
    throw new AssertionError("Not reached with the tabulator: " + name);
  }

  private static String focused(Visit visit) {
    return String.valueOf(visit.page().evaluate("(document.activeElement.innerText || '').trim()"));
  }

  private static void openRegistration(Visit visit) {
    follow(visit, "ユーザ管理", "User management");
    AccountConsole.openRegistration(visit);
  }

  private static void fillIn(Visit visit, String userId) {
    visit.find("#field-userId").fill(userId);
    visit.find("#field-lastName").fill("予防");
    visit.find("#field-firstName").fill("花子");
    visit.find("#field-email").fill(userId + "@clinic.example");
  }

  private String state(TestOrganization facility, Actor member) {
    return api.get(facility.member(member), facility.administrator().token())
        .expect(200)
        .body()
        .path("state")
        .asText();
  }

  /** A row without a valid mail address, then the good ones. */
  private static String table(TestOrganization facility, Language language) {
    StringBuilder rows =
        new StringBuilder(
            language.of(
                "ユーザID,姓,名,部署,メールアドレス\n",
                "User ID,Family name,Given name,Department,E-mail address\n"));
    rows.append(userId(facility, 0)).append(",予防,花子,,clinic.example\n");
    for (int i = 1; i <= MANY; i++) {
      rows.append(userId(facility, i)).append(",予防,花子,受付,many@clinic.example\n");
    }
    return rows.toString();
  }

  private static String userId(TestOrganization facility, int number) {
    return "%s-%03d".formatted(facility.alias(), number);
  }

  /** Waits until the list says that it shows this part. */
  private static Locator range(Visit visit, int from, int to, int total, Language language) {
    Locator range =
        visit
            .find("[data-testid=pager-range]")
            .filter(
                new Locator.FilterOptions()
                    .setHasText(
                        language.of(
                            "全" + total + "件中 " + from + "～" + to + "件",
                            from + "–" + to + " of " + total)));
    range.waitFor();
    return range;
  }
}
