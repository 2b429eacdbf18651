package jp.yoyo.id.app.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Command;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.Login;
import jp.yoyo.id.app.web.Notice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@AppTest
@ExtendWith(OutputCaptureExtension.class)
final class FacilityTokenTest extends TokenTestCase {

  @Autowired
  FacilityTokenTest(ApplicationContext beans) {
    super(beans);
  }

  @Test
  void chainWhenWalkedOnThePagesThenTheTokenIsShownOnceAndStaysNowhere(CapturedOutput output)
      throws Exception {
    assertThat(body(send(get("/facility-tokens"), "a1"))).contains("トークンはありません", "画面から申請する");
    assertThat(body(send(get("/facility-tokens/applications/new"), "a1")))
        .contains(CODE, "医療法人予防会", "clinic@example.jp", "予防 花子");
    String draft =
        send(form(post("/facility-tokens/applications/new")), "a1")
            .getResponse()
            .getRedirectedUrl();
    assertThat(draft).isNotNull();
    UUID id = UUID.fromString(draft.substring(draft.lastIndexOf('/') + 1));
    assertThat(body(send(get(draft), "a1"))).contains("下書き", "申請する", "未了");
    send(post(draft + "/submit").param("version", "0"), "a1");
    assertThat(find(id).state()).isEqualTo(TokenApplicationState.SUBMITTED);

    String review = "/facility-token-reviews/" + id;
    assertThat(body(send(get("/facility-token-reviews?state=submitted"), "m1")))
        .contains("予防クリニック", id + ":1", "1件");
    send(post("/facility-token-reviews/decisions").param("application", id + ":1"), "m1");
    assertThat(find(id).state()).isEqualTo(TokenApplicationState.FORWARDED);
    assertThat(body(send(get(review), "c1"))).contains("差戻し", "承認");
    send(post("/facility-token-reviews/decisions").param("application", id + ":2"), "c1");
    assertThat(find(id).state()).isEqualTo(TokenApplicationState.APPROVED);

    MvcResult notice = send(post(review + "/notice").param("version", "3"), "m1");
    assertThat(notice.getResponse().getContentType()).isEqualTo("application/pdf");
    assertThat(notice.getResponse().getHeader("Cache-Control")).contains("no-store");
    String code = code(notice.getResponse().getContentAsByteArray());
    assertThat(body(send(get(review), "m1"))).contains("未受領").doesNotContain(code);

    assertThat(body(send(get("/facility-tokens/claim"), "a1"))).contains("受領コード");
    assertThat(find(id).state()).isEqualTo(TokenApplicationState.HANDED_OVER);
    MvcResult claim = send(post("/facility-tokens/claim").param("code", code), "a1");
    assertThat(claim.getResponse().getStatus()).isEqualTo(200);
    assertThat(claim.getResponse().getHeader("Cache-Control")).contains("no-store");
    String secret = tokens.secrets().get(0);
    assertThat(body(claim)).contains(secret, "data:text/plain;base64,", "接続テスト");
    assertThat(find(id).state()).isEqualTo(TokenApplicationState.CLAIMED);

    assertThat(body(send(get("/facility-tokens"), "a1")))
        .contains("予防接種アプリ", "有効")
        .doesNotContain(secret);
    assertThat(body(send(get(review), "m1")))
        .contains("受領済", "国保中央会で審査中", "受付番号")
        // The history speaks the reader's language.
        .doesNotContain(">forwarded<", ">handed_over<", ">referenceNumber<", ">token<")
        .doesNotContain(secret, code);
    for (String step : List.of("submit", "forward", "approve", "hand-over", "claim")) {
      assertThat(mails(step)).as(step).contains("staff@example.jp");
    }
    assertThat(mails("claim")).contains("clinic@example.jp");
    assertNowhere(secret);
    assertNowhere(secret.substring(secret.length() - 20));
    assertNowhere(code);
    assertNowhere(code.replace("-", ""));
    assertThat(output.getAll()).doesNotContain(secret, code, code.replace("-", ""));
  }

