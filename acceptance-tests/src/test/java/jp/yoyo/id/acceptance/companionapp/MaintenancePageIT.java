package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** メンテナンス, from the companion app: announced, begun, ended, and what everybody sees meanwhile. */
@ExtendWith({SharedStack.class, Browsers.class})
final class MaintenancePageIT {

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final RealmAdmin admin;

  MaintenancePageIT(DevStack stack, TestOrganizations organizations, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.admin = admin;
  }

  /** Whatever happened: nobody else's test meets it. */
  @AfterEach
  void end() {
    admin.send("POST", "/maintenance/end", null).expect(OK);
  }

  private static String inJapan(int hours) {
    return LocalDateTime.now(ZoneId.of("Asia/Tokyo"))
        .plusHours(hours)
        .truncatedTo(ChronoUnit.MINUTES)
        .toString();
  }

  @Test
  void maintenanceWhenAnnouncedBegunAndEndedThenEverybodySeesIt(Browsers.Desk desk) {
    Actor clinician = organizations.registered(organizations.newFacility(), "accountant");
    Portal clinic = Portal.of(clinician, stack, desk);
    Portal english = Portal.of(clinician, stack, desk, Language.EN);
    Portal central = Portal.of(organizations.centralOffice().administrator(), stack, desk);

    central.open("/maintenance");
    central.follow("予定を登録する");
    central.visit().find("#maintenance-from").fill(inJapan(24));
    central.visit().find("#maintenance-until").fill(inJapan(27));
    central.visit().find("#maintenance-textJa").fill("機能の追加のため、利用できません。");
    central.visit().find("#maintenance-textEn").fill("We add something new.");
    central.visit().look("app-maintenance-edit");
    central.press("表示内容を確認する");
    central.visit().look("app-maintenance-preview");
    central.press("この内容で予定する");
    assertThat(central.text()).contains("予告中");
    central.visit().look("app-maintenance-announced");
    // What the app knows is some seconds old at most.
    awaitStatus(clinic, "メンテナンスのお知らせ", OK);
    clinic.visit().look("app-maintenance-banner");
    english.open("/inquiries");
    english.visit().look("app-maintenance-banner");

    central.open("/maintenance/edit?begin=true");
    central.visit().find("#maintenance-until").fill(inJapan(1));
    central.press("表示内容を確認する");
    central.press("メンテナンスを開始する");
    assertThat(central.text()).contains("メンテナンスを開始しました").contains("メンテナンス中");
    central.visit().look("app-maintenance-ongoing");
    awaitStatus(clinic, "ただいまメンテナンス中です", UNAVAILABLE);
    clinic.visit().look("app-maintenance-closed");
    english.open("/inquiries");
    english.visit().look("app-maintenance-closed");
    assertThat(central.open("/")).isEqualTo(OK);
    Reply machine =
        Api.callAny(
            "GET",
            stack.companionAppUrl().orElseThrow() + "/api/v1/me",
            null,
            null,
            Map.of("Accept", "application/json"));
    assertThat(machine.status()).isEqualTo(UNAVAILABLE);
    assertThat(machine.body().path("type").asText()).isEqualTo("urn:yoyo:problem:maintenance");

    central.open("/maintenance");
    central.follow("延長する");
    central.visit().find("#maintenance-until").fill(inJapan(2));
    central.press("終了予定日時を変更する");
    central.follow("終了する");
    central.press("終了する");
    assertThat(central.text()).contains("予定なし");
    awaitStatus(clinic, "お問い合わせはまだありません", OK);
  }

  private static void awaitStatus(Portal portal, String text, int status) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (true) {
      int answered = portal.open("/inquiries");
      if (answered == status && portal.visit().find("body").innerText().contains(text)) {
        return;
      }
      assertThat(System.nanoTime()).as(answered + " " + portal.text()).isLessThan(end);
      portal.visit().page().waitForTimeout(500);
    }
  }
}
