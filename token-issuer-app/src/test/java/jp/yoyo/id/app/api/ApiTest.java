package jp.yoyo.id.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.InMemoryOrganizationAdmin;
import jp.yoyo.id.app.testing.Login;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@AppTest
@TestPropertySource(properties = "app.issuance.enabled=false")
final class ApiTest {

  private static final String CLINIC =
      """
      {"code":"1310110049","name":"予防クリニック","kana":"ヨボウクリニック","postalCode":"100-0001",
       "address":"東京都千代田区千代田1-1","telephone":"03-1234-5678","founder":"医療法人予防会",
       "administrator":{"lastName":"予防","firstName":"花子","email":"yobo@example.jp"}}
      """;

  private static final String KEY = "register-1310110049";

  private final MockMvc app;
  private final InMemoryOrganizationAdmin keycloak;
  private final JdbcClient database;

  @Autowired
  ApiTest(MockMvc app, InMemoryOrganizationAdmin keycloak, JdbcClient database) {
    this.app = app;
    this.keycloak = keycloak;
    this.database = database;
  }

  @BeforeEach
  void people() {
    String[] officer = {"view-organization", "supervise-organizations", "view-events"};
    user("m1", OrganizationType.MUNICIPALITY, "m-131016", officer);
    user("m2", OrganizationType.MUNICIPALITY, "m-131024", officer);
    user("plain", OrganizationType.MUNICIPALITY, "m-131016", "view-members");
    user("r1", OrganizationType.FEDERATION, "r-13", "view-organization", "decide-bank-account");
    user("f1", OrganizationType.FACILITY, "f-1", "view-organization", "manage-facility");
  }

  private void user(String id, OrganizationType type, String alias, String... permissions) {
    keycloak.user(id, InMemoryOrganizationAdmin.organization(type, alias, "組織", permissions));
  }

  @AfterEach
  void forget() {
    keycloak.clear();
    database
        .sql(
            """
            truncate issuance_row, account_issuance, issuance_run, facility_code, facility,
              outbox_message, api_call cascade
            """)
        .update();
  }

  private MockHttpServletResponse send(String user, MockHttpServletRequestBuilder call)
      throws Exception {
    return app.perform(
            call.with(jwt().jwt(token -> token.subject(user))).header("Accept-Language", "ja"))
        .andReturn()
        .getResponse();
  }

  private MockHttpServletResponse read(String user, String path) throws Exception {
    return send(user, get("/api/v1" + path));
  }

  private MockHttpServletResponse send(String user, HttpMethod method, String path, String body)
      throws Exception {
    return send(
        user, request(method, "/api/v1" + path).contentType("application/json").content(body));
  }

  private MockHttpServletResponse register(String user, String key, String body) throws Exception {
    return send(
        user,
        request(HttpMethod.POST, "/api/v1/account-issuances")
            .contentType("application/json")
            .header("Idempotency-Key", key)
            .content(body));
  }

  private static String value(MockHttpServletResponse answer, String path) throws Exception {
    return JsonPath.read(answer.getContentAsString(StandardCharsets.UTF_8), path);
  }

  private static void assertProblem(MockHttpServletResponse answer, int status, String type)
      throws Exception {
    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
    assertThat(answer.getContentType()).startsWith("application/problem+json");
    assertThat(JsonPath.<String>read(answer.getContentAsString(), "$.type"))
        .isEqualTo("urn:yoyo:problem:" + type);
    assertThat(answer.getHeader("Cache-Control")).contains("no-store");
    assertThat(answer.getHeader("Set-Cookie")).isNull();
  }

  private String registered() throws Exception {
    MockHttpServletResponse answer = register("m1", KEY, CLINIC);
    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(201);
    return value(answer, "$.facilityId");
  }