  private static String code(byte[] pdf) throws Exception {
    try (org.apache.pdfbox.pdmodel.PDDocument document = org.apache.pdfbox.Loader.loadPDF(pdf)) {
      Matcher code =
          Pattern.compile("[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}")
              .matcher(new org.apache.pdfbox.text.PDFTextStripper().getText(document));
      assertThat(code.find()).isTrue();
      return code.group();
    }
  }

  /** In no column of no table; sessions are one of them. */
  private void assertNowhere(String text) {
    List<String> names =
        sql.sql("select table_name from information_schema.tables where table_schema = 'public'")
            .query(String.class)
            .list();
    assertThat(names).hasSizeGreaterThan(20);
    for (String name : names) {
      long hits =
          sql.sql("select count(*) from \"" + name + "\" t where t::text ilike :text")
              .param("text", "%" + text + "%")
              .query(Long.class)
              .single();
      assertThat(hits).as("%s in %s", text, name).isZero();
    }
    String hex = java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    long sessions =
        sql.sql(
                "select count(*) from spring_session_attributes where encode(attribute_bytes,"
                    + " 'hex') like :text")
            .param("text", "%" + hex + "%")
            .query(Long.class)
            .single();
    assertThat(sessions).isZero();
  }

  @Test
  void claimWhenGetOrHeadThenChangesNothing() throws Exception {
    Handed handed = handedOver(ApplicationKind.NEW, "");
    String code = handed.code().grouped();
    app.perform(get("/facility-tokens/claim").param("code", code).with(Login.as("a1")))
        .andExpect(status().isOk());
    app.perform(head("/facility-tokens/claim").param("code", code).with(Login.as("a1")))
        .andExpect(status().isOk());
    app.perform(post("/facility-tokens/claim").param("code", code).with(Login.as("a1")))
        .andExpect(status().isForbidden());
    assertThat(find(handed.id()).state()).isEqualTo(TokenApplicationState.HANDED_OVER);
    assertThat(tokens.secrets()).isEmpty();
  }

  @Test
  void claimWhenFiftyAtOnceThenOneWins() throws Exception {
    Handed handed = handedOver(ApplicationKind.NEW, "");
    List<TokenClaims.Outcome> outcomes =
        atOnce(50, () -> claims.claim(applicant, handed.code()).outcome());
    assertThat(outcomes).containsOnlyOnce(TokenClaims.Outcome.CLAIMED);
    assertThat(outcomes)
        .allMatch(
            outcome ->
                Set.of(
                        TokenClaims.Outcome.CLAIMED,
                        TokenClaims.Outcome.BUSY,
                        TokenClaims.Outcome.ALREADY)
                    .contains(outcome));
    assertThat(tokens.secrets()).hasSize(1);
  }

  @Test
  void claimWhenWrongThenRecordedAndLimitedForThatFacilityAlone() throws Exception {
    Handed handed = handedOver(ApplicationKind.NEW, "");
    Actor stranger =
        actor("b1", OrganizationType.FACILITY, "clinic-b", Permission.MANAGE_FACILITY_TOKEN);
    // The right code with another facility's login is as wrong as any.
    for (int i = 0; i < 5; i++) {
      assertThat(claims.claim(stranger, handed.code()).outcome())
          .isEqualTo(TokenClaims.Outcome.WRONG);
    }
    assertThat(claims.claim(stranger, handed.code()).outcome())
        .isEqualTo(TokenClaims.Outcome.BLOCKED);
    assertThat(
            sql.sql(
                    "select count(*) from audit_event where action = 'facility-token.wrong-code'"
                        + " and facility_alias = 'clinic-b'")
                .query(Long.class)
                .single())
        .isGreaterThanOrEqualTo(5);
    assertThat(claims.claim(applicant, handed.code()).outcome())
        .isEqualTo(TokenClaims.Outcome.CLAIMED);
    sql.sql("update facility_token_wrong_code set at = at - interval '16 minutes'").update();
    assertThat(claims.claim(stranger, handed.code()).outcome())
        .isEqualTo(TokenClaims.Outcome.WRONG);
  }

