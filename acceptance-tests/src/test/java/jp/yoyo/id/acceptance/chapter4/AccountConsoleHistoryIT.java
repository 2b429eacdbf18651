package jp.yoyo.id.acceptance.chapter4;

import static jp.yoyo.id.acceptance.chapter4.AccountConsole.button;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.follow;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.acceptance.Api;
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

/** 「操作履歴」: who did what in the own organization, filtered and exported. */
@ExtendWith({SharedStack.class, Browsers.class})
final class AccountConsoleHistoryIT {

  private final TestOrganizations organizations;
  private final Api api;
  private final AccountConsole console;

  AccountConsoleHistoryIT(DevStack stack, TestOrganizations organizations, Api api) {
    this.organizations = organizations;
    this.api = api;
    this.console = new AccountConsole(stack, organizations);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void historyWhenFilteredThenThoseEventsAreShownAndExported(Language language, Browsers.Desk desk)
      throws IOException {
    TestOrganization facility = organizations.newFacility(language.tag());
    String administrator = facility.administrator().token();
    String member = organizations.registeredOnly(facility).path("id").asText();
    String other = organizations.registeredOnly(facility).path("userId").asText();
    String path = facility.members() + "/" + member;
    api.put(path + "/enabled", administrator, Map.of("enabled", false)).expect(204);
    api.put(path + "/enabled", administrator, Map.of("enabled", true)).expect(204);
    String identification = "=HYPERLINK(\"https://evil.example\")";
    api.post(path + "/temporary-password", administrator, Map.of("identification", identification))
        .expect(204);
    String userId = api.get(path, administrator).expect(200).body().path("userId").asText();
    Visit visit = console.of(facility.administrator(), desk, language);

    follow(visit, "操作履歴", "Operation history");
    awaitEvents(visit, 6); // the issue, two registrations, and what was done to the first of them
    visit.find("input[name=from]").fill("2026-06-02");
    visit.find("input[name=to]").fill("2026-06-01");
    button(visit, "絞り込む", "Apply").click();
    visit.find("#events-dates").waitFor();
    visit.look("console-events-dates");
    button(visit, "条件を消す", "Clear").click();

    visit.find("input[name=member]").fill(userId);
    button(visit, "絞り込む", "Apply").click();
    awaitEvents(visit, 4);
    visit.find("[data-testid=filter-action]").selectOption("disable-member");
    button(visit, "絞り込む", "Apply").click();
    awaitEvents(visit, 1);
    visit.look("console-events-filtered");
    visit.find("input[name=from]").fill("2020-01-01");
    visit.find("input[name=to]").fill("2020-01-02");
    button(visit, "絞り込む", "Apply").click();
    visit.find("[data-testid=empty]").waitFor();

    visit.find("input[name=from]").fill("");
    visit.find("input[name=to]").fill("");
    visit.find("[data-testid=filter-action]").selectOption("");
    button(visit, "絞り込む", "Apply").click();
    awaitEvents(visit, 4);
    Download file = visit.page().waitForDownload(() -> visit.find("[data-testid=export]").click());
    String csv = Files.readString(file.path(), StandardCharsets.UTF_8);
    List<String> lines = csv.lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(csv).startsWith("\ufeff").contains(userId, facility.administrator().userId());
    assertThat(csv).doesNotContain(other);
    assertThat(csv).doesNotContain(",=HYPERLINK", ",\"=HYPERLINK");
  }

  /** Waits until the list has that many rows. */
  private static void awaitEvents(Visit visit, int events) {
    Locator rows = visit.find("[data-testid=event]");
    visit.page().waitForCondition(() -> rows.count() == events);
  }
}
