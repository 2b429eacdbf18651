package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.ClinicSystem;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.Traces;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Chapter 8: from the application to the API that a clinic system calls. */
@ExtendWith({SharedStack.class, Browsers.class})
final class FacilityTokenIT {

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /** Of facility-client, for a facility token that is refused. */
  private static final int REFUSED = 6;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern CODE =
      Pattern.compile("\\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\\b");

  /** Looks like one, and opens nothing: what pictures show. */
  private static final String SHOWN_IN_PICTURES =
      "yyft_5Wg0lkcgqFVbRYlXLSFa9m_2dPnWZ4mJuE9sTqYb7cKxR_" + "x".repeat(49);

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;
  private final Api api;
  private final ClinicSystem clinicSystem;

  FacilityTokenIT(
      DevStack stack,
      TestOrganizations organizations,
      Actors actors,
      Api api,
      @TempDir Path directory) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
    this.api = api;
    this.clinicSystem = new ClinicSystem(stack, directory);
  }

  @Test
  void tokenWhenAppliedForThenClaimedOnceAndExchangedUntilRevoked(Browsers.Desk desk)
      throws Exception {
    TestOrganization municipality = organizations.municipality("131075", "墨田区");
    TestOrganization central = organizations.centralOffice();
    Actor approver = organizations.registered(central, "officer");
    FacilityToRegister facility = FacilityToRegister.named("桜クリニック", "サクラクリニック");
    Portal office = Portal.of(municipality.administrator(), stack, desk);
    Portal clinic = office.register(facility, actors, stack, desk);
    clinic.open("/facility-tokens/applications/new");
    assertThat(clinic.text()).contains("代表者名が医療機関マスタに登録されていません");
    clinic.follow("代表者名を登録する");
    clinic.open("/facility/edit");
    clinic.visit().find("#form-representative").fill("予防 太郎");
    clinic.visit().find("#form-contactMail").fill(facility.email());
    clinic.press("登録する");

    // Applied for, with everything known filled in.
    clinic.open("/facility-tokens");
    clinic.visit().look("app-token-start");
    clinic.follow("画面から申請する");
    assertThat(clinic.text()).contains(facility.code(), "医療法人若葉会", "予防 太郎");
    clinic.press("保存して次へ");
    assertThat(clinic.visit().find("#error-summary a").count()).isGreaterThan(3);
    clinic.visit().look("app-token-form-errors");
    Map.of(
            "appName",
            "予防接種アプリ",
            "appVendor",
            "アプリ提供事業者",
            "terminal",
            "受付端末1",
            "contactName",
            "予防 次郎")
        .forEach((field, text) -> clinic.visit().find("#application-" + field).fill(text));
    clinic.visit().find("#application-connection").selectOption("internet");
    clinic.visit().find("input[name='way'][value='paper']").check();
    clinic.visit().find("#application-consent").check();
    clinic.visit().look("app-token-form");
    clinic.press("保存して次へ");
    String application = clinic.path();
    String id = application.substring(application.lastIndexOf('/') + 1);
    assertThat(office.open("/facility-token-reviews/" + id))
        .as("a draft is nobody else's business")
        .isEqualTo(NOT_FOUND);
    Instant before = Instant.now();
    clinic.press("申請する");
    assertThat(clinic.text()).contains("申請しました。", "自治体の確認を待っています");
    clinic.visit().look("app-token-application");
    clinic.visit().look(awaitMail(facility, before, "申請を受け付けました"), "app-mail-token-step");

    // Forwarded, approved. Where alarms go is said, too.
    office.open("/facility-token-reviews/settings");
    office.visit().find("#mail").fill("office-" + facility.email());
    office.visit().look("app-token-settings");
    office.press("保存する");
    office.open("/facility-token-reviews?state=submitted");
    office.visit().look("app-token-reviews-municipality");
    office.open("/facility-token-reviews/" + id);
    office.visit().look("app-token-review-municipality");
    office.press("国保中央会へ送付");
    Portal approving = Portal.of(approver, stack, desk);
    approving.open("/facility-token-reviews?state=forwarded&q=" + facility.code());
    approving.visit().find("tbody input[name='application']").check();
    approving.visit().look("app-token-reviews-central");
    approving.press("選択した申請を承認");
    assertThat(approving.text()).contains("1件を承認しました（できなかったもの 0件）。");

    // Handed over: on paper, then by mail instead, which kills the first code.
    office.open("/facility-token-reviews/" + id);
    office.visit().look("app-token-hand-over");
    Download notice =
        office
            .visit()
            .page()
            .waitForDownload(() -> office.visit().find("button:text-is('通知書（PDF）を作成する')").click());
    assertThat(Files.readAllBytes(notice.path()))
        .startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));
    office.open("/facility-token-reviews/" + id);
    assertThat(office.text()).contains("未受領");
    before = Instant.now();
    office.press("メールで送付する");
    ReceivedMail mail = awaitMail(facility, before, "受領コードをお送りします");
    Matcher code = CODE.matcher(mail.text());
    assertThat(code.find()).isTrue();
    clinic.visit().look(mail, "app-mail-claim-code");
    assertThat(office.open("/facility-tokens/claim")).isEqualTo(403);

    // Claimed.
    clinic.open("/facility-tokens/claim");
    clinic.visit().find("#code").fill("2222-2222-2222-2222");
    clinic.press("受領する");
    assertThat(clinic.text()).contains("＊");
    clinic.visit().look("app-token-claim-wrong");
    clinic.visit().find("#code").fill(code.group());
    clinic.press("受領する");
    String token = clinic.visit().find("#facility-token").inputValue();
    assertThat(token).startsWith("yyft_");
    assertThat(clinic.text()).contains("今回だけです");
    clinic.visit().find("button:text-is('コピーする')").click();
    clinic.visit().find("#copied:has-text('コピーしました')").waitFor();
    Download download =
        clinic
            .visit()
            .page()
            .waitForDownload(
                () -> clinic.visit().find("a[download='" + ClinicSystem.FILE + "']").click());
    clinicSystem.save(Files.readString(download.path()));
    // No picture of a token, not even of this one.
    clinic
        .visit()
        .find("#facility-token")
        .evaluate("(field, text) => field.value = text", SHOWN_IN_PICTURES);
    clinic.visit().look("app-token-shown");
    Page test =
        clinic
            .visit()
            .page()
            .waitForPopup(() -> clinic.visit().find("button:text-is('接続を確認する')").click());
    assertThat(test.locator("main").innerText()).contains("接続できました。");
    test.close();
    office.open("/facility-token-reviews/" + id);
    assertThat(office.text()).contains("受領済").doesNotContain(token);
    office.visit().look("app-token-review-claimed");

    // What the clinic system does, with the file as it was downloaded.
    ClinicSystem.Ended check = clinicSystem.facilityClient("check");
    assertThat(check.status()).as(check.output() + check.errors()).isZero();
    assertThat(check.output()).contains(facility.code(), "桜クリニック").doesNotContain("[NO]");
    JsonNode self = clinicSystem.self(clinicSystem.accessToken(token)).expect(200).body();
    assertThat(self.path("facilityCode").asText()).isEqualTo(facility.code());
    assertThat(self.path("name").asText()).isEqualTo("桜クリニック");
    assertThat(self.path("representative").asText()).isEqualTo("予防 太郎");
    assertThat(self.path("municipality").path("code").asText()).isEqualTo("131075");

    // Back in the history there is no token.
    clinic.open("/facility-tokens");
    Page past = clinic.visit().page();
    try {
      past.goBack();
      assertThat(past.content()).doesNotContain(token);
    } catch (PlaywrightException e) {
      // The browser keeps no copy, and does not send the code again by itself.
      assertThat(e.getMessage()).contains("ERR_CACHE_MISS");
    }
    clinic.visit().newTab();
    past.close();

    // Again: refused, with an alarm.
    before = Instant.now();
    clinic.open("/facility-tokens/claim");
    clinic.visit().find("#code").fill(code.group());
    clinic.press("受領する");
    assertThat(clinic.text()).contains("受領済みです");
    clinic
        .visit()
        .look(
            stack.inbox().awaitMessage("office-" + facility.email(), before),
            "app-mail-token-alarm");

    // Rotated: both are good. While the facility is suspended neither is, not even for the API.
    clinic.open("/facility-tokens");
    clinic.visit().look("app-token-list");
    clinic.followLike("更新");
    clinic.visit().look("app-token-rotation");
    clinic.press("新しいトークンを発行する");
    String successor = clinic.visit().find("#facility-token").inputValue();
    assertThat(successor).startsWith("yyft_").isNotEqualTo(token);
    String accessToken = clinicSystem.accessToken(token);
    clinicSystem.self(accessToken).expect(200);
    clinicSystem.self(clinicSystem.accessToken(successor)).expect(200);
    String alias = self.path("facilityId").asText();
    suspend(municipality, alias, true);
    for (String each : List.of(token, successor)) {
      clinicSystem.exchange(each).expect(400);
    }
    assertThat(clinicSystem.self(accessToken).expect(FORBIDDEN).problem())
        .isEqualTo("facility-suspended");
    assertThat(clinicSystem.facilityClient("check").status()).isEqualTo(REFUSED);
    suspend(municipality, alias, false);
    clinicSystem.self(clinicSystem.accessToken(token)).expect(200);

    // Revoked: by the facility, then by the central office.
    clinic.open("/facility-tokens");
    clinic.followLike("失効");
    clinic.visit().find("#reason").fill("端末の紛失");
    clinic.visit().look("app-token-revoke");
    clinic.press("失効させる");
    assertThat(clinic.text()).contains("失効させました。");
    approving.open("/facility-token-reviews/facilities/" + alias + "/tokens");
    approving.visit().look("app-token-list-office");
    approving.followLike("失効");
    approving.visit().find("#reason").fill("漏えいの疑い");
    approving.press("失効させる");
    for (String each : List.of(token, successor)) {
      clinicSystem.exchange(each).expect(400);
    }
    assertThat(clinicSystem.self(accessToken).status()).as("of the last minutes").isEqualTo(401);
    assertThat(clinicSystem.facilityClient("check").status()).isEqualTo(REFUSED);
    clinic.look("/onboarding", "app-onboarding-token");

    Traces traces = Traces.of(stack);
    assertThat(traces.tables()).contains(id);
    for (String secret : List.of(token, successor)) {
      traces.assertNone(secret.substring(secret.length() - 49));
    }
    traces.assertNone(code.group());
    traces.assertNone(code.group().replace("-", ""));

    Portal english =
        Portal.of(
            new Actor("-", facility.userId(), Actors.PASSWORD, facility.email(), actors),
            stack,
            desk,
            Language.EN);
    english.look("/facility-tokens", "app-token-list");
    english.look("/facility-tokens/applications/new", "app-token-form");
    english.look("/facility-tokens/applications/" + id, "app-token-application");
    english.look("/facility-tokens/claim", "app-token-claim");
    english.look("/facility-tokens/upload", "app-token-upload-own");
    Portal englishOffice = Portal.of(municipality.administrator(), stack, desk, Language.EN);
    englishOffice.look("/facility-token-reviews", "app-token-reviews-municipality");
    englishOffice.look("/facility-token-reviews/" + id, "app-token-review-claimed");
  }

  /** As the municipality does it, at the API of organization-admin. */
  private void suspend(TestOrganization municipality, String alias, boolean suspended) {
    api.put(
            "/organizations/" + alias + "/enabled",
            municipality.administrator().token(),
            Map.of("enabled", !suspended))
        .expect(204);
  }

  @Test
  void formsWhenUploadedByTheMunicipalityThenAppliedForAndClosingEndsTheToken(Browsers.Desk desk)
      throws Exception {
    TestOrganization municipality = organizations.municipality("131130", "渋谷区");
    Actor approver = organizations.registered(organizations.centralOffice(), "officer");
    FacilityToRegister facility = FacilityToRegister.named("𠮷田クリニック", "ヨシダクリニック");
    Portal office = Portal.of(municipality.administrator(), stack, desk);
    Portal clinic = office.register(facility, actors, stack, desk);
    clinic.open("/facility/edit");
    clinic.visit().find("#form-representative").fill("予防 太郎");
    clinic.visit().find("#form-contactMail").fill(facility.email());
    clinic.press("登録する");
    String detail = clinic.path();

    // The municipality gives the form; the facility fills it in, first wrongly.
    office.open("/facility-token-reviews/uploads");
    office.visit().look("app-token-uploads");
    office.visit().find("#filter-code").fill(facility.code());
    Download form =
        office
            .visit()
            .page()
            .waitForDownload(
                () -> office.visit().find("form[action$='form.xlsx'] button").first().click());
    byte[] given = Files.readAllBytes(form.path());
    // 申請日, 申請区分, 受領方法, 同意事項, 担当者名, アプリ名, 提供事業者, 接続形態, 端末名称, 台数
    Map<String, String> typed =
        Map.of(
            "C2", "2026/6/1",
            "C3", "新規",
            "C5", "書面",
            "C6", "同意する",
            "C14", "予防 次郎",
            "C18", "予防接種アプリ",
            "C19", "アプリ提供株式会社",
            "C20", "インターネット接続",
            "C21", "受付端末1",
            "C22", "1");
    FilePayload good = filled("a.xlsx", given, typed);
    Map<String, String> wrong = new HashMap<>(typed);
    wrong.put("C7", "1390110048");
    office.open("/facility-token-reviews/uploads");
    office
        .visit()
        .find("#files")
        .setInputFiles(new FilePayload[] {good, filled("b.xlsx", given, wrong)});
    office.press("読み込む");
    assertThat(office.text()).contains("C7: 医療機関コードの検証番号が一致しません", "申請できるもの 1");
    office.visit().look("app-token-upload-preview");
    office.press("誤りのない1件を申請として受け付ける");
    office.follow("申請を開く");
    String review = office.path();
    office.press("国保中央会へ送付");
    Portal approving = Portal.of(approver, stack, desk);
    approving.open(review);
    approving.press("承認");
    office.open(review);
    assertThat(office.text()).doesNotContain("印刷できない文字");
    Download notice =
        office
            .visit()
            .page()
            .waitForDownload(() -> office.visit().find("button:text-is('通知書（PDF）を作成する')").click());
    Files.copy(
        notice.path(),
        SharedStack.target().resolve("token-notice.pdf"),
        StandardCopyOption.REPLACE_EXISTING);
    office.open(review);
    Instant before = Instant.now();
    office.press("メールで送付する");
    Matcher code = CODE.matcher(awaitMail(facility, before, "受領コードをお送りします").text());
    assertThat(code.find()).isTrue();
    clinic.open("/facility-tokens/claim");
    clinic.visit().find("#code").fill(code.group());
    clinic.press("受領する");
    String token = clinic.visit().find("#facility-token").inputValue();
    String accessToken = clinicSystem.accessToken(token);
    assertThat(clinicSystem.self(accessToken).expect(200).body().path("name").asText())
        .isEqualTo("𠮷田クリニック");

    office.open(detail + "/close");
    office.visit().find("#form-reason").fill("閉院");
    office.visit().find("#form-confirmed").check();
    office.press("廃止する");
    clinicSystem.self(accessToken).expect(FORBIDDEN);
    clinic.visit().page().waitForCondition(() -> clinicSystem.exchange(token).status() == 400);
    office
        .visit()
        .page()
        .waitForCondition(
            () -> {
              office.open("/outbox?kind=facility-token-revocation");
              return office.visit().find("tbody .pf-m-green").count() == 1;
            });
    // Taken back: the facility works again, what was ended stays so.
    office.open(detail);
    office.press("廃止を取り消す");
    clinic.visit().page().waitForCondition(() -> clinic.open("/facility-tokens") == 200);
    assertThat(clinic.text()).contains("失効");
    clinicSystem.exchange(token).expect(400);
  }

  /** Types into cells of the first sheet. */
  private static FilePayload filled(String name, byte[] form, Map<String, String> typed)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(form));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        if (entry.getName().equals("xl/worksheets/sheet1.xml")) {
          for (Map.Entry<String, String> cell : typed.entrySet()) {
            String before = content;
            content =
                content.replaceFirst(
                    "<c r=\"%s\" t=\"s\"([^>]*)><v>\\d+</v></c>".formatted(cell.getKey()),
                    "<c r=\"%s\" t=\"inlineStr\"$1><is><t>%s</t></is></c>"
                        .formatted(
                            cell.getKey(),
                            new String(
                                cell.getValue().getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.ISO_8859_1)));
            assertThat(content).as(cell.getKey()).isNotEqualTo(before);
          }
        }
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(content.getBytes(StandardCharsets.ISO_8859_1));
        out.closeEntry();
      }
    }
    return new FilePayload(
        name,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes.toByteArray());
  }

  private ReceivedMail awaitMail(FacilityToRegister facility, Instant since, String text) {
    return stack
        .inbox()
        .awaitMessage(
            facility.email(), since, received -> received.text().contains(text), PATIENCE);
  }
}
