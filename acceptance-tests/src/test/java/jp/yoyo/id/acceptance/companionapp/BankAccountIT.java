package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chapter 6: a facility applies for another account, and its federation decides. */
@ExtendWith({SharedStack.class, Browsers.class})
final class BankAccountIT {

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;
  private final Api api;
  private final RealmAdmin admin;

  BankAccountIT(
      DevStack stack, TestOrganizations organizations, Actors actors, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
    this.api = api;
    this.admin = admin;
  }

  @Test
  void applyWhenTheFederationApprovesThenTheFacilityIsToldAndNobodyElseSeesIt(Browsers.Desk desk) {
    TestOrganization municipality = organizations.municipality("131016", "千代田区");
    TestOrganization federation = organizations.federationOf("13");
    Actor officer = organizations.registered(federation, "officer");
    FacilityToRegister facility = FacilityToRegister.named("若葉クリニック", "ワカバクリニック");
    Portal office = Portal.of(municipality.administrator(), stack, desk);
    Portal clinic = office.register(facility, actors, stack, desk);

    // The account that the federation knows.
    Portal reviewer = Portal.of(officer, stack, desk);
    reviewer.open("/bank-account-reviews/imports");
    reviewer
        .visit()
        .find("#import-file")
        .setInputFiles(
            new FilePayload(
                "口座.csv",
                "text/csv",
                ("医療機関コード,金融機関コード,支店コード,預金種目,口座番号,口座名義カナ\r\n"
                        + facility.code()
                        + ",0001,001,普通,7654321,ｲ)ﾜｶﾊﾞｶｲ\r\n")
                    .getBytes(StandardCharsets.UTF_8)));
    reviewer.visit().look("app-bank-imports");
    reviewer.press("アップロードして確認する");
    reviewer.visit().look("app-bank-import-preview");
    reviewer.press("取り込む");
    assertThat(reviewer.text()).contains("取り込みました（変更 1件）。");

    clinic.follow("口座");
    assertThat(clinic.text()).contains("****321").doesNotContain("7654321");
    clinic.visit().look("app-bank-start");
    clinic.look("/bank-account/applications/known", "app-bank-known");
    clinic.open("/bank-account");
    clinic.follow("別の口座を申請する");
    clinic.visit().look("app-bank-form");
    clinic.press("保存して次へ");
    assertThat(clinic.visit().find("#error-summary a").count()).isGreaterThan(2);
    clinic.visit().look("app-bank-form-errors");

    // Bank and branch by name, without any script.
    clinic.visit().find("#account-bankQuery").fill("ミズホ");
    clinic.press("金融機関を検索");
    clinic.visit().look("app-bank-form-banks");
    clinic.visit().awaitNextPage(() -> clinic.visit().find("button[value='bank:0001']").click());
    clinic.visit().find("#account-branchQuery").fill("新宿");
    clinic.press("支店を検索");
    assertThat(clinic.visit().find(".yoyo-results button").first().innerText())
        .startsWith("240 新宿");
    clinic.visit().look("app-bank-form-branches");
    clinic.visit().awaitNextPage(() -> clinic.visit().find("button[value='branch:240']").click());
    assertThat(clinic.visit().find("#account-bank").inputValue()).isEqualTo("0001");
    assertThat(clinic.visit().find("#account-branch").inputValue()).isEqualTo("240");
    clinic.visit().find("#account-number").fill("１２３４５６７");
    clinic.visit().find("#account-holder").fill("医療法人　わかばかい");
    clinic.press("保存して次へ");
    assertThat(clinic.visit().find("main del").innerText()).isEqualTo("医療法人　わかばかい");
    assertThat(clinic.visit().find("main ins").innerText()).isEqualTo("ｲ)ﾜｶﾊﾞｶｲ");
    assertThat(clinic.visit().find("#account-holder").inputValue()).isEqualTo("ｲ)ﾜｶﾊﾞｶｲ");
    clinic.visit().look("app-bank-form-kana");
    clinic.press("保存して次へ");
    String application = clinic.path();
    String id = application.substring(application.lastIndexOf('/') + 1);
    assertThat(clinic.text()).contains("下書き").contains("通帳の写しを添付してください。");

    attach(clinic, "program.pdf", "MZ\u0001\u0002 no document");
    assertThat(clinic.text()).contains("PDF、JPEG、PNG以外のファイルは添付できません。");
    attach(clinic, "通帳.pdf", "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
    assertThat(clinic.text()).contains("添付しました。").contains("通帳.pdf");
    clinic.visit().look("app-bank-application-draft");
    clinic.follow("内容を確認する");
    clinic.visit().look("app-bank-confirm");
    // A draft is nobody else's business.
    assertThat(reviewer.open("/bank-account-reviews/" + id)).isEqualTo(NOT_FOUND);
    clinic.press("申請する");
    assertThat(clinic.text()).contains("申請しました。").contains("申請中");
    clinic.visit().look("app-bank-application");

    // Who has had a hand in it does not decide, whatever else this person may do.
    Actor administrator =
        new Actor(
            admin.findUser(facility.userId()).orElseThrow().path("id").asText(),
            facility.userId(),
            Actors.PASSWORD,
            facility.email(),
            actors);
    admin.addMember(federation.alias(), administrator.id());
    String version =
        api.get(federation.member(administrator), federation.administrator().token())
            .expect(200)
            .body()
            .path("version")
            .asText();
    api.put(
            federation.member(administrator) + "/roles",
            federation.administrator().token(),
            version,
            Map.of("roles", List.of("officer")))
        .expect(200);
    Portal both = new Portal(desk.newBrowser(Language.JA), clinic.app());
    both.open("/");
    both.visit().logIn(administrator.userId(), administrator.password());
    both.visit().page().waitForURL(both.app() + "/**");
    both.visit().look("app-choose-organization");
    both.visit()
        .awaitNextPage(
            () -> both.visit().find("main button[value='" + federation.alias() + "']").click());
    assertThat(both.open("/bank-account-reviews/" + id)).isEqualTo(200);
    assertThat(both.text()).contains("別の担当者が審査してください");
    assertThat(both.visit().find("button[value='approve']").count()).isZero();
    both.visit().look("app-bank-review-own");
    assertThat(decide(both, id)).isEqualTo(FORBIDDEN);

    // Another federation sees nothing of it.
    Portal elsewhere = Portal.of(organizations.federationOf("14").administrator(), stack, desk);
    assertThat(elsewhere.open("/bank-account-reviews/" + id)).isEqualTo(NOT_FOUND);
    assertThat(decide(elsewhere, id)).isEqualTo(NOT_FOUND);
    elsewhere.look("/bank-account-reviews", "app-bank-reviews-empty");
    assertThat(elsewhere.text()).doesNotContain(facility.code());

    reviewer.open("/");
    reviewer.visit().look("app-home-federation");
    reviewer.followLike("審査待ちの口座登録申請");
    reviewer.visit().look("app-bank-reviews");
    assertThat(reviewer.text()).contains(facility.code()).doesNotContain("1234567");
    reviewer.open("/bank-account-reviews/" + id);
    assertThat(reviewer.visit().find("table").innerText()).contains("7654321").contains("1234567");
    reviewer.visit().look("app-bank-review");
    reviewer.press("差し戻す");
    assertThat(reviewer.text()).contains("＊差戻しと却下にはコメントを入力してください。");
    reviewer.visit().look("app-bank-review-comment-missing");
    Instant before = Instant.now();
    reviewer.press("承認する");
    assertThat(reviewer.text()).contains("承認しました。");
    reviewer.visit().look("app-bank-review-approved");

    ReceivedMail mail =
        stack
            .inbox()
            .awaitMessage(
                facility.email(),
                before,
                received -> received.subject().contains("口座登録申請の審査結果"),
                Duration.ofSeconds(60));
    assertThat(mail.text()).contains("承認されました").contains(application).doesNotContain("1234567");
    clinic.visit().look(mail, "app-mail-bank-account-approved");
    // Who belongs to two organisations since then is asked for which one this is.
    clinic.open("/");
    clinic
        .visit()
        .awaitNextPage(
            () -> clinic.visit().find("main button:has-text('" + facility.code() + "')").click());
    clinic.open(application);
    assertThat(clinic.text()).contains("承認").contains("国保連合会の審査");
    clinic.visit().look("app-bank-application-approved");
    clinic.open("/bank-account");
    clinic.visit().look("app-bank-start-approved");

    // 導入状況, for each who looks at it.
    clinic.look("/onboarding", "app-onboarding-facility");
    assertThat(clinic.visit().find("tr:has-text('口座の決定')").innerText()).contains("完了");
    office.look("/onboarding", "app-onboarding-municipality");
    office.look("/onboarding/facilities", "app-onboarding-facilities");
    office.look("/onboarding/remind", "app-onboarding-remind");
    reviewer.look("/onboarding", "app-onboarding-federation");

    reviewer.look("/bank-account-reviews/settings", "app-bank-settings");
    reviewer.look("/bank-account-reviews/exports", "app-bank-exports");
    office.look("/audit", "app-audit-municipality");
    clinic.look("/audit", "app-audit-facility");
    Portal english = Portal.of(officer, stack, desk, Language.EN);
    english.look("/bank-account-reviews", "app-bank-reviews");
    english.look("/bank-account-reviews/" + id, "app-bank-review-approved");
    Portal englishClinic = Portal.of(administrator, stack, desk, Language.EN);
    englishClinic
        .visit()
        .awaitNextPage(() -> englishClinic.visit().find("main button:has-text('若葉クリニック')").click());
    englishClinic.look("/bank-account", "app-bank-start-approved");
    englishClinic.look("/bank-account/applications/new", "app-bank-form");
    englishClinic.look("/onboarding", "app-onboarding-facility");
  }

  private static void attach(Portal clinic, String name, String content) {
    clinic
        .visit()
        .find("#attachment-file")
        .setInputFiles(
            new FilePayload(
                name, "application/pdf", content.getBytes(StandardCharsets.ISO_8859_1)));
    clinic.press("添付する");
  }

  /** Sends an approval without a form that offers it; the status of the answer. */
  private static int decide(Portal portal, String id) {
    return ((Number)
            portal
                .visit()
                .page()
                .evaluate(
                    """
                    async path => {
                      const csrf = document.querySelector("input[name='_csrf']").value;
                      const body = new URLSearchParams(
                        {_csrf: csrf, version: "3", command: "approve", comment: ""});
                      return (await fetch(path, {method: "POST", body})).status;
                    }
                    """,
                    "/bank-account-reviews/" + id + "/decision"))
        .intValue();
  }
}
