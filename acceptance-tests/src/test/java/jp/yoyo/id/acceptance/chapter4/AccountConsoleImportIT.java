package jp.yoyo.id.acceptance.chapter4;

import static jp.yoyo.id.acceptance.chapter4.AccountConsole.awaitText;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.button;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.follow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
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

/** Users registered by file, by somebody who may register users and nothing else. */
@ExtendWith({SharedStack.class, Browsers.class})
final class AccountConsoleImportIT {

  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;
  private final AccountConsole console;

  AccountConsoleImportIT(
      DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
    this.console = new AccountConsole(stack, organizations);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void fileWhenOfAUserManagerThenNoRoleNotHeldIsGrantedAndNothingOfOthersIsLearnt(
      Language language, Browsers.Desk desk) throws IOException {
    TestOrganization facility = organizations.newFacility(language.tag());
    Actor manager = console.registered(facility, language, "user-manager");
    String first = facility.alias() + "-1";
    String refused = facility.alias() + "-2";
    String second = facility.alias() + "-4";
    List<List<String>> rows =
        List.of(
            row(first, ""),
            row(refused, language.of("管理者権限を持つユーザ", "Organization administrator")),
            row(organizations.b1().userId(), ""),
            row(second, "user-manager"));
    Visit visit = console.of(manager, desk, language);
    follow(visit, "ユーザ管理", "User management");
    follow(visit, "まとめて登録する", "Register many users");
    byte[] file = FilledTemplate.of(template(visit), rows);

    choose(visit, file);
    awaitText(visit, "登録できる行 3、誤りのある行 1", "3 can be registered, 1 have errors");
    assertThat(visit.find("[data-testid=import-row-3]").innerText())
        .contains(language.of("権限", "Roles"));
    visit.look("console-import-xlsx");
    visit.find("[data-testid=import-start]").click();
    awaitText(visit, "登録 2、登録済み 0、失敗 1", "2 registered, 0 already there, 1 failed");
    visit.look("console-import-failed");

    assertThat(visit.find("[data-testid=import-row-4]").innerText())
        .as("of whom, and of which organization, is not said")
        .doesNotContain(organizations.b().displayName())
        .contains(language.of("使用できません", "cannot be used"));
    assertThat(admin.findUser(refused)).isEmpty();
    assertThat(rolesOf(facility, first)).isEmpty();
    assertThat(rolesOf(facility, second)).containsExactly("user-manager");

    Download result =
        visit.page().waitForDownload(() -> visit.find("[data-testid=import-download]").click());
    assertThat(Files.readString(result.path(), StandardCharsets.UTF_8).lines()).hasSize(5);
    button(visit, "最初からやり直す", "Start over").click();
    choose(visit, file);
    visit.find("[data-testid=import-start]").click();
    awaitText(visit, "登録 0、登録済み 2、失敗 1", "0 registered, 2 already there, 1 failed");
    assertThat(members(facility).path("total").asInt()).isEqualTo(4);
  }

  private static void choose(Visit visit, byte[] file) {
    visit
        .find("[data-testid=import-file]")
        .setInputFiles(new FilePayload("members.xlsx", XLSX, file));
  }

  private static Path template(Visit visit) {
    return visit
        .page()
        .waitForDownload(
            () -> button(visit, "ひな形（XLSX）をダウンロード", "Download template (XLSX)").click())
        .path();
  }

  /** In the order of the template's columns. */
  private static List<String> row(String userId, String roles) {
    return List.of(
        userId, "予防", "花子", "ヨボウ", "ハナコ", "import@clinic.example", "03-1234-5678", "受付", roles);
  }

  private List<String> rolesOf(TestOrganization facility, String userId) {
    for (JsonNode member : members(facility).path("items")) {
      if (member.path("userId").asText().equals(userId)) {
        List<String> roles = new ArrayList<>();
        member.path("roles").forEach(role -> roles.add(role.asText()));
        return roles;
      }
    }
    throw new AssertionError("Not registered: " + userId);
  }

  private JsonNode members(TestOrganization facility) {
    return api.get(facility.members(), facility.administrator().token()).expect(200).body();
  }
}
