package jp.yoyo.id.app.bankaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Objects;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.keycloak.Me;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.InMemoryOrganizationAdmin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;

@AppTest
final class BankAccountApiTest {

  private static final String CODE = "1390000025";

  private final MockMvc app;
  private final InMemoryOrganizationAdmin keycloak;
  private final JdbcClient sql;
  private final Clock clock;

  @Autowired
  BankAccountApiTest(MockMvc app, InMemoryOrganizationAdmin keycloak, JdbcClient sql, Clock clock) {
    this.app = app;
    this.keycloak = keycloak;
    this.sql = sql;
    this.clock = clock;
  }

  @BeforeEach
  void people() {
    sql.sql(
            """
            insert into bank (code, name, kana, origin) values ('9999', 'デモ', 'ﾃﾞﾓ', 'demo')
            on conflict do nothing
            """)
        .update();
    sql.sql(
            """
            insert into branch (bank, code, name, kana, origin)
            values ('9999', '001', '本店', 'ﾎﾝﾃﾝ', 'demo') on conflict do nothing
            """)
        .update();
    sql.sql(
            """
            insert into facility (id, alias, kind, name, kana, postal_code, address, telephone,
              founder, contact_mail, prefecture, municipality_code, supervisor_alias, created_at,
              changed_at, sort_kana, search_text, search_pairs)
            values (gen_random_uuid(), 'clinic-p', 'facility', '予防クリニック', 'ヨボウクリニック',
              '1000001', '東京都', '0312345678', '予防 花子', 'clinic@example.jp', '13', '131016',
              'city', now(), now(), 'ﾖﾎﾞｳ', '', '{}')
            """)
        .update();
    sql.sql(
            """
            insert into facility_code (facility_id, code, valid_from)
            select id, :code, '2020-01-01' from facility where alias = 'clinic-p'
            """)
        .param("code", CODE)
        .update();
    // One program that somebody has made a member of both sides.
    user("both", OrganizationType.FACILITY, "clinic-p", Permission.MANAGE_BANK_ACCOUNT);
    user("both", OrganizationType.FEDERATION, "federation-13", Permission.DECIDE_BANK_ACCOUNT);
    user("r1", OrganizationType.FEDERATION, "federation-13", Permission.DECIDE_BANK_ACCOUNT);
    user("c1", OrganizationType.CENTRAL, "central", Permission.ASSIST_USERS);
    user("b1", OrganizationType.FACILITY, "clinic-q", Permission.MANAGE_BANK_ACCOUNT);
  }

  private void user(String id, OrganizationType type, String alias, String permission) {
    keycloak.user(
        id,
        new Me.Organization(
            alias,
            alias,
            alias,
            type.catalogueName(),
            "",
            "13",
            true,
            java.util.Set.of(permission)));
  }

  @AfterEach
  void forget() {
    keycloak.clear();
    sql.sql("delete from bank_account_application").update();
    sql.sql(
            """
            delete from facility_code
            where facility_id in (select id from facility where alias = 'clinic-p')
            """)
        .update();
    sql.sql("delete from facility where alias = 'clinic-p'").update();
  }

  private MockHttpServletResponse send(
      String user, String organization, AbstractMockHttpServletRequestBuilder<?> call)
      throws Exception {
    return app.perform(
            call.with(jwt().jwt(token -> token.subject(user)))
                .header("Acting-Organization", organization))
        .andReturn()
        .getResponse();
  }

  private MockHttpServletResponse post(String user, String organization, String path, String body)
      throws Exception {
    return send(
        user,
        organization,
        request(HttpMethod.POST, "/api/v1" + path).contentType("application/json").content(body));
  }

  private static void assertValue(MockHttpServletResponse answer, String path, Object expected)
      throws Exception {
    assertThat(JsonPath.<Object>read(text(answer), path)).as(text(answer)).isEqualTo(expected);
  }

  private static String text(MockHttpServletResponse answer) throws Exception {
    return answer.getContentAsString(StandardCharsets.UTF_8);
  }

  private String application(String holder) {
    return """
        {"bank":"9999","branch":"001","kind":"1","number":"1234567","holder":"%s",
         "appliesFrom":"%s"}
        """
        .formatted(holder, YearMonth.now(clock).plusMonths(2));
  }

  private String submitted() throws Exception {
    MockHttpServletResponse draft =
        post("both", "clinic-p", "/bank-account/applications", application("ｲ)ﾖﾎﾞｳｶｲ"));
    assertThat(draft.getStatus()).as(text(draft)).isEqualTo(201);
    String id = JsonPath.read(text(draft), "$.id");
    MockHttpServletResponse attached =
        send(
            "both",
            "clinic-p",
            multipart("/api/v1/bank-account/applications/" + id + "/attachments")
                .file(
                    new MockMultipartFile(
                        "file",
                        "通帳.pdf",
                        "application/pdf",
                        "%PDF-1.7".getBytes(StandardCharsets.US_ASCII)))
                .param("kind", "passbook")
                .param("version", "0"));
    assertThat(attached.getStatus()).as(text(attached)).isEqualTo(200);
    MockHttpServletResponse submitted =
        post(
            "both",
            "clinic-p",
            "/bank-account/applications/" + id + "/submission",
            "{\"version\":1}");
    assertValue(submitted, "$.state", "submitted");
    return id;
  }

  private static String decision(int version) {
    return "{\"version\":" + version + ",\"command\":\"approve\"}";
  }

