package jp.yoyo.id.acceptance.chapter4;

import static jp.yoyo.id.acceptance.chapter4.AccountConsole.awaitText;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.button;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.follow;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.MemberCopies;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.login.LoginWalk;
import jp.yoyo.id.devstack.login.UnexpectedPageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 「ユーザ管理」: many users at once, the list, changes of one user, and what goes wrong meanwhile. */
@ExtendWith({SharedStack.class, Browsers.class})
final class AccountConsoleMembersIT {

  /** More than a page of the list has. */
  private static final int MANY = 22;

  private static final int MANY_THOUSANDS = 5000;

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;
  private final MemberCopies copies;
  private final AccountConsole console;

  AccountConsoleMembersIT(
      DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
    this.copies = new MemberCopies(stack, organizations);
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
    visit.zoomIn("console-import-preview");
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
    visit.zoomIn("console-members-page-2");
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
  void memberWhenLockedThenFoundByThatAndUnlocked(Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility(language.tag());
    Actor member = console.registered(facility, language);
    LoginWalk walk = new LoginWalk(stack.keycloakUrl());
    for (int miss = 0; miss < 6; miss++) {
      assertThatThrownBy(() -> walk.login(member.userId(), "wrong-Passw0rd!"))
          .isInstanceOf(UnexpectedPageException.class);
    }
    Visit visit = console.of(facility.administrator(), desk, language);
    follow(visit, "ユーザ管理", "User management");
    visit.page().waitForCondition(() -> state(facility, member).equals("locked"));

    visit.find("[data-testid=filter-state]").selectOption("locked");
    row(visit, member.userId()).getByRole(AriaRole.LINK).click();
    visit.find("[data-testid=action-unlock]").click();
    visit.look("console-confirm-unlock");
    visit.find("[data-testid=confirm]").click();
    awaitText(visit, "ロックを解除しました。", "Unlocked.");

    assertThat(state(facility, member)).isEqualTo("active");
    assertThat(member.newToken()).isNotBlank();
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
  void formWhenTheRightIsWithdrawnThenSaysSoAndKeepsWhatWasTyped(
      Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility(language.tag());
    Actor manager = console.registered(facility, language, "user-manager");
    Visit visit = console.of(manager, desk, language);
    openRegistration(visit);
    fillIn(visit, manager.userId() + "-2");

    giveRoles(facility, manager);
    visit.find("[data-testid=register]").click();

    awaitText(visit, "この画面を表示できません", "This page cannot be shown");
    visit.look("console-right-withdrawn");
    assertThat(visit.find("#yoyo-navigation").innerText())
        .doesNotContain(language.of("ユーザ管理", "User management"));

    giveRoles(facility, manager, "user-manager");
    visit.page().reload();
    visit.find("#field-lastName").waitFor();
    assertThat(visit.find("#field-lastName").inputValue()).isEqualTo("予防");
    assertThat(visit.find("#field-userId").inputValue()).isEqualTo(manager.userId() + "-2");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void administratorOfTwoWhenSwitchedThenTheOtherOrganizationIsShown(
      Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility(language.tag());
    TestOrganization other = organizations.newFacility(language.tag());
    Actor both = facility.administrator();
    admin.addMember(other.alias(), both.id());
    giveRoles(other, both, "organization-admin");
    String another = organizations.registeredOnly(other).path("userId").asText();
    Visit visit = console.of(both, desk, language);
    assertThat(visit.find("[data-testid=at-a-glance] .yoyo-at-a-glance__roles").count())
        .isEqualTo(2);

    follow(visit, "ユーザ管理", "User management");
    row(visit, both.userId()).waitFor();
    visit.find("[data-testid=organization-switch]").selectOption(other.alias());
    row(visit, another).waitFor();
    visit.look("console-members-switch");
    assertThat(row(visit, other.administrator().userId()).count()).isEqualTo(1);
    follow(visit, "操作履歴", "Operation history");
    visit
        .find("[data-testid=event]")
        .filter(new Locator.FilterOptions().setHasText(another))
        .waitFor();
    visit.find("[data-testid=organization-switch]").selectOption(facility.alias());
    visit
        .find("[data-testid=event]")
        .filter(new Locator.FilterOptions().setHasText(another))
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  @Test
  void listWhenThereAreFiveThousandMembersThenFoundSortedAndPagedThrough(Browsers.Desk desk)
      throws SQLException {
    TestOrganization facility =
        copies.facilityWith(organizations.newFacility("ja"), MANY_THOUSANDS);
    Visit visit = console.of(facility.administrator(), desk, Language.JA);
    follow(visit, "ユーザ管理", "User management");

    assertThat(range(visit, 1, 20, MANY_THOUSANDS, Language.JA)).isNotNull();
    button(visit, "最後へ", "Last").click();
    assertThat(range(visit, 4981, 5000, MANY_THOUSANDS, Language.JA)).isNotNull();
    assertThat(focused(visit)).as("focus stays on the button").isEqualTo("最後へ");
    visit.find("[data-testid=search]").fill("-4321");
    assertThat(range(visit, 1, 1, 1, Language.JA)).isNotNull();
    visit.find("[data-testid=search]").fill("");
    assertThat(range(visit, 1, 20, MANY_THOUSANDS, Language.JA)).isNotNull();
    visit.find("[data-testid=sort]").selectOption("name");
    visit.find("[data-testid=filter-role]").selectOption("organization-admin");
    assertThat(range(visit, 1, 1, 1, Language.JA)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void listWhenTheServerCannotBeReachedThenSaysSoAndTriesAgain(
      Language language, Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility(language.tag());
    Visit visit = console.of(facility.administrator(), desk, language);
    visit.page().route("**/members?**", Route::abort);
    follow(visit, "ユーザ管理", "User management");
    awaitText(visit, "サーバに接続できません。", "The server cannot be reached.");
    visit.look("console-members-unreachable");

    visit.page().unroute("**/members?**");
    button(visit, "もう一度試す", "Try again").click();
    row(visit, facility.administrator().userId()).waitFor();
  }

  @Test
  void focusWhenAnActionIsDoneThenNeverLost(Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility("ja");
    Actor member = console.registered(facility, Language.JA);
    Visit visit = console.of(facility.administrator(), desk, Language.JA);
    follow(visit, "ユーザ管理", "User management");
    row(visit, member.userId()).getByRole(AriaRole.LINK).click();

    visit.find("[data-testid=action-sign-out]").click();
    visit.find("[data-testid=confirm]").click();
    awaitFocusOn(visit, "ログアウトさせました。");
    visit.find("[data-testid=action-disable]").click();
    visit.find("[data-testid=confirm]").click();
    awaitFocusOn(visit, "無効にしました。");
    visit.find("[data-testid=action-enable]").click();
    visit.find("[data-testid=cancel]").click();
    awaitFocusOn(visit, "有効にする");
    visit.find("#field-department").fill("受付");
    visit.page().keyboard().press("Enter");
    awaitFocusOn(visit, "ユーザ情報を更新しました。");
    visit.find("[data-testid=action-remove]").click();
    visit.find("[data-testid=confirm]").click();
    awaitFocusOn(visit, "を自組織から削除しました。");
  }

  private static void awaitFocusOn(Visit visit, String text) {
    visit.page().waitForCondition(() -> focused(visit).contains(text));
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

  /** Makes these the only roles that somebody has there. */
  private void giveRoles(TestOrganization facility, Actor member, String... roles) {
    String administrator = facility.administrator().token();
    String version =
        api.get(facility.member(member), administrator).expect(200).body().path("version").asText();
    api.put(
            facility.member(member) + "/roles",
            administrator,
            version,
            Map.of("roles", List.of(roles)))
        .expect(200);
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
