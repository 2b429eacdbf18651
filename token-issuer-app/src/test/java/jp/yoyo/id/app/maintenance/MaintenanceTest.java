package jp.yoyo.id.app.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.keycloak.CurrentOperations;
import jp.yoyo.id.app.keycloak.LocalizedText;
import jp.yoyo.id.app.keycloak.OperationsStatus;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.InMemoryOperations;
import jp.yoyo.id.app.testing.InMemoryOrganizationAdmin;
import jp.yoyo.id.app.testing.Login;
import jp.yoyo.id.app.web.Dates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;

@AppTest
final class MaintenanceTest {

  private static final LocalizedText TEXT = new LocalizedText("更新作業のお知らせ", "We update it");
  private static final Duration HOUR = Duration.ofHours(1);

  private final MockMvc app;
  private final InMemoryOrganizationAdmin keycloak;
  private final InMemoryOperations operations;
  private final CurrentOperations current;
  private final JdbcClient database;

  @Autowired
  MaintenanceTest(
      MockMvc app,
      InMemoryOrganizationAdmin keycloak,
      InMemoryOperations operations,
      CurrentOperations current,
      JdbcClient database) {
    this.app = app;
    this.keycloak = keycloak;
    this.operations = operations;
    this.current = current;
    this.database = database;
  }

