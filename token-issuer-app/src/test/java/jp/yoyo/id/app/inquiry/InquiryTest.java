package jp.yoyo.id.app.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import jp.yoyo.id.app.actor.ActingOrganization;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.outbox.OutboxRefused;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.InMemoryOrganizationAdmin;
import jp.yoyo.id.app.testing.Login;
import jp.yoyo.id.app.web.NotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.json.JsonMapper;

@AppTest
final class InquiryTest {

  private static final String ERROR = "7KQ2-M9XD-4T";

  private final MockMvc app;
  private final InMemoryOrganizationAdmin keycloak;
  private final JdbcClient database;
  private final Inquiries inquiries;
  private final InquiryMail mail;
  private final JsonMapper json;

  @Autowired
  InquiryTest(
      MockMvc app,
      InMemoryOrganizationAdmin keycloak,
      JdbcClient database,
      Inquiries inquiries,
      InquiryMail mail,
      JsonMapper json) {
    this.app = app;
    this.keycloak = keycloak;
    this.database = database;
    this.inquiries = inquiries;
    this.mail = mail;
    this.json = json;
  }

  @BeforeEach
  void people() {
    keycloak.user(
        "a", InMemoryOrganizationAdmin.organization(OrganizationType.FACILITY, "f-a", "予防クリニック"));
    keycloak.user(
        "b", InMemoryOrganizationAdmin.organization(OrganizationType.FACILITY, "f-a", "予防クリニック"));
    keycloak.user(
        "h",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.CENTRAL,
            "central",
            "中央会",
            Permission.VIEW_ORGANIZATION,
            Permission.ASSIST_USERS));
  }

  @AfterEach
  void forget() {
    keycloak.clear();
    database.sql("delete from inquiry").update();
    database.sql("delete from outbox_message").update();
  }

  private static Actor actor(String id, OrganizationType type, String alias, String... may) {
    return new Actor(
        id,
        id,
        "予防 花子",
        Locale.JAPANESE,
        new ActingOrganization(alias, type, "予防クリニック", "", "13"),
        Set.of(may));
  }

  private static Actor asker() {
    return actor("a", OrganizationType.FACILITY, "f-a");
  }

  private static Actor helpDesk() {
    return actor("h", OrganizationType.CENTRAL, "central", Permission.ASSIST_USERS);
  }

  private Inquiry ask(String text) {
    return inquiries.ask(
        asker(), new NewInquiry(UUID.randomUUID(), InquiryCategory.LOGIN, text, null));
  }

  private String page(String path, String user) throws Exception {
    return text(app.perform(get(path).with(Login.as(user))).andExpect(status().isOk()).andReturn());
  }

  private static String text(MvcResult result) {
    return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }

  private ResultActions send(String path, String user, String... parameters) throws Exception {
    var request = post(path).with(Login.as(user)).with(csrf());
    for (int i = 0; i < parameters.length; i += 2) {
      request = request.param(parameters[i], parameters[i + 1]);
    }
    return app.perform(request);
  }

  private List<String> kinds() {
    return database
        .sql("select kind || ' ' || about from outbox_message order by id")
        .query(String.class)
        .list();
  }

  /** What the worker would deliver, delivered. */
  private void deliver() throws OutboxRefused {
    for (OutboxMessage message :
        database
            .sql(
                """
                select id, key, payload from outbox_message
                where kind = 'inquiry-mail' and state = 'waiting' order by id
                """)
            .query(
                (row, number) ->
                    new OutboxMessage(
                        row.getLong("id"),
                        InquiryMail.KIND,
                        row.getString("key"),
                        1,
                        row.getString("payload"),
                        json))
            .list()) {
      mail.handle(message);
    }
  }

  @Test
  void formWhenFromAnErrorPageThenItsNumberIsThere() throws Exception {
    assertThat(page("/inquiries/new?number=" + ERROR, "a"))
        .contains("value=\"" + ERROR + "\"", "<option value=\"system-error\" selected>");
    assertThat(page("/inquiries/new?number=%3Cscript%3E", "a")).doesNotContain("script>\"");
  }

  @Test
  void askWhenSentTwiceThenOneInquiryOneReceiptToTheRegisteredAddress() throws Exception {
    String id = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      send(
              "/inquiries/new",
              "a",
              "id",
              id,
              "category",
              "system-error",
              "errorNumber",
              " 7kq2-m9xd-4t ",
              "text",
              "ログインできません。\r\n<b>至急</b>")
          .andExpect(redirectedUrl("/inquiries/" + id));
    }

    assertThat(page("/inquiries", "a")).contains("全1件", "受付", "システムエラー");
    assertThat(page("/inquiries/" + id, "a"))
        .contains(ERROR, "ログインできません。\n&lt;b&gt;至急&lt;/b&gt;", "追加で問い合わせる");
    deliver();
    assertThat(
            database
                .sql(
                    """
                    select payload ->> 'to' || ' ' || (payload ->> 'template')
                    from outbox_message where kind = 'mail'
                    """)
                .query(String.class)
                .list())
        .containsExactly("a@example.jp inquiry-receipt");
    assertThat(
            database
                .sql("select count(*) from outbox_message where payload::text like '%至急%'")
                .query(Long.class)
                .single())
        .as("what was asked is in no mail")
        .isZero();
  }

  @Test
  void askWhenSomethingIsWrongThenEachFieldSaysSoAndTheTextStays() throws Exception {
    String page =
        text(
            send(
                    "/inquiries/new",
                    "a",
                    "id",
                    UUID.randomUUID().toString(),
                    "category",
                    "nonsense",
                    "errorNumber",
                    "123",
                    "text",
                    "書いたこと\u0000")
                .andExpect(status().isOk())
                .andReturn());
    assertThat(page).contains("3件の誤り", "書いたこと", "aria-invalid");
    assertThat(kinds()).isEmpty();
  }

  @Test
  void askWhenTooOftenThenRefusedUntilADayHasPassed() throws Exception {
    for (int i = 0; i < 20; i++) {
      var unused = ask("質問" + i);
    }
    assertThatExceptionOfType(TooManyInquiriesException.class).isThrownBy(() -> ask("もう一つ"));
    assertThat(
            text(
                send(
                        "/inquiries/new",
                        "a",
                        "id",
                        UUID.randomUUID().toString(),
                        "category",
                        "login",
                        "text",
                        "もう一つ")
                    .andExpect(status().isOk())
                    .andReturn()))
        .contains("24時間に送れるお問い合わせは20件まで");
    database.sql("update inquiry set created_at = created_at - interval '25 hours'").update();
    assertThat(ask("翌日").state()).isEqualTo(InquiryState.RECEIVED);
  }

  @Test
  void inquiryWhenSomebodyElsesThenItDoesNotExist() throws Exception {
    Inquiry inquiry = ask("質問");

    app.perform(get("/inquiries/" + inquiry.id()).with(Login.as("b")))
        .andExpect(status().isNotFound());
    send("/inquiries/" + inquiry.id() + "/settlement", "b", "version", "1")
        .andExpect(status().isNotFound());
    send("/inquiries/" + inquiry.id() + "/messages", "b", "version", "1", "text", "x")
        .andExpect(status().isNotFound());
    assertThat(page("/inquiries", "b")).contains("お問い合わせはまだありません");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(
            () ->
                inquiries.ask(
                    actor("b", OrganizationType.FACILITY, "f-a"),
                    new NewInquiry(inquiry.id(), InquiryCategory.LOGIN, "同じid", null)));
    // For another organisation of the same user it is not there either.
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(
            () -> inquiries.own(actor("a", OrganizationType.FACILITY, "f-b"), inquiry.id()));
  }

  @Test
  void answerWhenGivenThenMailedShownAndRecorded() throws Exception {
    Inquiry inquiry = ask("質問");
    String path = "/inquiry-desk/" + inquiry.id();
    assertThat(page("/inquiry-desk", "h"))
        .contains(inquiry.referenceNumber(), "受付（1件）", "全1件", "予防クリニック");

    send(path + "/commands", "h", "version", "1", "command", "take").andExpect(redirectedUrl(path));
    assertThat(page(path, "h")).contains("対応中", "お問い合わせの対応開始");
    send(path + "/answers", "h", "version", "2", "text", "一行目\n二行目").andExpect(redirectedUrl(path));

    assertThat(page("/inquiries/" + inquiry.id(), "a"))
        .contains("一行目\n二行目", "回答済", "ヘルプデスク")
        .doesNotContain("（h）");
    deliver();
    assertThat(
            database
                .sql(
                    """
                    select payload -> 'model' ->> 'text' from outbox_message
                    where kind = 'mail' and payload ->> 'template' = 'inquiry-answer'
                    """)
                .query(String.class)
                .list())
        .containsExactly("一行目\n二行目");
    assertThat(
            database
                .sql(
                    """
                    select action from audit_event where object_id = :id order by id
                    """)
                .param("id", inquiry.id().toString())
                .query(String.class)
                .list())
        .containsExactly("inquiry.ask", "inquiry.take", "inquiry.answer");
    assertThat(
            database
                .sql(
                    """
                    select count(*) from audit_event where object_id = :id
                      and (changes::text like '%行目%' or details::text like '%行目%')
                    """)
                .param("id", inquiry.id().toString())
                .query(Long.class)
                .single())
        .isZero();

    send("/inquiries/" + inquiry.id() + "/messages", "a", "version", "3", "text", "まだです")
        .andExpect(redirectedUrl("/inquiries/" + inquiry.id()));
    assertThat(page("/inquiry-desk?state=received", "h")).contains(inquiry.referenceNumber());
    send("/inquiries/" + inquiry.id() + "/settlement", "a", "version", "4")
        .andExpect(redirectedUrl("/inquiries/" + inquiry.id()));
    assertThat(page("/inquiries/" + inquiry.id(), "a")).contains("完了しています");
  }

  @Test
  void commandWhenLateThenConflictAndWhatWasTypedStays() throws Exception {
    Inquiry inquiry = ask("質問");
    String path = "/inquiry-desk/" + inquiry.id();
    send(path + "/commands", "h", "version", "1", "command", "take").andExpect(redirectedUrl(path));

    assertThat(
            text(
                send(path + "/answers", "h", "version", "1", "text", "遅れた回答")
                    .andExpect(status().isConflict())
                    .andReturn()))
        .contains("ほかの操作で内容が変わりました", "遅れた回答", "name=\"version\" value=\"2\"");
    send(path + "/commands", "h", "version", "2", "command", "reopen")
        .andExpect(status().isConflict());
    send(path + "/commands", "h", "version", "2", "command", "answer")
        .andExpect(status().isNotFound());
    assertThat(kinds()).hasSize(1);
  }

  @Test
  void commandWhenTwoAtTheSameMomentThenOneWins() throws Exception {
    Inquiry inquiry = ask("質問");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    AtomicInteger late = new AtomicInteger();
    Callable<Void> take =
        () -> {
          try {
            var unused =
                inquiries.command(helpDesk(), inquiry.id(), 1, InquiryState.Command.ANSWER, "回答");
          } catch (StaleInquiryException e) {
            late.incrementAndGet();
          }
          return null;
        };
    for (Future<Void> each : threads.invokeAll(List.of(take, take, take, take))) {
      each.get();
    }
    threads.shutdown();
    assertThat(late).hasValue(3);
    assertThat(kinds()).hasSize(2);
  }

  @Test
  void deskWhenSearchedSortedAndExportedThenOnlyWhatMatches() throws Exception {
    Inquiry first = ask("質問一");
    Inquiry second =
        inquiries.ask(
            asker(), new NewInquiry(UUID.randomUUID(), InquiryCategory.SYSTEM_ERROR, "質問二", ERROR));

    for (String text :
        List.of(first.referenceNumber(), first.referenceNumber().toLowerCase(Locale.ROOT))) {
      assertThat(page("/inquiry-desk?q=" + text, "h"))
          .contains(first.referenceNumber())
          .doesNotContain(second.referenceNumber());
    }
    assertThat(page("/inquiry-desk?q=" + ERROR, "h"))
        .contains(second.referenceNumber())
        .doesNotContain(first.referenceNumber());
    assertThat(page("/inquiry-desk?q=予防", "h")).contains("全2件");
    assertThat(page("/inquiry-desk?category=login", "h")).contains("全1件");
    assertThat(page("/inquiry-desk?q=100%25_'", "h")).contains("該当するデータはありません");
    String oldest = page("/inquiry-desk?sort=created", "h");
    assertThat(oldest.indexOf(first.referenceNumber()))
        .isLessThan(oldest.indexOf(second.referenceNumber()));
    String csv = page("/inquiry-desk/list.csv?state=received", "h");
    assertThat(csv.lines()).hasSize(3);
    assertThat(csv).contains(ERROR, "受付番号").doesNotContain("質問一");
  }

  @Test
  void deskWhenNotTheHelpDeskThenForbidden() throws Exception {
    Inquiry inquiry = ask("質問");
    keycloak.user(
        "m",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.MUNICIPALITY, "m1", "予防市", Permission.ASSIST_USERS));
    for (String user : List.of("a", "m")) {
      for (String path :
          List.of("/inquiry-desk", "/inquiry-desk/list.csv", "/inquiry-desk/" + inquiry.id())) {
        app.perform(get(path).with(Login.as(user))).andExpect(status().isForbidden());
      }
      send("/inquiry-desk/" + inquiry.id() + "/answers", user, "version", "1", "text", "x")
          .andExpect(status().isForbidden());
    }
  }

  @Test
  void mailWhenTheUserIsDisabledThenRefusedWithAReason() {
    var unused = ask("質問");
    keycloak.disable("a");
    assertThatExceptionOfType(OutboxRefused.class).isThrownBy(this::deliver);
  }

  @Test
  void retireWhenClosedForLongerThanTheRetentionThenGoneAndOthersStay() {
    Inquiry open = ask("開いたまま");
    Inquiry closed = ask("完了");
    var unused = inquiries.command(asker(), closed.id(), 1, InquiryState.Command.SETTLE, "");
    database.sql("update inquiry set changed_at = changed_at - interval '6 years'").update();

    assertThat(inquiries.retire()).isEqualTo(1);
    assertThat(inquiries.find(open.id())).isPresent();
    assertThat(inquiries.find(closed.id())).isEmpty();
  }

  @Test
  void apiWhenUsedThenAsThePages() throws Exception {
    String body = "{\"category\": \"login\", \"text\": \"APIから\"}";
    for (int expected : new int[] {201, 200}) {
      assertThat(
              text(
                  app.perform(
                          post("/api/v1/inquiries")
                              .with(jwt().jwt(token -> token.subject("a")))
                              .header("Idempotency-Key", "inquiry-test-1")
                              .contentType(MediaType.APPLICATION_JSON)
                              .content(body))
                      .andExpect(status().is(expected))
                      .andReturn()))
          .contains("\"state\":\"received\"", "APIから");
    }
    UUID id = inquiries.own(asker(), 1).items().get(0).id();
    assertThat(
            text(
                app.perform(
                        post("/api/v1/inquiry-desk/" + id + "/answers")
                            .with(jwt().jwt(token -> token.subject("h")))
                            .contentType(MediaType.APPLICATION_JSON)
                            .content("{\"version\": 1, \"text\": \"回答\"}"))
                    .andExpect(status().isOk())
                    .andReturn()))
        .contains("\"state\":\"answered\"", "\"name\":\"予防 花子\"");
    app.perform(
            post("/api/v1/inquiry-desk/" + id + "/commands")
                .with(jwt().jwt(token -> token.subject("h")))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"version\": 1, \"command\": \"close\"}"))
        .andExpect(status().isConflict());
    assertThat(
            text(
                app.perform(
                        get("/api/v1/inquiries/" + id).with(jwt().jwt(token -> token.subject("a"))))
                    .andExpect(status().isOk())
                    .andReturn()))
        .contains("\"byHelpDesk\":true,\"name\":\"\"");
    app.perform(get("/api/v1/inquiries/" + id).with(jwt().jwt(token -> token.subject("b"))))
        .andExpect(status().isNotFound());
  }
}