  @Test
  void claimWhenWrongManyTimesAtOnceThenNoMoreAreLookedAtThanAllowed() throws Exception {
    handedOver(ApplicationKind.NEW, "");
    List<TokenClaims.Outcome> outcomes =
        atOnce(20, () -> claims.claim(applicant, ClaimCode.next()).outcome());
    assertThat(outcomes.stream().filter(TokenClaims.Outcome.WRONG::equals)).hasSize(5);
    assertThat(message(TokenAlarm.KIND).payload()).contains("wrong-codes");
  }

  @Test
  void claimWhenKeycloakIsDownThenNothingIsLost() throws Exception {
    Handed handed = handedOver(ApplicationKind.NEW, "");
    tokens.setDown(true);
    MvcResult down =
        send(post("/facility-tokens/claim").param("code", handed.code().grouped()), "a1");
    assertThat(down.getResponse().getStatus()).isEqualTo(503);
    assertThat(body(down)).contains("受領コードはそのまま使えます");
    assertThat(find(handed.id()).state()).isEqualTo(TokenApplicationState.HANDED_OVER);
    tokens.setDown(false);
    // It did what was asked, and its answer was lost: the token that nobody saw is replaced.
    tokens.setAnswersLost(true);
    assertThat(
            send(post("/facility-tokens/claim").param("code", handed.code().grouped()), "a1")
                .getResponse()
                .getStatus())
        .isEqualTo(503);
    tokens.setAnswersLost(false);
    assertThat(claims.claim(applicant, handed.code()).outcome())
        .isEqualTo(TokenClaims.Outcome.CLAIMED);
    assertThat(tokens.tokens("a1", "clinic-a")).hasSize(1);
  }

  @Test
  void claimWhenKeycloakRefusesThenSaysWhyAndTheCodeStaysGood() throws Exception {
    Handed handed = handedOver(ApplicationKind.NEW, "");
    tokens.setRefusal("too-many-tokens");
    MvcResult refused =
        send(post("/facility-tokens/claim").param("code", handed.code().grouped()), "a1");
    assertThat(refused.getResponse().getStatus()).isEqualTo(409);
    assertThat(body(refused)).contains("上限に達しています");
    tokens.setRefusal(null);
    assertThat(claims.claim(applicant, handed.code()).outcome())
        .isEqualTo(TokenClaims.Outcome.CLAIMED);
  }

  @Test
  void claimWhenDoneBeforeThenAlarm() throws Exception {
    Handed handed = handedOver(ApplicationKind.NEW, "");
    claims.claim(applicant, handed.code());
    sql.sql(
            "insert into facility_token_office values ('city', false, 'city@example.jp'),"
                + " ('central', true, 'central@example.jp')")
        .update();
    MvcResult again =
        send(post("/facility-tokens/claim").param("code", handed.code().grouped()), "a1");
    assertThat(again.getResponse().getStatus()).isEqualTo(409);
    assertThat(body(again)).contains("受領済みです");
    alarm.handle(message(TokenAlarm.KIND));
    assertThat(
            sql.sql(
                    "select about from outbox_message where payload::text like '%second-claim%' and"
                        + " kind = 'mail'")
                .query(String.class)
                .list())
        .contains("city@example.jp", "central@example.jp");
    assertThat(
            sql.sql(
                    "select count(*) from audit_event where action ="
                        + " 'facility-token-application.second-claim' and object_id = :id")
                .param("id", handed.id().toString())
                .query(Long.class)
                .single())
        .isEqualTo(1);
    assertThat(tokens.secrets()).hasSize(1);
  }

