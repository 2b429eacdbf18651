package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chapter 8: from the application to the API that a clinic system calls. */
@ExtendWith({SharedStack.class, Browsers.class})
final class FacilityTokenIT {

  private static final int NOT_FOUND = 404;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern CODE =
      Pattern.compile("\\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\\b");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;
  private final HttpClient http = HttpClient.newHttpClient();

  FacilityTokenIT(DevStack stack, TestOrganizations organizations, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
  }

  @Test
  void tokenWhenAppliedForThenClaimedOnceAndExchangedUntilRevoked(Browsers.Desk desk)
      throws IOException, InterruptedException {
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
    awaitMail(facility, before, "申請を受け付けました");

    // Forwarded, approved.
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
    ReceivedMail mail = awaitMail(facility, before, "受領コード");
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

    // What the clinic system does.
    JsonNode self = self(accessToken(token));
    assertThat(self.path("facilityCode").asText()).isEqualTo(facility.code());
    assertThat(self.path("name").asText()).isEqualTo("桜クリニック");
    assertThat(self.path("representative").asText()).isEqualTo("予防 太郎");
    assertThat(self.path("municipality").path("code").asText()).isEqualTo("131075");

    // Again: refused, with an alarm.
    clinic.open("/facility-tokens/claim");
    clinic.visit().find("#code").fill(code.group());
    clinic.press("受領する");
    assertThat(clinic.text()).contains("受領済みです");

    // Rotated: both are good. Revoked: neither.
    clinic.open("/facility-tokens");
    clinic.visit().look("app-token-list");
    clinic.followLike("更新");
    clinic.press("新しいトークンを発行する");
    String successor = clinic.visit().find("#facility-token").inputValue();
    assertThat(successor).startsWith("yyft_").isNotEqualTo(token);
    self(accessToken(token));
    self(accessToken(successor));
    for (String each : new String[] {"端末の紛失", "利用の終了"}) {
      clinic.open("/facility-tokens");
      clinic.followLike("失効");
      clinic.visit().find("#reason").fill(each);
      clinic.visit().look("app-token-revoke");
      clinic.press("失効させる");
      assertThat(clinic.text()).contains("失効させました。");
    }
    for (String each : new String[] {token, successor}) {
      assertThat(exchange(each).statusCode()).isEqualTo(400);
    }
    clinic.look("/onboarding", "app-onboarding-token");
  }

  private ReceivedMail awaitMail(FacilityToRegister facility, Instant since, String text) {
    return stack
        .inbox()
        .awaitMessage(
            facility.email(), since, received -> received.text().contains(text), PATIENCE);
  }

  private HttpResponse<String> exchange(String token) throws IOException, InterruptedException {
    String form =
        Map.of(
                "grant_type", "urn:yoyo:params:oauth:grant-type:facility-token",
                "client_id", "facility-app",
                "facility_token", token)
            .entrySet()
            .stream()
            .map(
                each ->
                    each.getKey()
                        + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return http.send(
        HttpRequest.newBuilder(
                URI.create(stack.keycloakUrl() + "/realms/yoyo/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String accessToken(String token) throws IOException, InterruptedException {
    HttpResponse<String> answer = exchange(token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("access_token").asText();
  }

  private JsonNode self(String accessToken) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(stack.companionAppUrl().orElseThrow() + "/api/facility/v1/self"))
                .header("Authorization", "Bearer " + accessToken)
                .build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }
}