  @Test
  void meWhenCalledThenTheOrganizationAndThePermissions() throws Exception {
    MockHttpServletResponse answer = read("m1", "/me");

    assertThat(JsonPath.<String>read(answer.getContentAsString(), "$.organization.alias"))
        .isEqualTo("m-131016");
    assertThat(JsonPath.<List<String>>read(answer.getContentAsString(), "$.permissions"))
        .containsExactly("supervise-organizations", "view-events", "view-organization");
    assertThat(answer.getHeader("Cache-Control")).contains("no-store");
    assertThat(answer.getHeader("Set-Cookie")).isNull();
    assertThat(answer.getHeader("Reference-Number")).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/me", "/facilities", "/no-such-thing", "/audit-events", ""})
  void anyPathWhenThereIsNoTokenThenUnauthenticated(String path) throws Exception {
    MockHttpServletResponse answer = app.perform(get("/api/v1" + path)).andReturn().getResponse();

    assertProblem(answer, 401, "unauthenticated");
    assertThat(answer.getHeader("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void meWhenOnlyTheSessionOfAPageThenUnauthenticated() throws Exception {
    jakarta.servlet.http.Cookie session =
        app.perform(
                request(HttpMethod.POST, "/organization")
                    .param("alias", "m-131016")
                    .with(Login.as("m1"))
                    .with(
                        org.springframework.security.test.web.servlet.request
                            .SecurityMockMvcRequestPostProcessors.csrf()))
            .andReturn()
            .getResponse()
            .getCookie("yoyo-app");

    assertProblem(
        app.perform(get("/api/v1/me").cookie(java.util.Objects.requireNonNull(session)))
            .andReturn()
            .getResponse(),
        401,
        "unauthenticated");
  }

  @Test
  void preflightWhenFromAForeignPageThenNothingIsAllowed() throws Exception {
    MockHttpServletResponse answer =
        app.perform(
                request(HttpMethod.OPTIONS, "/api/v1/me")
                    .header("Origin", "https://evil.example")
                    .header("Access-Control-Request-Method", "GET"))
            .andReturn()
            .getResponse();

    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getHeader("Access-Control-Allow-Origin")).isNull();
  }

  @Test
  void meWhenOfSeveralOrganizationsThenTheHeaderChooses() throws Exception {
    user("ab", OrganizationType.MUNICIPALITY, "m-131016", "view-organization");
    user("ab", OrganizationType.FACILITY, "f-1", "view-organization");

    assertProblem(read("ab", "/me"), 400, "organization-not-chosen");
    MockHttpServletResponse chosen =
        send("ab", get("/api/v1/me").header("Acting-Organization", "f-1"));
    assertThat(JsonPath.<String>read(chosen.getContentAsString(), "$.organization.alias"))
        .isEqualTo("f-1");
    assertProblem(
        send("m1", get("/api/v1/me").header("Acting-Organization", "f-1")),
        400,
        "organization-not-chosen");
  }

  @Test
  void meWhenTheUserMayNotThenSaidWhy() throws Exception {
    keycloak.stranger("nobody");

    assertProblem(read("nobody", "/me"), 403, "no-organization");
    assertProblem(read("gone", "/me"), 403, "user-disabled");
    keycloak.setDown(true);
    MockHttpServletResponse down = read("m1", "/me");
    assertProblem(down, 503, "unavailable");
    assertThat(down.getHeader("Retry-After")).isNotBlank();
  }

  @Test
  void registerWhenSentTwiceThenTheSameOnce() throws Exception {
    MockHttpServletResponse first = register("m1", KEY, CLINIC);
    MockHttpServletResponse second = register("m1", KEY, CLINIC);

    assertThat(first.getStatus()).as(first.getContentAsString()).isEqualTo(201);
    assertThat(second.getStatus()).isEqualTo(200);
    assertThat(first.getHeader("Location"))
        .isEqualTo("/api/v1/account-issuances/" + value(first, "$.id"));
    assertThat(JsonPath.<String>read(second.getContentAsString(), "$.id"))
        .isEqualTo(value(first, "$.id"));
    assertThat(count("facility")).isOne();
    assertThat(count("outbox_message")).isOne();
    assertThat(first.getContentAsString()).doesNotContainIgnoringCase("password");
  }

  @Test
  void registerWhenSentTenTimesAtOnceThenOnce() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(10);
    CountDownLatch together = new CountDownLatch(1);
    try {
      List<Future<Integer>> answers =
          java.util.stream.IntStream.range(0, 10)
              .mapToObj(
                  i ->
                      callers.submit(
                          () -> {
                            together.await();
                            return register("m1", KEY, CLINIC).getStatus();
                          }))
              .toList();
      together.countDown();
      int created = 0;
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isIn(200, 201);
        created += answer.get() == 201 ? 1 : 0;
      }
      assertThat(created).isOne();
    } finally {
      callers.shutdownNow();
    }
    assertThat(count("facility")).isOne();
  }