  @BeforeEach
  void people() {
    operations.clear();
    keycloak.user(
        "op",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.CENTRAL,
            "central",
            "中央会",
            Permission.VIEW_ORGANIZATION,
            Permission.MANAGE_MAINTENANCE));
    keycloak.user(
        "a", InMemoryOrganizationAdmin.organization(OrganizationType.FACILITY, "f-a", "予防クリニック"));
  }

  @AfterEach
  void forget() {
    operations.clear();
    keycloak.clear();
    // What was known last holds while Keycloak is down: not for the next test.
    var unused = current.status();
  }

  private void ongoing() {
    operations.maintain(HOUR.negated(), HOUR, TEXT);
    keycloak.setClosed(true, "op");
  }

  private static String text(MvcResult result) {
    return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }

  private String page(String path, String user) throws Exception {
    return text(app.perform(get(path).with(Login.as(user))).andExpect(status().isOk()).andReturn());
  }

  private ResultActions send(String path, String... parameters) throws Exception {
    var request = post(path).with(Login.as("op")).with(csrf());
    for (int i = 0; i < parameters.length; i += 2) {
      request = request.param(parameters[i], parameters[i + 1]);
    }
    return app.perform(request);
  }

  private static String inJapan(Duration fromNow) {
    return LocalDateTime.ofInstant(
            Instant.now().plus(fromNow).truncatedTo(ChronoUnit.MINUTES), Dates.ZONE)
        .toString();
  }

  @Test
  void anyPageWhenItLastsThenClosedToAllButOperators() throws Exception {
    ongoing();

    for (String path : List.of("/", "/inquiries", "/no-such-page", "/organization")) {
      MvcResult closed =
          app.perform(get(path).with(Login.as("a")))
              .andExpect(status().isServiceUnavailable())
              .andReturn();
      assertThat(
              Integer.parseInt(
                  Objects.requireNonNull(closed.getResponse().getHeader("Retry-After"))))
          .isBetween(3_500, 3_600);
    }
    // Nobody is sent to a login that leads nowhere.
    app.perform(get("/").header("Accept", "text/html")).andExpect(status().isServiceUnavailable());
    app.perform(post("/inquiries/new").with(Login.as("a")).with(csrf()))
        .andExpect(status().isServiceUnavailable());
    // What the page needs, and the way in and out.
    app.perform(get("/oauth2/authorization/keycloak")).andExpect(status().is3xxRedirection());
    app.perform(get("/signed-out")).andExpect(status().isOk());
    app.perform(post("/language").param("language", "en").with(csrf()))
        .andExpect(redirectedUrl("/"));

    assertThat(page("/", "op")).contains("メンテナンス中です", "更新作業のお知らせ");
  }

  @Test
  void apiWhenItLastsThenAProblemWithRetryAfterButForOperators() throws Exception {
    ongoing();

    MvcResult closed =
        app.perform(get("/api/v1/me").with(jwt().jwt(token -> token.subject("a"))))
            .andExpect(status().isServiceUnavailable())
            .andExpect(header().exists("Retry-After"))
            .andReturn();
    assertThat(closed.getResponse().getContentType()).startsWith("application/problem+json");
    assertThat(text(closed)).contains("urn:yoyo:problem:maintenance", "referenceNumber");
    app.perform(get("/api/v1/me")).andExpect(status().isServiceUnavailable());
    app.perform(get("/api/facility/v1/self")).andExpect(status().isServiceUnavailable());
    app.perform(get("/api/v1/me").with(jwt().jwt(token -> token.subject("op"))))
        .andExpect(status().isOk());
  }

  @Test
  void closedPageWhenRenderedThenSaysUntilWhenInBothLanguages() throws Exception {
    operations.maintain(HOUR.negated(), HOUR, TEXT);
    // Keycloak refuses although nothing is known here yet: the same page, at once.
    operations.setDown(true);
    keycloak.setClosed(true);
    MvcResult early =
        app.perform(get("/").with(Login.as("a")))
            .andExpect(status().isServiceUnavailable())
            .andExpect(header().exists("Retry-After"))
            .andReturn();
    assertThat(text(early)).contains("<h1>ただいまメンテナンス中です</h1>", "再度ログインしてください");

    operations.setDown(false);
    MvcResult english =
        app.perform(get("/").header("Accept-Language", "en").with(Login.as("a")))
            .andExpect(status().isServiceUnavailable())
            .andReturn();
    assertThat(english.getResponse().getErrorMessage()).isNull();
  }

  @Test
  void anyPageWhenKeycloakGoesDownMeanwhileThenStillClosedAndOpensByItself() throws Exception {
    operations.maintain(HOUR.negated(), Duration.ofSeconds(2), TEXT);
    var unused = current.status();
    operations.setDown(true);
    keycloak.setDown(true);

    app.perform(get("/").with(Login.as("a"))).andExpect(status().isServiceUnavailable());
    keycloak.setDown(false);
    Instant end = Instant.now().plusSeconds(10);
    while (app.perform(get("/").with(Login.as("a"))).andReturn().getResponse().getStatus() != 200) {
      assertThat(Instant.now()).isBefore(end);
    }
  }

  @Test
  void anyPageWhenItIsAheadThenAnnouncedToEverybody() throws Exception {
    operations.maintain(HOUR, HOUR.multipliedBy(2), TEXT);

    assertThat(page("/", "a")).contains("メンテナンスのお知らせ：", "更新作業のお知らせ");
    assertThat(text(app.perform(get("/signed-out")).andReturn())).contains("メンテナンスのお知らせ：");
    assertThat(
            text(
                app.perform(get("/").header("Accept-Language", "en").with(Login.as("a")))
                    .andReturn()))
        .contains("Maintenance ahead: ", "We update it");
    operations.maintain(HOUR, HOUR.multipliedBy(2), null);
    assertThat(page("/", "a")).contains("すべての機能が利用できません");
    operations.clear();
    assertThat(page("/", "a")).doesNotContain("メンテナンスのお知らせ");
  }

  @Test
  void planWhenPreviewedAndConfirmedThenPlannedAndRecorded() throws Exception {
    assertThat(page("/maintenance", "op")).contains("予定なし", "予定を登録する");
    String[] form = {
      "from", inJapan(HOUR),
      "until", inJapan(HOUR.multipliedBy(3)),
      "textJa", "更新作業",
      "textEn", "Update",
      "operators", "op, tester-1"
    };
    assertThat(text(send("/maintenance/preview", form).andExpect(status().isOk()).andReturn()))
        .contains("Please log in again when it has ended", "Update", "更新作業", "この内容で予定する");
    assertThat(operations.planned().isNone()).isTrue();

    send("/maintenance/edit", form).andExpect(redirectedUrl("/maintenance"));
    assertThat(operations.planned().operators()).containsExactly("op", "tester-1");
    assertThat(page("/maintenance", "op"))
        .contains("予告中", "更新作業", "tester-1", "予定を取り消す", "メンテナンスの予定");

    assertThat(page("/maintenance/end", "op")).contains("予定を取り消します");
    send("/maintenance/end").andExpect(redirectedUrl("/maintenance"));
    assertThat(operations.planned().isNone()).isTrue();
    assertThat(
            database
                .sql(
                    """
                    select action from audit_event where object_type = 'maintenance'
                    order by id desc limit 2
                    """)
                .query(String.class)
                .list())
        .containsExactly("maintenance.end", "maintenance.plan");
  }

  @Test
  void beginWhenConfirmedThenExtendedThenEnded() throws Exception {
    assertThat(page("/maintenance/edit?begin=true", "op"))
        .contains("今すぐ開始する")
        .doesNotContain("name=\"from\"");
    send("/maintenance/edit", "begin", "true", "until", inJapan(HOUR))
        .andExpect(redirectedUrl("/maintenance"));
    Instant from = Objects.requireNonNull(operations.planned().from());
    assertThat(page("/maintenance", "op")).contains("延長する", "（標準の案内文）");

    assertThat(page("/maintenance/extend", "op")).contains("終了予定日時を変更する");
    send("/maintenance/extend", "until", inJapan(HOUR.multipliedBy(2)))
        .andExpect(redirectedUrl("/maintenance"));
    assertThat(operations.planned().from()).isEqualTo(from);
    assertThat(Duration.between(Instant.now(), operations.planned().until()))
        .isGreaterThan(Duration.ofMinutes(110));

    send("/maintenance/end").andExpect(redirectedUrl("/maintenance"));
    assertThat(page("/", "a")).doesNotContain("メンテナンス中");
  }

  @Test
  void planWhenSomethingIsWrongThenTheFieldSaysSo() throws Exception {
    assertThat(
            text(
                send(
                        "/maintenance/preview",
                        "from",
                        "tomorrow",
                        "until",
                        inJapan(HOUR),
                        "operators",
                        "<script>")
                    .andExpect(status().isOk())
                    .andReturn()))
        .contains("2件の誤り");
    assertThat(
            text(
                send("/maintenance/edit", "from", inJapan(HOUR), "until", inJapan(HOUR.negated()))
                    .andReturn()))
        .contains("現在より後にしてください");
    assertThat(
            text(
                send(
                        "/maintenance/edit",
                        "from",
                        inJapan(HOUR.multipliedBy(2)),
                        "until",
                        inJapan(HOUR),
                        "textJa",
                        "片方だけ")
                    .andReturn()))
        .contains("開始日時より後にしてください", "日本語と英語の両方");
    operations.setRefusedField("until");
    assertThat(
            text(
                send("/maintenance/edit", "from", inJapan(HOUR), "until", inJapan(HOUR.plus(HOUR)))
                    .andExpect(status().isConflict())
                    .andReturn()))
        .contains("Keycloakの理由");
    assertThat(operations.planned().isNone()).isTrue();
  }

  @Test
  void footerWhenTheRealmKnowsTheHelpDeskThenItsDataAndWhetherItIsOpen() throws Exception {
    assertThat(page("/", "a")).contains("案内文書に記載の電話番号").doesNotContain("受付時間内");
    operations.setHelpDesk(
        new OperationsStatus.HelpDesk(
            new LocalizedText("予予ヘルプデスク", "Yoyo help desk"),
            "0120-000-000",
            null,
            new LocalizedText("平日10:00～17:00", "weekdays 10-17"),
            true,
            Instant.now().plus(HOUR)));

    assertThat(page("/", "a"))
        .contains("予予ヘルプデスク", "0120-000-000", "平日10:00～17:00", "ただいま受付時間内です", "まで受け付けています");
    operations.setDown(true);
    assertThat(page("/", "a")).as("what was known last").contains("予予ヘルプデスク");
  }
}