  @Test
  void claimWhenReissuedOrExpiredThenTheCodeIsDead() {
    Handed handed = handedOver(ApplicationKind.NEW, "");
    ClaimCode next =
        reviews.handOver(
            officer, handed.id(), find(handed.id()).version(), TokenReviews.Handed::code);
    assertThat(claims.claim(applicant, handed.code()).outcome())
        .isEqualTo(TokenClaims.Outcome.WRONG);
    sql.sql("update facility_token_claim_code set valid_until = now() - interval '1 second'")
        .update();
    assertThat(claims.claim(applicant, next).outcome()).isEqualTo(TokenClaims.Outcome.EXPIRED);
    sql.sql("update facility_token_claim_code set valid_until = now() + interval '1 day'").update();
    assertThat(claims.claim(applicant, next).outcome()).isEqualTo(TokenClaims.Outcome.CLAIMED);
  }

  @Test
  void claimWhenByAnOfficerWhoHandedOverThenRefused() {
    Handed handed = handedOver(ApplicationKind.NEW, "");
    Actor both =
        actor("m1", OrganizationType.FACILITY, "clinic-a", Permission.MANAGE_FACILITY_TOKEN);
    assertThat(claims.claim(both, handed.code()).outcome())
        .isEqualTo(TokenClaims.Outcome.PASSED_THROUGH);
    assertThat(tokens.secrets()).isEmpty();
  }

  @Test
  void approveWhenTwoAtOnceThenOneWins() throws Exception {
    UUID id = submitted(ApplicationKind.NEW, "", HandOverWay.PAPER);
    reviews.decide(officer, id, 1, Command.FORWARD, "");
    List<Boolean> won = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    for (Future<Boolean> each :
        threads.invokeAll(
            List.<Callable<Boolean>>of(
                () -> wins(central, id, Command.APPROVE, ""),
                () -> wins(otherCentral, id, Command.CENTRAL_REJECT, "理由")))) {
      won.add(each.get());
    }
    threads.shutdown();
    assertThat(won).containsOnlyOnce(true);
  }

  private boolean wins(Actor actor, UUID id, Command command, String comment) {
    try {
      reviews.decide(actor, id, 2, command, comment);
      return true;
    } catch (StaleTokenApplicationException e) {
      return false;
    }
  }

  @Test
  void approveWhenApplicantOrForwarderThenRefused() {
    UUID id = submitted(ApplicationKind.NEW, "", HandOverWay.PAPER);
    Actor applicantAsOfficer =
        actor("a1", OrganizationType.MUNICIPALITY, "city", Permission.SUPERVISE_ORGANIZATIONS);
    assertThatThrownBy(() -> reviews.decide(applicantAsOfficer, id, 1, Command.FORWARD, ""))
        .isInstanceOf(AccessDeniedException.class);
    reviews.decide(officer, id, 1, Command.FORWARD, "");
    for (String user : List.of("a1", "m1")) {
      Actor asCentral =
          actor(user, OrganizationType.CENTRAL, "central", Permission.APPROVE_FACILITY_TOKEN);
      assertThatThrownBy(() -> reviews.decide(asCentral, id, 2, Command.APPROVE, ""))
          .isInstanceOf(AccessDeniedException.class);
    }
    assertThat(find(id).state()).isEqualTo(TokenApplicationState.FORWARDED);
  }

  @Test
  void decideManyWhenOneIsRefusedThenTheOthersAreDone() throws Exception {
    UUID good = submitted(ApplicationKind.NEW, "", HandOverWay.PAPER);
    UUID withdrawn =
        applications.draft(applicant, TestTokens.content(ApplicationKind.ADDITION, ""));
    applications.submit(applicant, withdrawn, 0);
    for (UUID each : List.of(good, withdrawn)) {
      reviews.decide(officer, each, 1, Command.FORWARD, "");
    }
    applications.withdraw(applicant, withdrawn, 2);

    MvcResult result =
        send(
            post("/facility-token-reviews/decisions")
                .param("application", withdrawn + ":2")
                .param("application", good + ":2")
                .param("application", UUID.randomUUID() + ":2")
                .param("application", "nonsense"),
            "c1");

    assertThat(result.getResponse().getStatus()).isEqualTo(302);
    assertThat(find(good).state()).isEqualTo(TokenApplicationState.APPROVED);
    assertThat(find(withdrawn).state()).isEqualTo(TokenApplicationState.WITHDRAWN);
    assertThat(result.getFlashMap().get("notice"))
        .isEqualTo(new Notice("facilitytoken.notice.many.approve", List.of("1", "3")));
  }

