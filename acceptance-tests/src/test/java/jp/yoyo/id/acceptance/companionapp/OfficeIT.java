package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chapter 1, before everything else: the central office lets federations and municipalities in. */
@ExtendWith({SharedStack.class, Browsers.class})
final class OfficeIT {

  private static final int FORBIDDEN = 403;

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;

  OfficeIT(DevStack stack, TestOrganizations organizations, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
  }

  @Test
  void registerWhenConfirmedThenAMunicipalityGetsItsAdministrator(Browsers.Desk desk) {
    TestOrganization central = organizations.centralOffice();
    Portal office = Portal.of(central.administrator(), stack, desk);
    office.visit().look("app-home-central");
    office.follow("連合会・自治体");
    office.visit().look("app-offices-empty");
    office.follow("自治体をまとめて登録する");
    office.visit().find("#filter-prefecture").selectOption("47");
    office.press("検索");
    assertThat(office.text()).contains("未登録の41件を登録します。");
    office.visit().look("app-offices-register");
    office.press("41件を登録する");
    assertThat(office.text()).contains("41件を登録しました。");
    office.visit().look("app-offices");
    office.open("/offices/register?type=municipality&prefecture=47");
    assertThat(office.text()).contains("未登録のものはありません。");
    office.visit().look("app-offices-register-nothing");
    office.look("/offices/union", "app-offices-union");

    office.open("/offices?text=那覇市");
    office.follow("管理者アカウントを発行する");
    String mark = Long.toString(System.nanoTime(), 36);
    Map.of(
            "lastName",
            "予防",
            "firstName",
            "花子",
            "email",
            "naha-" + mark + "@example.jp",
            "userId",
            "naha-" + mark)
        .forEach((field, text) -> office.visit().find("#form-" + field).fill(text));
    office.visit().look("app-offices-administrator");
    Instant before = Instant.now();
    office.press("アカウントを発行する");
    assertThat(office.text()).contains("那覇市のアカウント発行を受け付けました。");
    Portal city =
        Portal.firstLogin(
            "naha-" + mark,
            actors.awaitTemporaryPassword("naha-" + mark + "@example.jp", before),
            stack,
            desk);
    assertThat(city.visit().find(".yoyo-header__organization").innerText()).contains("那覇市");
    assertThat(city.open("/offices")).isEqualTo(FORBIDDEN);
    assertThat(city.open("/issuance/new")).isEqualTo(200);

    changed(office, city);

    office.look("/facilities", "app-facilities-central");
    office.look("/bank-account-reviews", "app-bank-reviews-central");
    office.look("/onboarding", "app-onboarding-central");
    office.look("/audit", "app-audit-central");
    office.look("/outbox", "app-outbox-central");
    assertThat(office.open("/issuance/new")).isEqualTo(FORBIDDEN);
    Portal english = Portal.of(central.administrator(), stack, desk, Language.EN);
    english.look("/offices", "app-offices");
    english.look("/offices/register?type=municipality", "app-offices-register");
    english.look("/offices/m-472018/edit", "app-offices-edit");
    english.look("/offices/changes", "app-offices-changes");
  }

  /** What comes later: a name on the form, others and a 広域連合 from a file. */
  private static void changed(Portal office, Portal city) {
    office.open("/offices?text=那覇市");
    office.follow("那覇市");
    office.visit().find("#form-name").fill("新那覇市");
    office.press("登録する");
    assertThat(office.text()).contains("新那覇市を変更しました。");
    office.visit().look("app-offices-edit");

    office.open("/offices/changes");
    upload(office, "472018,那覇市,ナハ市,\r\n");
    assertThat(office.text()).contains("このファイルは読み取れません").contains("C2: ");
    office.visit().look("app-offices-changes-refused");
    upload(
        office, "472018,那覇市,ナハシ,\r\n472077,石垣市,イシガキシ,2030-04-01\r\n479985,試験広域連合,シケンコウイキレンゴウ,\r\n");
    assertThat(office.text()).contains("新しく登録：1件").contains("変更：2件");
    office.visit().look("app-offices-changes-preview");
    office.press("3件を反映する");
    assertThat(office.text()).contains("3件を登録・変更しました。");
    office.open("/offices?prefecture=47&text=試験広域連合");
    assertThat(office.visit().find("tbody tr").count()).isEqualTo(1);
    city.open("/");
    assertThat(city.visit().find(".yoyo-header__organization").innerText()).contains("那覇市");
  }

  private static void upload(Portal office, String rows) {
    String file = "全国地方公共団体コード,名称,フリガナ,廃止日\r\n" + rows;
    office
        .visit()
        .find("#file")
        .setInputFiles(
            new FilePayload("自治体.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
    office.press("内容を確認する");
  }
}
