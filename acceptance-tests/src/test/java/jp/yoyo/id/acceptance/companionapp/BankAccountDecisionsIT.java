package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chapter 6: applications that come back, and what the federation takes out as a file. */
@ExtendWith({SharedStack.class, Browsers.class})
final class BankAccountDecisionsIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;

  BankAccountDecisionsIT(DevStack stack, TestOrganizations organizations, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
  }

  @Test
  void applyWhenReturnedThenEditedAndSubmittedAgainAndRejectedAndTheNextWithdrawn(
      Browsers.Desk desk) throws IOException {
    TestOrganization municipality = organizations.municipality("131067", "台東区");
    Actor officer = organizations.registered(organizations.federationOf("13"), "officer");
    FacilityToRegister facility = FacilityToRegister.named("返却クリニック", "ヘンキャククリニック");
    Portal clinic =
        Portal.of(municipality.administrator(), stack, desk)
            .register(facility, actors, stack, desk);
    Portal reviewer = Portal.of(officer, stack, desk);

    // A bank that does not exist stops the file.
    upload(reviewer, facility.code(), "0000");
    assertThat(reviewer.text()).contains("B2: この金融機関コードはありません。");
    upload(reviewer, facility.code(), "0001");
    reviewer.press("取り込む");

    String application = apply(clinic);
    String review = application.replace("/bank-account/applications", "/bank-account-reviews");
    reviewer.open(review);
    reviewer.visit().find("#comment").fill("適用開始月を確認してください。");
    reviewer.press("差し戻す");
    assertThat(reviewer.text()).contains("差戻し");

    clinic.open(application);
    assertThat(clinic.text()).contains("適用開始月を確認してください。");
    clinic.visit().look("app-bank-application-returned");
    clinic.follow("内容を修正する");
    String second = clinic.visit().find("#account-appliesFrom option").nth(1).getAttribute("value");
    clinic.visit().find("#account-appliesFrom").selectOption(second);
    clinic.press("保存して次へ");
    assertThat(clinic.path()).isEqualTo(application);
    assertThat(clinic.text()).doesNotContain("通帳の写しを添付してください");
    clinic.follow("内容を確認する");
    clinic.press("申請する");
    assertThat(clinic.text()).contains("申請しました。");

    reviewer.open(review);
    reviewer.visit().find("#comment").fill("他の口座を申請してください。");
    reviewer.press("却下する");
    assertThat(reviewer.text()).contains("却下");
    clinic.open(application);
    assertThat(clinic.text()).contains("この申請は却下されました。").contains("他の口座を申請してください。");
    // The history speaks as the pages do.
    assertThat(clinic.visit().find(".yoyo-history").last().innerText())
        .contains("申請中")
        .contains("却下")
        .doesNotContain("submitted")
        .doesNotContain("rejected");
    clinic.visit().look("app-bank-application-rejected");

    String next = apply(clinic);
    clinic.follow("申請を取り下げる");
    clinic.visit().look("app-bank-withdraw");
    clinic.press("取り下げる");
    assertThat(clinic.path()).isEqualTo(next);
    assertThat(clinic.text()).contains("この申請は取り下げました。");

    exports(reviewer);
  }

  private static void upload(Portal reviewer, String code, String bank) {
    reviewer.open("/bank-account-reviews/imports");
    reviewer
        .visit()
        .find("#import-file")
        .setInputFiles(
            new FilePayload(
                "口座.csv",
                "text/csv",
                ("医療機関コード,金融機関コード,支店コード,預金種目,口座番号,口座名義カナ\r\n"
                        + code
                        + ","
                        + bank
                        + ",001,普通,7654321,ｲ)ﾍﾝｷﾔｸｶｲ\r\n")
                    .getBytes(StandardCharsets.UTF_8)));
    reviewer.press("アップロードして確認する");
  }

  private static String apply(Portal clinic) {
    clinic.open("/bank-account/applications/known");
    clinic.press("内容を確認する");
    clinic.press("申請する");
    assertThat(clinic.text()).contains("申請しました。");
    return clinic.path();
  }

  private static void exports(Portal reviewer) throws IOException {
    reviewer.open("/bank-account-reviews/settings");
    Map.of(
            "payerCode", "1234567890",
            "payerName", "ﾚﾝｺﾞｳｶｲ",
            "payerBank", "0001",
            "payerBranch", "001",
            "payerKind", "1",
            "payerNumber", "1234567")
        .forEach((field, text) -> reviewer.visit().find("#setting-" + field).fill(text));
    reviewer.press("保存して次へ");
    reviewer.open("/bank-account-reviews/exports");
    String csv = new String(download(reviewer, "csv"), StandardCharsets.UTF_8);
    assertThat(csv).startsWith("\uFEFF").contains("医療機関コード");
    byte[] zengin = download(reviewer, "zengin");
    assertThat(zengin[0]).isEqualTo((byte) '1');
    String text = new String(zengin, StandardCharsets.ISO_8859_1);
    assertThat(text.replace("\r\n", "").length() % 120).isZero();
    assertThat(text.substring(4, 14)).isEqualTo("1234567890");
  }

  private static byte[] download(Portal reviewer, String form) throws IOException {
    Download download =
        reviewer
            .visit()
            .page()
            .waitForDownload(
                () ->
                    reviewer
                        .visit()
                        .find("form:has(input[name='form'][value='" + form + "']) button")
                        .first()
                        .click());
    return Files.readAllBytes(download.path());
  }
}