  @Test
  void decideWhenReturnedThenNeedsAReasonAndTheFacilityIsTold() throws Exception {
    UUID id = submitted(ApplicationKind.NEW, "", HandOverWay.PAPER);
    MvcResult without =
        send(
            post("/facility-token-reviews/" + id + "/decision")
                .param("version", "1")
                .param("command", "return"),
            "m1");
    assertThat(body(without)).contains("コメントが必要です");
    send(
        post("/facility-token-reviews/" + id + "/decision")
            .param("version", "1")
            .param("command", "return")
            .param("comment", "端末名称を直してください"),
        "m1");
    assertThat(body(send(get("/facility-tokens/applications/" + id), "a1")))
        .contains("差戻し", "端末名称を直してください", "内容を修正する");
    assertThat(mails("return")).contains("staff@example.jp");
    send(form(post("/facility-tokens/applications/" + id + "/edit")).param("version", "2"), "a1");
    applications.submit(applicant, id, 3);
    reviews.decide(officer, id, 4, Command.FORWARD, "");
    reviews.decide(central, id, 5, Command.CENTRAL_RETURN, "代表者を確認してください");
    assertThat(find(id).state()).isEqualTo(TokenApplicationState.RETURNED);
    MvcResult late =
        send(
            post("/facility-token-reviews/" + id + "/decision")
                .param("version", "5")
                .param("command", "approve"),
            "c2");
    assertThat(late.getResponse().getStatus()).isEqualTo(409);
    assertThat(body(late)).contains("ほかの操作が先に行われた");
  }

  @Test
  void claimWhenReissueRenewalOrChangeThenTheFormerTokenEndsAsItShould() throws Exception {
    String first = claimed();
    Handed reissue = handedOver(ApplicationKind.REISSUE, first);
    assertThat(claims.claim(applicant, reissue.code()).outcome())
        .isEqualTo(TokenClaims.Outcome.CLAIMED);
    assertThat(tokens.calls()).contains("revoke clinic-a " + first + " 端末の紛失");
    String second = find(reissue.id()).tokenId();
    assertThat(second).isNotNull().isNotEqualTo(first);

    Handed renewal = handedOver(ApplicationKind.RENEWAL, second);
    claims.claim(applicant, renewal.code());
    assertThat(tokens.calls()).contains("rotate clinic-a " + second);
    String third = java.util.Objects.requireNonNull(find(renewal.id()).tokenId());

    Handed change = handedOver(ApplicationKind.CHANGE, third);
    claims.claim(applicant, change.code());
    assertThat(tokens.calls()).doesNotContain("revoke clinic-a " + third + " 端末の紛失");
    revocation.handle(message(TokenRevocation.KIND));
    assertThat(tokens.calls()).contains("revoke clinic-a " + third + " 端末の紛失");
  }

  @Test
  void approveWhenAbolitionThenTheTokenEndsAndNothingIsHandedOver() throws Exception {
    String token = claimed();
    UUID id = approved(ApplicationKind.ABOLITION, token);
    assertThat(find(id).state()).isEqualTo(TokenApplicationState.ENDED);
    revocation.handle(message(TokenRevocation.KIND));
    assertThat(tokens.calls()).contains("revoke clinic-a " + token + " 端末の紛失");
    assertThat(body(send(get("/facility-tokens"), "a1"))).contains("失効");
  }