  private long count(String table) {
    return database.sql("select count(*) from " + table).query(Long.class).single();
  }

  @Test
  void registerWhenTheKeyComesWithAnotherBodyThenConflict() throws Exception {
    registered();

    assertProblem(register("m1", KEY, CLINIC.replace("花子", "桜子")), 409, "idempotency-key-reused");
    // The key is the organisation's own: another one's is another key.
    assertProblem(register("m2", KEY, CLINIC), 409, "code-held");
  }

  @Test
  void registerWhenRefusedThenTheKeyIsFreeAgain() throws Exception {
    registered();
    assertProblem(register("m1", "another-key", CLINIC), 409, "code-held");

    MockHttpServletResponse corrected =
        register("m1", "another-key", CLINIC.replace("1310110049", "1310110098"));
    assertThat(corrected.getStatus()).isEqualTo(201);
  }

  @Test
  void registerWhenFieldsAreWrongThenEachIsNamedInTheCallersLanguage() throws Exception {
    MockHttpServletResponse answer =
        register("m1", KEY, CLINIC.replace("1310110049", "1310110042").replace("yobo@", "yobo"));

    assertProblem(answer, 400, "invalid");
    assertThat(JsonPath.<List<String>>read(answer.getContentAsString(), "$.errors[*].field"))
        .contains("code", "overrideReason", "email");
    assertThat(JsonPath.<String>read(answer.getContentAsString(StandardCharsets.UTF_8), "$.title"))
        .isEqualTo("項目に誤りがあります");
    assertThat(count("facility")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"plain,403", "r1,403", "f1,403"})
  void registerWhenTheRoleIsWrongThenForbidden(String user, int status) throws Exception {
    assertProblem(register(user, KEY, CLINIC), status, "forbidden");
    assertThat(count("facility")).isZero();
    assertThat(count("api_call")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "with space", "\"'; drop table\""})
  void registerWhenTheKeyIsNoneThenInvalid(String key) throws Exception {
    assertProblem(register("m1", key, CLINIC), 400, "invalid");
  }