  @Test
  void decideWhenTheSameProgramHasAppliedThenForbiddenAndSomebodyElseMay() throws Exception {
    String review = "/bank-account-reviews/" + submitted();

    assertValue(send("both", "federation-13", get("/api/v1" + review)), "$.ownWork", true);
    assertThat(post("both", "federation-13", review + "/decision", decision(2)).getStatus())
        .isEqualTo(403);
    assertValue(
        post("r1", "federation-13", review + "/decision", decision(1)),
        "$.type",
        "urn:yoyo:problem:conflict");
    assertValue(
        post("r1", "federation-13", review + "/decision", "{\"version\":2,\"command\":\"return\"}"),
        "$.errors[0].field",
        "comment");
    assertValue(
        post("r1", "federation-13", review + "/decision", "{\"version\":2,\"command\":\"start\"}"),
        "$.errors[0].field",
        "command");
    assertValue(
        post("r1", "federation-13", review + "/decision", decision(2)),
        "$.application.state",
        "approved");
    assertValue(
        post("r1", "federation-13", review + "/decision", decision(3)),
        "$.type",
        "urn:yoyo:problem:conflict");
  }

  @Test
  void numberWhenSeenByTheCentralOfficeThenMasked() throws Exception {
    String review = "/api/v1/bank-account-reviews/" + submitted();

    assertThat(text(send("r1", "federation-13", get(review)))).contains("1234567");
    assertThat(text(send("c1", "central", get(review)))).doesNotContain("1234567");
    assertThat(text(send("r1", "federation-13", get("/api/v1/bank-account-reviews"))))
        .contains("予防クリニック")
        .doesNotContain("1234567");
  }

  @Test
  void applyWhenTheHolderIsSpeltOtherwiseThenTheSpellingIsNamedAndNothingSaved() throws Exception {
    MockHttpServletResponse answer =
        post("both", "clinic-p", "/bank-account/applications", application("ヨボウ"));

    assertValue(answer, "$.errors[0].field", "holder");
    assertThat(text(answer)).contains("ﾖﾎﾞｳ");
    assertThat(sql.sql("select count(*) from bank_account_application").query(Long.class).single())
        .isZero();
  }

  @Test
  void applicationWhenAnotherFacilitysThenNotFound() throws Exception {
    String path = "/api/v1/bank-account/applications/" + submitted();

    assertThat(send("b1", "clinic-q", get(path)).getStatus()).isEqualTo(404);
    assertThat(
            post("b1", "clinic-q", path.substring(7) + "/withdrawal", "{\"version\":2}")
                .getStatus())
        .isEqualTo(404);
    assertValue(
        post("both", "clinic-p", path.substring(7) + "/withdrawal", "{\"version\":2}"),
        "$.state",
        "withdrawn");
  }

  private MockHttpServletResponse upload(String user, String organization, String rows)
      throws Exception {
    String file = "医療機関コード,金融機関コード,支店コード,預金種目,口座番号,口座名義カナ\r\n" + rows;
    return send(
        user,
        organization,
        multipart("/api/v1/bank-account-imports")
            .file(
                new MockMultipartFile(
                    "file", "known.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)))
            .param("kind", "known"));
  }

  private MockHttpServletResponse become(String path, String state) throws Exception {
    return send(
        "r1",
        "federation-13",
        request(HttpMethod.PUT, path + "/state")
            .contentType("application/json")
            .content("{\"state\":\"" + state + "\"}"));
  }

  @Test
  void importWhenUploadedThenCountsOnceItIsConfirmed() throws Exception {
    MockHttpServletResponse wrong = upload("r1", "federation-13", "x,9999,001,普通,1,ｱ\r\n");
    assertThat(wrong.getStatus()).as(text(wrong)).isEqualTo(201);
    assertValue(wrong, "$.problems[0].cell", "A2");
    String broken = Objects.requireNonNull(wrong.getHeader("Location"));
    assertValue(become(broken, "confirmed"), "$.type", "urn:yoyo:problem:conflict");
    assertValue(become(broken, "discarded"), "$.state", "discarded");

    MockHttpServletResponse right =
        upload("r1", "federation-13", CODE + ",9999,001,普通,7654321,ｲ)ﾖﾎﾞｳｶｲ\r\n");
    String path = Objects.requireNonNull(right.getHeader("Location"));
    assertValue(right, "$.state", "preview");
    assertValue(become(path, "nonsense"), "$.errors[0].field", "state");
    assertValue(become(path, "confirmed"), "$.changed", 1);
    assertValue(become(path, "confirmed"), "$.type", "urn:yoyo:problem:conflict");
    assertThat(text(send("both", "clinic-p", get("/api/v1/bank-account")))).contains("7654321");

    assertThat(upload("c1", "central", "x\r\n").getStatus()).isEqualTo(403);
    assertThat(send("b1", "clinic-q", get(path)).getStatus()).isEqualTo(403);
    assertThat(
            send("r1", "federation-13", get("/api/v1/bank-account-imports/template?kind=known"))
                .getContentType())
        .contains("spreadsheetml");
    sql.sql("delete from known_bank_account").update();
  }

  @Test
  void exportWhenOfTheOwnPrefectureThenAFileAndForOthersForbidden() throws Exception {
    String month = YearMonth.now(clock).toString();
    MockHttpServletResponse file =
        post(
            "r1",
            "federation-13",
            "/bank-account-exports",
            "{\"form\":\"csv\",\"from\":\"" + month + "\"}");

    assertThat(file.getStatus()).as(text(file)).isEqualTo(200);
    assertThat(file.getContentType()).startsWith("text/csv");
    assertThat(
            post(
                    "c1",
                    "central",
                    "/bank-account-exports",
                    "{\"form\":\"csv\",\"from\":\"" + month + "\"}")
                .getStatus())
        .isEqualTo(403);
  }
}