  @Test
  void draftWhenTheTokenIsAnothersThenRefused() {
    String token = claimed();
    Actor stranger =
        actor("b1", OrganizationType.FACILITY, "clinic-b", Permission.MANAGE_FACILITY_TOKEN);
    assertThatThrownBy(
            () -> applications.draft(stranger, TestTokens.content(ApplicationKind.REISSUE, token)))
        .isInstanceOf(RefusedTokenApplicationException.class);
  }

  @Test
  void closeWhenFacilityHasTokensThenAllEnd() throws Exception {
    claimed();
    Actor closing =
        actor(
            "m1",
            OrganizationType.MUNICIPALITY,
            "city",
            Permission.SUPERVISE_ORGANIZATIONS,
            Permission.VIEW_ORGANIZATION);
    jp.yoyo.id.app.facility.Facility facility = register.findByAlias("clinic-a").orElseThrow();
    register.close(
        closing, facility.id(), facility.version(), java.time.LocalDate.of(2026, 11, 1), "廃業");
    revocation.handle(message(TokenRevocation.KIND));
    assertThat(tokens.calls()).contains("revoke-all clinic-a 廃業");
    assertThat(send(get("/facility-tokens"), "a1").getResponse().getStatus()).isEqualTo(404);
    assertThat(send(get("/facility-tokens/claim"), "a1").getResponse().getStatus()).isEqualTo(404);
  }

  @Test
  void lifeWhenRotatedAndRevokedThenShownOnceAndEnded() throws Exception {
    String token = claimed();
    String rotation = "/facility-tokens/tokens/" + token + "/rotation";
    assertThat(body(send(get(rotation), "a1"))).contains("requestId", "切替期間");
    tokens.setDown(true);
    UUID request = UUID.randomUUID();
    MvcResult down = send(post(rotation).param("requestId", request.toString()), "a1");
    assertThat(down.getResponse().getStatus()).isEqualTo(503);
    // The same request again: the form keeps its number.
    assertThat(body(down)).contains(request.toString());
    tokens.setDown(false);
    MvcResult rotated = send(post(rotation).param("requestId", request.toString()), "a1");
    assertThat(body(rotated)).contains(tokens.secrets().get(1));
    assertThat(body(send(get("/facility-tokens"), "a1"))).contains("切替中");

    String revoke = "/facility-tokens/tokens/" + token + "/revocation";
    assertThat(body(send(post(revoke), "a1"))).contains("失効の理由を入力してください");
    send(post(revoke).param("reason", "端末の紛失"), "a1");
    assertThat(tokens.calls()).contains("revoke clinic-a " + token + " 端末の紛失");
    assertThat(body(send(get("/facility-token-reviews/facilities/clinic-a/tokens"), "m1")))
        .contains("失効", "有効");
    String successor =
        sql.sql("select token_id from facility_token where state = 'active'")
            .query(String.class)
            .single();
    tokens.setDown(true);
    String address =
        "/facility-token-reviews/facilities/clinic-a/tokens/" + successor + "/revocation";
    send(post(address).param("reason", "漏えいの疑い"), "c1");
    tokens.setDown(false);
    revocation.handle(message(TokenRevocation.KIND));
    assertThat(tokens.calls()).contains("revoke clinic-a " + successor + " 漏えいの疑い");
  }

  @Test
  void remindWhenTokenEndsSoonThenOnceAtEachDistance() throws Exception {
    String token = claimed();
    for (int days : List.of(100, 89, 89, 29, 6, 5)) {
      sql.sql(
              "update facility_token set created_at = now() - interval '300 days', expires_at ="
                  + " :at")
          .param("at", TokenApplications.utc(Instant.now().plus(Duration.ofDays(days))))
          .update();
      reminders.remind();
    }
    assertThat(
            sql.sql("select days from facility_token_reminder order by days desc")
                .query(Integer.class)
                .list())
        .containsExactly(90, 30, 7);
    assertThat(
            sql.sql("select count(*) from outbox_message where kind = :kind")
                .param("kind", TokenReminders.KIND)
                .query(Long.class)
                .single())
        .isEqualTo(3);
    reminders.handle(message(TokenReminders.KIND));
    assertThat(
            sql.sql("select about from outbox_message where key like 'facility-token-reminder/%'")
                .query(String.class)
                .single())
        .isEqualTo("clinic@example.jp");
    assertThat(token).isNotEmpty();
  }