  @Test
  void changeWhenFieldsAreLeftOutThenTheyStay() throws Exception {
    String id = registered();

    MockHttpServletResponse answer =
        send("m1", HttpMethod.PATCH, "/facilities/" + id, "{\"version\":0,\"name\":\"新予防医院\"}");

    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
    assertThat(JsonPath.<String>read(answer.getContentAsString(StandardCharsets.UTF_8), "$.name"))
        .isEqualTo("新予防医院");
    assertThat(
            JsonPath.<String>read(answer.getContentAsString(StandardCharsets.UTF_8), "$.founder"))
        .isEqualTo("医療法人予防会");
    assertThat(JsonPath.<Integer>read(answer.getContentAsString(), "$.version")).isOne();
    assertProblem(
        send("m1", HttpMethod.PATCH, "/facilities/" + id, "{\"version\":0,\"name\":\"別\"}"),
        409,
        "conflict");
    assertThat(read("m1", "/facilities/" + id + "/history").getContentAsString())
        .contains("facility.update", "facility.register");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":\"a\"} | version",
        "{\"version\":0,\"name\":null} | name",
        "{\"version\":0,\"name\":\"\"} | name",
        "{\"version\":0,\"id\":\"x\"} | id",
        "{\"version\":0,\"state\":\"closed\"} | state",
        "{\"version\":0,\"supervisorAlias\":\"m2\"} | supervisorAlias",
        "{\"version\":0,\"representative\":\"別人\"} | representative",
      })
  void changeWhenAFieldIsWrongOrNotTheCallersThenItIsNamed(String body, String field)
      throws Exception {
    MockHttpServletResponse answer =
        send("m1", HttpMethod.PATCH, "/facilities/" + registered(), body);

    assertProblem(answer, 400, "invalid");
    assertThat(JsonPath.<List<String>>read(answer.getContentAsString(), "$.errors[*].field"))
        .containsExactly(field);
  }

  @Test
  void codeAndClosingWhenCalledThenDone() throws Exception {
    String id = registered();

    MockHttpServletResponse moved =
        send(
            "m1",
            HttpMethod.POST,
            "/facilities/" + id + "/codes",
            "{\"version\":0,\"code\":\"1310110098\",\"from\":\"2026-04-01\",\"replaces\":false,"
                + "\"reason\":\"医科歯科併設\"}");
    assertThat(moved.getStatus()).as(moved.getContentAsString()).isEqualTo(200);
    assertThat(JsonPath.<List<String>>read(moved.getContentAsString(), "$.codes[*].code"))
        .containsExactlyInAnyOrder("1310110049", "1310110098");
    MockHttpServletResponse closed =
        send(
            "m1",
            HttpMethod.POST,
            "/facilities/" + id + "/closing",
            "{\"version\":1,\"on\":\"2099-03-31\",\"reason\":\"廃止届\"}");
    assertThat(closed.getStatus()).as(closed.getContentAsString()).isEqualTo(200);
    MockHttpServletResponse open =
        send("m1", HttpMethod.POST, "/facilities/" + id + "/reopening", "{\"version\":2}");
    assertThat(open.getStatus()).as(open.getContentAsString()).isEqualTo(200);
    assertThat(JsonPath.<String>read(open.getContentAsString(), "$.state")).isEqualTo("registered");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,,",
    "GET,/history,",
    "PATCH,,'{\"version\":0}'",
    "POST,/codes,'{\"version\":0}'",
    "POST,/closing,'{\"version\":0}'",
    "POST,/reopening,'{\"version\":0}'",
  })
  void facilityWhenAnotherMunicipalitysThenTheSameAsARandomId(
      String method, String path, String body) throws Exception {
    String tail = path == null ? "" : path;
    String sent = body == null ? "" : body;
    MockHttpServletResponse strange =
        send("m2", HttpMethod.valueOf(method), "/facilities/" + registered() + tail, sent);
    MockHttpServletResponse random =
        send("m2", HttpMethod.valueOf(method), "/facilities/" + UUID.randomUUID() + tail, sent);

    assertProblem(strange, 404, "not-found");
    assertProblem(random, 404, "not-found");
    assertProblem(
        send("m2", HttpMethod.valueOf(method), "/facilities/not-an-id" + tail, sent),
        404,
        "not-found");
    assertThat(JsonPath.<Integer>read(read("m2", "/facilities").getContentAsString(), "$.total"))
        .isZero();
  }

  @Test
  void listWhenAFilterIsNoneThenInvalidInsteadOfEverything() throws Exception {
    registered();

    assertThat(
            JsonPath.<Integer>read(
                read("m1", "/facilities?text=予防&state=registered").getContentAsString(), "$.total"))
        .isOne();
    assertProblem(read("m1", "/facilities?state=gone"), 400, "invalid");
    assertProblem(read("m1", "/account-issuances?state=gone"), 400, "invalid");
    assertProblem(read("m1", "/onboarding/facilities?missing=gone"), 400, "invalid");
    assertProblem(read("r1", "/bank-account-reviews?sort=gone"), 400, "invalid");
    assertProblem(read("m1", "/audit-events?from=yesterday"), 400, "invalid");
  }

  @Test
  void bodyWhenTooLargeOrOfAnotherTypeThenSaidSo() throws Exception {
    String id = registered();
    assertProblem(
        send(
            "m1",
            HttpMethod.PATCH,
            "/facilities/" + id,
            "{\"version\":0,\"name\":\"" + "a".repeat(1 << 20) + "\"}"),
        413,
        "too-large");
    for (String type :
        List.of("text/plain", "application/yaml", "application/merge-patch+json", "text/xml")) {
      assertProblem(
          send(
              "m1",
              request(HttpMethod.PATCH, "/api/v1/facilities/" + id)
                  .contentType(type)
                  .content("{\"version\":0}")),
          415,
          "unsupported-media-type");
    }
    assertProblem(send("m1", HttpMethod.PATCH, "/facilities/" + id, "[1]"), 400, "malformed");
    assertProblem(
        send("m1", HttpMethod.DELETE, "/facilities/" + id, ""), 405, "method-not-allowed");
    assertProblem(read("m1", "/no-such-thing"), 404, "not-found");
    assertProblem(
        send("m1", get("/api/v1/me").header("Accept", "text/html")), 406, "not-acceptable");
  }

  @Test
  void runWhenUploadedThenPreviewedStartedAndPaused() throws Exception {
    String file =
        """
        医療機関コード,名称,フリガナ,郵便番号,所在地,電話番号,開設者名,管理者の姓,管理者の名,管理者のメールアドレス
        1310110049,予防医院,ヨボウイイン,100-0001,東京都千代田区1-1,03-1234-5678,予防会,予防,花子,a@example.jp
        1310110042,検証医院,ケンショウ,100-0001,東京都千代田区1-1,03-1234-5678,予防会,予防,花子,b@example.jp
        """
            .replace("\n", "\r\n");
    MockHttpServletResponse uploaded = upload("m1", file);
    assertThat(uploaded.getStatus()).as(uploaded.getContentAsString()).isEqualTo(201);
    String id = value(uploaded, "$.run.id");
    assertThat(JsonPath.<Integer>read(uploaded.getContentAsString(), "$.ready")).isOne();
    assertThat(JsonPath.<Integer>read(uploaded.getContentAsString(), "$.wrong")).isOne();
    assertThat(count("facility")).isZero();
    assertThat(
            read("m1", "/issuance-runs/" + id + "/rows").getContentAsString(StandardCharsets.UTF_8))
        .contains("1310110042", "\"cell\"", "医療機関コード");
    assertThat(send("m1", get("/api/v1/issuance-runs/" + id + "/errors")).getContentAsString())
        .contains("1310110042")
        .doesNotContain("1310110049");
    for (String state : List.of("running", "paused", "running", "cancelled")) {
      MockHttpServletResponse became =
          send(
              "m1",
              HttpMethod.PUT,
              "/issuance-runs/" + id + "/state",
              "{\"state\":\"" + state + "\"}");
      assertThat(became.getStatus()).as(became.getContentAsString()).isEqualTo(200);
    }
    assertProblem(
        send("m1", HttpMethod.PUT, "/issuance-runs/" + id + "/state", "{\"state\":\"running\"}"),
        409,
        "conflict");
    assertProblem(
        send("m1", HttpMethod.PUT, "/issuance-runs/" + id + "/state", "{\"state\":\"done\"}"),
        400,
        "invalid");
    assertProblem(read("m2", "/issuance-runs/" + id), 404, "not-found");
    assertProblem(upload("m1", "no,table\r\n1,2\r\n"), 422, "file-refused");
    assertProblem(upload("f1", file), 403, "forbidden");
    assertThat(read("m1", "/issuance-runs/template").getContentType()).contains("spreadsheetml");
  }

  private MockHttpServletResponse upload(String user, String content) throws Exception {
    return app.perform(
            multipart("/api/v1/issuance-runs")
                .file(
                    new MockMultipartFile(
                        "file", "a.csv", "text/csv", content.getBytes(StandardCharsets.UTF_8)))
                .with(jwt().jwt(token -> token.subject(user))))
        .andReturn()
        .getResponse();
  }

  @Test
  void rollUpAndAuditWhenCalledThenOnlyTheOwn() throws Exception {
    registered();

    assertThat(read("m1", "/onboarding/steps").getStatus()).isEqualTo(200);
    assertThat(
            JsonPath.<Integer>read(
                read("m1", "/onboarding/facilities?missing=logged-in").getContentAsString(),
                "$.total"))
        .isOne();
    assertThat(
            JsonPath.<Integer>read(
                read("m2", "/onboarding/facilities").getContentAsString(), "$.total"))
        .isZero();
    assertThat(
            JsonPath.<Integer>read(
                send("m1", HttpMethod.POST, "/onboarding/reminders", "{}").getContentAsString(),
                "$.sent"))
        .isZero();
    assertProblem(
        send("m1", HttpMethod.POST, "/onboarding/reminders", "{\"missing\":\"x\"}"),
        400,
        "invalid");
    assertThat(read("m1", "/audit-events").getContentAsString()).contains("facility.register");
    assertThat(
            JsonPath.<Integer>read(
                read("m2", "/audit-events?action=facility.register").getContentAsString(),
                "$.total"))
        .isZero();
    assertProblem(read("plain", "/audit-events"), 403, "forbidden");
  }
}
