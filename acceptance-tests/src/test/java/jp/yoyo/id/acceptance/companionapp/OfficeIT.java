package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

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

    office.look("/facilities", "app-facilities-central");
    office.look("/bank-account-reviews", "app-bank-reviews-central");
    office.look("/onboarding", "app-onboarding-central");
    office.look("/audit", "app-audit-central");
    office.look("/outbox", "app-outbox-central");
    assertThat(office.open("/issuance/new")).isEqualTo(FORBIDDEN);
    Portal english = Portal.of(central.administrator(), stack, desk, Language.EN);
    english.look("/offices", "app-offices");
    english.look("/offices/register?type=municipality", "app-offices-register");
  }
}