  @Test
  void handOverWhenByMailThenTheCodeWaitsNowhereAndEachAttemptMakesAnother() throws Exception {
    UUID id = approved(ApplicationKind.NEW, "");
    reviews.handOverByMail(officer, id, find(id).version());
    OutboxMessage message = message(ClaimCodeMail.KIND);
    assertThat(message.payload()).doesNotContain("code\":");
    // No mail server in this test: the attempt fails after it has made a code.
    assertThatThrownBy(() -> codeMail.handle(message)).isNotNull();
    String first =
        sql.sql("select hash from facility_token_claim_code").query(String.class).single();
    assertThatThrownBy(() -> codeMail.handle(message)).isNotNull();
    assertThat(sql.sql("select hash from facility_token_claim_code").query(String.class).single())
        .isNotEqualTo(first);
    reviews.handOverByMail(officer, id, find(id).version());
    codeMail.handle(message);
    assertThat(sql.sql("select count(*) from facility_token_claim_code").query(Long.class).single())
        .as("the mail of a hand-over that was done anew makes no code")
        .isZero();
  }

  @Test
  void routesWhenWrongRoleThenForbiddenAndForeignThenNotFound() throws Exception {
    UUID id = submitted(ApplicationKind.NEW, "", HandOverWay.PAPER);
    String own = "/facility-tokens";
    String application = own + "/applications/" + id;
    String review = "/facility-token-reviews";
    List<String> facilityGets =
        List.of(
            own,
            own + "/applications/new",
            application,
            application + "/edit",
            application + "/withdraw",
            own + "/form.xlsx",
            own + "/upload",
            own + "/claim",
            own + "/tokens/t1/rotation",
            own + "/tokens/t1/revocation");
    List<String> facilityPosts =
        List.of(
            own + "/applications/new",
            application + "/edit",
            application + "/submit",
            application + "/withdraw",
            own + "/claim",
            own + "/connection-test",
            own + "/tokens/t1/revocation");
    for (String user : List.of("a2", "m1", "m2", "c1", "h1", "f1")) {
      for (String path : facilityGets) {
        assertThat(send(get(path), user).getResponse().getStatus())
            .as("%s %s", user, path)
            .isEqualTo(403);
      }
      for (String path : facilityPosts) {
        assertThat(send(post(path).param("version", "1"), user).getResponse().getStatus())
            .as("%s %s", user, path)
            .isEqualTo(403);
      }
    }
    for (String path :
        List.of(
            application,
            application + "/edit",
            application + "/withdraw",
            own + "/tokens/t1/rotation")) {
      assertThat(send(get(path), "b1").getResponse().getStatus()).as(path).isEqualTo(404);
    }
    List<String> municipalityGets = List.of(review + "/form.xlsx", review + "/uploads");
    List<String> municipalityPosts =
        List.of(
            review + "/" + id + "/notice",
            review + "/" + id + "/mail",
            review + "/uploads/" + id + "/confirm",
            review + "/uploads/" + id + "/discard");
    for (String user : List.of("a1", "a2", "c1", "h1", "f1")) {
      for (String path : municipalityGets) {
        assertThat(send(get(path), user).getResponse().getStatus())
            .as("%s %s", user, path)
            .isEqualTo(403);
      }
      for (String path : municipalityPosts) {
        assertThat(send(post(path).param("version", "1"), user).getResponse().getStatus())
            .as("%s %s", user, path)
            .isEqualTo(403);
      }
    }
    for (String user : List.of("a1", "a2", "f1")) {
      for (String path :
          List.of(
              review,
              review + "/list.csv",
              review + "/" + id,
              review + "/settings",
              review + "/facilities/clinic-a/tokens")) {
        assertThat(send(get(path), user).getResponse().getStatus())
            .as("%s %s", user, path)
            .isEqualTo(403);
      }
      for (String path :
          List.of(review + "/decisions", review + "/settings", review + "/" + id + "/decision")) {
        assertThat(
                send(post(path).param("version", "1").param("command", "approve"), user)
                    .getResponse()
                    .getStatus())
            .as("%s %s", user, path)
            .isEqualTo(403);
      }
    }
    // The help desk looks on.
    assertThat(send(get(review + "/" + id), "h1").getResponse().getStatus()).isEqualTo(200);
    assertThat(
            send(
                    post(review + "/" + id + "/decision")
                        .param("version", "1")
                        .param("command", "forward"),
                    "h1")
                .getResponse()
                .getStatus())
        .isEqualTo(403);
    // Another municipality: the same as a random id.
    for (String path :
        List.of(
            review + "/" + id,
            review + "/facilities/clinic-a/tokens",
            review + "/form.xlsx?code=" + CODE)) {
      assertThat(send(get(path), "m2").getResponse().getStatus()).as(path).isEqualTo(404);
    }
    assertThat(body(send(get(review), "m2"))).doesNotContain("予防クリニック");
    assertThat(body(send(get(review + "/list.csv"), "m2"))).doesNotContain(CODE);
    for (String path : List.of(review + "/" + id + "/notice", review + "/" + id + "/mail")) {
      assertThat(send(post(path).param("version", "1"), "m2").getResponse().getStatus())
          .as(path)
          .isEqualTo(404);
    }
    assertThat(
            send(
                    post(review + "/" + id + "/decision")
                        .param("version", "1")
                        .param("command", "forward"),
                    "m2")
                .getResponse()
                .getStatus())
        .isEqualTo(404);
    // The municipality does not approve, the central office does not forward.
    for (Map.Entry<String, String> each : Map.of("m1", "approve", "c1", "forward").entrySet()) {
      assertThat(
              send(
                      post(review + "/" + id + "/decision")
                          .param("version", "1")
                          .param("command", each.getValue()),
                      each.getKey())
                  .getResponse()
                  .getStatus())
          .isEqualTo(404);
    }
    assertThat(find(id).state()).isEqualTo(TokenApplicationState.SUBMITTED);
  }

