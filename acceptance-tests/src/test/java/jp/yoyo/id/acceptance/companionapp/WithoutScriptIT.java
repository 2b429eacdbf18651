package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chapter 1 in a browser whose scripts are switched off. */
@ExtendWith({SharedStack.class, Browsers.class})
final class WithoutScriptIT {

  private final DevStack stack;
  private final TestOrganizations organizations;

  WithoutScriptIT(DevStack stack, TestOrganizations organizations) {
    this.stack = stack;
    this.organizations = organizations;
  }

  @Test
  void officerWhenScriptsAreOffThenRegistersSearchesSortsAndUploads(Browsers.Desk desk) {
    Actor officer = organizations.municipality("131121", "世田谷区").administrator();
    Portal office =
        new Portal(
            desk.newBrowserWithoutScripts(Language.JA), stack.companionAppUrl().orElseThrow());
    office.open("/");
    office.visit().logIn(officer.userId(), officer.password());
    office.visit().page().waitForURL(office.app() + "/**");
    FacilityToRegister facility = FacilityToRegister.named("無効診療所", "ムコウシンリョウジョ");

    office.open("/issuance/new");
    facility.typeInto(office.visit());
    office.visit().find("#form-telephone").fill("none");
    office.press("アカウントを発行する");
    assertThat(office.text()).contains("＊");
    assertThat(office.visit().find("#form-name").inputValue()).isEqualTo(facility.name());
    office.visit().find("#form-telephone").fill("03-1234-5678");
    office.press("アカウントを発行する");
    assertThat(office.text()).contains(facility.name()).contains(facility.email());

    office.open("/facilities");
    office.visit().find("#filter-text").fill("むこう");
    office.press("検索");
    assertThat(office.visit().find("tbody tr").count()).isEqualTo(1);
    office.visit().awaitNextPage(() -> office.visit().find("a.yoyo-sort").first().click());
    assertThat(office.visit().find("th[aria-sort='descending']").count()).isEqualTo(1);

    office.open("/issuance/runs/new");
    office
        .visit()
        .find("#file")
        .setInputFiles(
            new FilePayload(
                "一覧.csv", "text/csv", "医療機関コード\r\n1\r\n".getBytes(StandardCharsets.UTF_8)));
    office.press("内容を確認する");
    assertThat(office.text()).contains("このファイルは読み取れません");
    office
        .visit()
        .awaitNextPage(() -> office.visit().find("button[name='language'][value='en']").click());
    assertThat(office.visit().find("html").getAttribute("lang")).isEqualTo("en");
  }
}