  @Test
  void textsWhenWithNulThenNoSystemError() throws Exception {
    UUID id = submitted(ApplicationKind.NEW, "", HandOverWay.PAPER);
    String review = "/facility-token-reviews/" + id + "/decision";
    String nul = "a\0b";
    for (MockHttpServletRequestBuilder request :
        List.of(
            get("/facility-token-reviews").param("q", nul),
            get("/facility-token-reviews/form.xlsx").param("code", nul),
            post("/facility-token-reviews/settings").param("mail", nul),
            post(review).param("version", "1").param("command", "return").param("comment", nul))) {
      assertThat(send(request, "m1").getResponse().getStatus()).isLessThan(500);
    }
    assertThat(find(id).comment()).isEqualTo("ab");
    String token = handedOverToken();
    String own = "/facility-tokens/tokens/" + token;
    for (MockHttpServletRequestBuilder request :
        List.of(
            get("/facility-tokens/applications/new").param("token", nul).param("kind", nul),
            form(post("/facility-tokens/applications/new")).param("appName", nul),
            post("/facility-tokens/claim").param("code", nul),
            post("/facility-tokens/connection-test").param("facilityToken", nul),
            post(own + "/revocation").param("reason", nul))) {
      assertThat(send(request, "a1").getResponse().getStatus()).isLessThan(500);
    }
  }

  private String handedOverToken() {
    sql.sql("delete from facility_token_application").update();
    return claimed();
  }
}
