package jp.yoyo.id.app.bankaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.keycloak.Me;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.InMemoryOrganizationAdmin;
import jp.yoyo.id.app.testing.Login;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.json.JsonMapper;

@AppTest
final class BankAccountPagesTest {

  private static final String CODE = "1390000017";

  private final MockMvc app;
  private final InMemoryOrganizationAdmin keycloak;
  private final JdbcClient sql;
  private final Clock clock;
  private final DecisionMail mail;
  private final JsonMapper json;

  @Autowired
  BankAccountPagesTest(
      MockMvc app,
      InMemoryOrganizationAdmin keycloak,
      JdbcClient sql,
      Clock clock,
      DecisionMail mail,
      JsonMapper json) {
    this.app = app;
    this.keycloak = keycloak;
    this.sql = sql;
    this.clock = clock;
    this.mail = mail;
    this.json = json;
  }

  @BeforeEach
  void people() {
    sql.sql(
            "insert into bank (code, name, kana, origin) values ('9999', 'デモ', 'ﾃﾞﾓ', 'demo') on"
                + " conflict do nothing")
        .update();
    sql.sql(
            """
            insert into branch (bank, code, name, kana, origin)
            values ('9999', '001', '本店', 'ﾎﾝﾃﾝ', 'demo') on conflict do nothing
            """)
        .update();
    facility("clinic-a", CODE);
    user("a1", OrganizationType.FACILITY, "clinic-a", "13", Permission.MANAGE_BANK_ACCOUNT);
    user("a2", OrganizationType.FACILITY, "clinic-a", "13", Permission.VIEW_MEMBERS);
    user("b1", OrganizationType.FACILITY, "clinic-b", "13", Permission.MANAGE_BANK_ACCOUNT);
    user("f1", OrganizationType.FEDERATION, "federation-13", "13", Permission.DECIDE_BANK_ACCOUNT);
    user("f2", OrganizationType.FEDERATION, "federation-13", "13", Permission.VIEW_MEMBERS);
    user("o1", OrganizationType.FEDERATION, "federation-27", "27", Permission.DECIDE_BANK_ACCOUNT);
    user(
        "m1",
        OrganizationType.MUNICIPALITY,
        "city",
        "13",
        Permission.DECIDE_BANK_ACCOUNT,
        Permission.MANAGE_BANK_ACCOUNT);
    user("c1", OrganizationType.CENTRAL, "central", "", Permission.ASSIST_USERS);
  }

  @AfterEach
  void forget() {
    keycloak.clear();
    sql.sql("delete from bank_account").update();
    sql.sql("delete from bank_account_application").update();
    sql.sql("delete from bank_account_unfinished").update();
    sql.sql("delete from known_bank_account").update();
    sql.sql("delete from federation_setting").update();
  }

  private static String text(MvcResult result) {
    return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }

  private void user(
      String id, OrganizationType type, String alias, String prefecture, String... permissions) {
    keycloak.user(
        id,
        new Me.Organization(
            alias,
            alias,
            alias,
            type.catalogueName(),
            "",
            prefecture,
            true,
            java.util.Set.of(permissions)));
  }

  private void facility(String alias, String code) {
    sql.sql(
            """
            insert into facility (id, alias, kind, name, kana, postal_code, address, telephone,
              founder, contact_mail, prefecture, municipality_code, supervisor_alias, created_at,
              changed_at, sort_kana, search_text, search_pairs)
            values (gen_random_uuid(), :alias, 'facility', '予防クリニック', 'ヨボウクリニック',
              '1000001', '東京都', '0312345678', '予防 花子', 'clinic@example.jp', '13', '131016',
              'city', now(), now(), 'ﾖﾎﾞｳ', '', '{}')
            on conflict do nothing
            """)
        .param("alias", alias)
        .update();
    sql.sql(
            """
            insert into facility_code (facility_id, code, valid_from)
            select id, :code, '2020-01-01' from facility
            where alias = :alias and not exists (select 1 from facility_code where code = :code)
            """)
        .param("alias", alias)
        .param("code", code)
        .update();
  }

  private String month() {
    return YearMonth.now(clock).plusMonths(2).toString();
  }

  private UUID draft() throws Exception {
    MvcResult created =
        app.perform(filled("/bank-account/applications/new", "a1"))
            .andExpect(status().is3xxRedirection())
            .andReturn();
    return UUID.fromString(
        Objects.requireNonNull(created.getResponse().getRedirectedUrl()).replaceAll(".*/", ""));
  }

  private MockHttpServletRequestBuilder filled(String path, String user) {
    return post(path)
        .with(Login.as(user))
        .with(csrf())
        .param("bank", "9999")
        .param("branch", "001")
        .param("kind", "1")
        .param("number", "1234567")
        .param("holder", "ｲ)ﾖﾎﾞｳｶｲ")
        .param("appliesFrom", month());
  }

  private UUID submitted() throws Exception {
    UUID id = draft();
    app.perform(
            multipart("/bank-account/applications/" + id + "/attachments")
                .file(
                    new MockMultipartFile(
                        "file",
                        "../通帳\r\n.html",
                        "text/html",
                        "%PDF-1.7".getBytes(StandardCharsets.US_ASCII)))
                .param("version", "0")
                .param("kind", "passbook")
                .with(Login.as("a1"))
                .with(csrf()))
        .andExpect(status().is3xxRedirection());
    assertThat(page("/bank-account/applications/" + id + "/confirm", "a1"))
        .contains("申請する", "1234567");
    app.perform(
            post("/bank-account/applications/" + id + "/submit")
                .param("version", "1")
                .with(Login.as("a1"))
                .with(csrf()))
        .andExpect(status().is3xxRedirection());
    return id;
  }

  private String page(String path, String user) throws Exception {
    return app.perform(get(path).with(Login.as(user)))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString(StandardCharsets.UTF_8);
  }

  @Test
  void wayOfAnApplicationWhenWalkedThenEachPageSaysWhereItStands() throws Exception {
    assertThat(page("/bank-account", "a1")).contains("別の口座を申請する");
    assertThat(page("/bank-account/applications/new", "a1")).contains("金融機関を探す", "※必須");
    UUID id = submitted();
    assertThat(page("/bank-account", "a1")).contains("****567").doesNotContain("1234567");
    assertThat(page("/", "f1")).contains("審査待ちの口座登録申請");
    assertThat(page("/bank-account-reviews", "f1"))
        .contains("****567", "予防クリニック", "申請中")
        .doesNotContain("1234567");
    assertThat(page("/bank-account-reviews/" + id, "f1")).contains("1234567", "口座の比較", "承認する");
    assertThat(page("/bank-account-reviews/" + id, "c1"))
        .contains("****567")
        .doesNotContain("1234567", "承認する", "attachments/");
    assertThat(text(app.perform(decision(id, "f1", "return", "")).andReturn()))
        .contains("href=\"#comment\"", "id=\"comment-error\"");
    app.perform(decision(id, "f1", "approve", "")).andExpect(status().is3xxRedirection());
    assertThat(page("/bank-account/applications/" + id, "a1")).contains("承認");
  }

  @Test
  void decisionWhenLateThenTheConflictPageSaysSoAndKeepsTheComment() throws Exception {
    UUID id = submitted();
    app.perform(
            post("/bank-account/applications/" + id + "/withdraw")
                .param("version", "2")
                .with(Login.as("a1"))
                .with(csrf()))
        .andExpect(status().is3xxRedirection());
    String conflict =
        app.perform(decision(id, "f1", "reject", "番号が違います"))
            .andExpect(status().isConflict())
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    assertThat(conflict).contains("ほかの人が先に更新しました", "取下げ", "番号が違います");
  }

  private MockHttpServletRequestBuilder decision(
      UUID id, String user, String command, String comment) {
    return post("/bank-account-reviews/" + id + "/decision")
        .param("version", "2")
        .param("command", command)
        .param("comment", comment)
        .with(Login.as(user))
        .with(csrf());
  }

  @Test
  void everyFacilityRouteWhenWrongRoleThenForbiddenAndWhenAnotherFacilityThenNotFound()
      throws Exception {
    UUID id = submitted();
    UUID attachment = attachment(id);
    String own = "/bank-account/applications/" + id;
    List<MockHttpServletRequestBuilder> any =
        List.of(
            get("/bank-account"),
            get("/bank-account/applications/new"),
            post("/bank-account/applications/new").with(csrf()),
            get("/bank-account/applications/known"),
            post("/bank-account/applications/known").with(csrf()),
            get("/bank-account/suggestions/banks"),
            get("/bank-account/suggestions/branches"));
    for (String user : List.of("a2", "f1", "m1", "c1")) {
      for (MockHttpServletRequestBuilder each : any) {
        app.perform(each.with(Login.as(user))).andExpect(status().isForbidden());
      }
      for (MockHttpServletRequestBuilder each : ofApplication(own, attachment)) {
        app.perform(each.with(Login.as(user))).andExpect(status().isForbidden());
      }
    }
    for (MockHttpServletRequestBuilder each : ofApplication(own, attachment)) {
      app.perform(each.with(Login.as("b1"))).andExpect(status().isNotFound());
    }
  }

  private static List<MockHttpServletRequestBuilder> ofApplication(String own, UUID attachment) {
    return List.of(
        get(own),
        get(own + "/edit"),
        post(own + "/edit").with(csrf()),
        get(own + "/confirm"),
        get(own + "/withdraw"),
        get(own + "/attachments/" + attachment),
        post(own + "/attachments/" + attachment + "/delete").param("version", "2").with(csrf()),
        post(own + "/attachments").param("version", "2").with(csrf()),
        post(own + "/submit").param("version", "2").with(csrf()),
        post(own + "/withdraw").param("version", "2").with(csrf()));
  }

  @Test
  void everyReviewRouteWhenWrongRoleThenForbiddenAndWhenAnotherPrefectureThenNotFound()
      throws Exception {
    UUID id = submitted();
    UUID attachment = attachment(id);
    String review = "/bank-account-reviews/" + id;
    for (String user : List.of("a1", "a2", "f2", "m1")) {
      for (MockHttpServletRequestBuilder each :
          Stream.concat(reads(review), writes(review, attachment)).toList()) {
        app.perform(each.with(Login.as(user))).andExpect(status().isForbidden());
      }
    }
    for (MockHttpServletRequestBuilder each : writes(review, attachment).toList()) {
      app.perform(each.with(Login.as("c1"))).andExpect(status().isForbidden());
    }
    for (MockHttpServletRequestBuilder each :
        List.of(
            get(review),
            get(review + "/attachments/" + attachment),
            decision(id, "o1", "approve", ""))) {
      app.perform(each.with(Login.as("o1"))).andExpect(status().isNotFound());
    }
    assertThat(page("/bank-account-reviews", "o1")).doesNotContain("予防クリニック");
    assertThat(page("/bank-account-reviews/list.csv", "o1")).doesNotContain("予防クリニック");
  }

  private static Stream<MockHttpServletRequestBuilder> reads(String review) {
    return Stream.of(
        get("/bank-account-reviews"), get("/bank-account-reviews/list.csv"), get(review));
  }

  private static Stream<MockHttpServletRequestBuilder> writes(String review, UUID attachment) {
    String some = "/bank-account-reviews/imports/" + UUID.randomUUID();
    return Stream.of(
        post(review + "/decision").param("version", "2").param("command", "approve").with(csrf()),
        get(review + "/attachments/" + attachment),
        get("/bank-account-reviews/settings"),
        post("/bank-account-reviews/settings").with(csrf()),
        get("/bank-account-reviews/imports"),
        post("/bank-account-reviews/imports").param("kind", "known").with(csrf()),
        get(some),
        post(some + "/confirm").with(csrf()),
        post(some + "/discard").with(csrf()),
        get("/bank-account-reviews/exports"),
        post("/bank-account-reviews/exports").param("form", "csv").with(csrf()));
  }

  @Test
  void attachmentWhenDownloadedThenNoBrowserShowsIt() throws Exception {
    UUID id = submitted();
    app.perform(
            get("/bank-account-reviews/" + id + "/attachments/" + attachment(id))
                .with(Login.as("f1")))
        .andExpect(status().isOk())
        .andExpect(header().string("X-Content-Type-Options", "nosniff"))
        .andExpect(header().string("Content-Type", "application/pdf"))
        .andExpect(
            header()
                .string(
                    "Content-Disposition",
                    org.hamcrest.Matchers.allOf(
                        org.hamcrest.Matchers.startsWith("attachment;"),
                        org.hamcrest.Matchers.containsString(".pdf"))));
  }

  @Test
  void listWhenExportedThenFormulasAreText() throws Exception {
    UUID id = submitted();
    sql.sql("update bank_account_application set facility_name = '=1+1' where id = :id")
        .param("id", id)
        .update();
    String csv = page("/bank-account-reviews/list.csv", "f1");
    assertThat(csv).contains("****567").doesNotContain(",=1+1", ",\"=1+1", "1234567");
  }

  @Test
  void formWhenSearchedWithoutScriptThenFindsAndKeepsWhatWasTyped() throws Exception {
    String found =
        app.perform(
                post("/bank-account/applications/new")
                    .with(Login.as("a1"))
                    .with(csrf())
                    .param("step", "find-bank")
                    .param("bankQuery", "デモ")
                    .param("holder", "よぼう"))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    assertThat(found).contains("value=\"bank:9999\"", "value=\"よぼう\"");
    String changed =
        app.perform(
                post("/bank-account/applications/new")
                    .with(Login.as("a1"))
                    .with(csrf())
                    .param("bank", "9999")
                    .param("branch", "001")
                    .param("number", "１２３")
                    .param("holder", "よぼうクリニック")
                    .param("appliesFrom", month()))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    assertThat(changed).contains("よぼうクリニック", "ﾖﾎﾞｳｸﾘﾆﾂｸ", "ひらがなをカタカナにしました");
    String wrong =
        app.perform(
                post("/bank-account/applications/new")
                    .with(Login.as("a1"))
                    .with(csrf())
                    .param("bank", "99")
                    .param("number", "x")
                    .param("holder", "予防"))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    assertThat(wrong).contains("error-summary", "aria-invalid=\"true\"", "＊", "value=\"予防\"");
  }

  @Test
  void exportsWhenTypedWronglyThenSaidAtTheFieldAndKept() throws Exception {
    sql.sql(
            """
            insert into federation_setting (prefecture, payer_code, payer_name, payer_bank,
              payer_branch, payer_kind, payer_number)
            values ('13', '0000000123', 'ﾚﾝｺﾞｳｶｲ', '9999', '001', '2', '0000009')
            """)
        .update();
    String[][] wrong = {
      {"2026-13", "2026-07", "2026-07-15", "1", "from"},
      {"2026-07", "2026-06", "2026-07-15", "1", "to"},
      {"2026-07", "nonsense", "2026-07-15", "1", "to"},
      {"2026-07", "2026-07", "2026-02-30", "1", "day"},
      {"2026-07", "2026-07", "2026-07-15", "0", "amount"},
    };
    for (String[] typed : wrong) {
      String answer =
          text(
              app.perform(
                      post("/bank-account-reviews/exports")
                          .param("form", "zengin")
                          .param("from", typed[0])
                          .param("to", typed[1])
                          .param("day", typed[2])
                          .param("amount", typed[3])
                          .with(Login.as("f1"))
                          .with(csrf()))
                  .andExpect(status().isOk())
                  .andReturn());
      assertThat(answer)
          .contains("href=\"#zengin-" + typed[4] + "\"", "id=\"zengin-" + typed[4] + "-error\"")
          .contains("value=\"" + typed[0] + "\"", "value=\"" + typed[2] + "\"")
          .doesNotContain("id=\"csv-" + typed[4] + "-error\"");
    }
  }

  @Test
  void importsWhenNoFileOrCellsAreShiftedThenSaidAndTheKindIsKept() throws Exception {
    String missing =
        text(
            app.perform(
                    multipart("/bank-account-reviews/imports")
                        .param("kind", "verification")
                        .with(Login.as("f1"))
                        .with(csrf()))
                .andExpect(status().is(422))
                .andReturn());
    assertThat(missing).contains("value=\"verification\" selected", "href=\"#import-file\"");
    String head = "医療機関コード,金融機関コード,支店コード,預金種目,口座番号,口座名義カナ\r\n";
    String preview = upload(head + CODE + ",9999,001,普通,0076543,ｲ)ﾖﾎﾞｳｶｲ,余分\r\n");
    assertThat(page(preview, "f1")).contains("G2: 見出しのない列に値があります。").doesNotContain("/confirm");
  }

  /** 医科歯科併設: the account is known by the code that is not the first one. */
  @Test
  void knownAccountWhenByTheOtherCodeOfTheFacilityThenFound() throws Exception {
    String head = "医療機関コード,金融機関コード,支店コード,預金種目,口座番号,口座名義カナ\r\n";
    String preview = upload(head + "1390000025,9999,001,普通,7654321,ｲ)ﾖﾎﾞｳｶｲ\r\n");
    app.perform(post(preview + "/confirm").with(Login.as("f1")).with(csrf()))
        .andExpect(status().is3xxRedirection());
    assertThat(page("/bank-account", "a1")).doesNotContain("****321");
    sql.sql(
            """
            insert into facility_code (facility_id, code, valid_from)
            select id, '1390000025', date '2026-01-01' from facility where alias = 'clinic-a'
            """)
        .update();

    assertThat(page("/bank-account", "a1")).contains("****321");

    sql.sql("update facility_code set valid_until = date '2026-02-01' where code = '1390000025'")
        .update();
    assertThat(page("/bank-account", "a1")).doesNotContain("****321");
    sql.sql("delete from facility_code where code = '1390000025'").update();
  }

  @Test
  void verificationWhenImportedThenShownToBothSides() throws Exception {
    UUID id = submitted();
    String head = "医療機関コード,金融機関コード,支店コード,預金種目,口座番号,口座名義カナ,口座確認結果\r\n";
    String known = "," + "9999,001,普通,1234567,ｲ)ﾖﾎﾞｳｶｲ,";
    String wrong = upload("verification", head + CODE + known + "7\r\n");
    assertThat(page(wrong, "f1")).contains("G2: ").doesNotContain("/confirm");
    String preview = upload("verification", head + CODE + known + "1\r\n");
    assertThat(page("/bank-account-reviews/" + id, "f1")).contains("未確認");

    app.perform(post(preview + "/confirm").with(Login.as("f1")).with(csrf()))
        .andExpect(status().is3xxRedirection());

    assertThat(page(preview, "f1"))
        .contains("確認できなかった口座", "該当口座なし", "****567", "/bank-account-reviews/" + id)
        .doesNotContain("1234567");
    assertThat(page("/bank-account-reviews/" + id, "f1")).contains("該当口座なし");
    assertThat(page("/bank-account/applications/" + id, "a1")).contains("該当口座なし");
    app.perform(get(preview).with(Login.as("o1"))).andExpect(status().isNotFound());

    String later = upload("verification", head + CODE + known + "0\r\n");
    app.perform(post(later + "/confirm").with(Login.as("f1")).with(csrf()))
        .andExpect(status().is3xxRedirection());
    assertThat(page("/bank-account/applications/" + id, "a1")).contains("確認済");
    sql.sql("delete from bank_account_verification").update();
  }

  @Test
  void settingsWhenSomebodyWasFasterThenConflictAndTypedIsKept() throws Exception {
    app.perform(setting("10", "0")).andExpect(status().is3xxRedirection());

    String late =
        text(app.perform(setting("15", "0")).andExpect(status().isConflict()).andReturn());

    assertThat(late).contains("ほかの人が先に更新しました", "value=\"15\"", "name=\"version\" value=\"1\"");
    assertThat(page("/bank-account-reviews/settings", "f1")).contains("value=\"10\"");
  }

  private static MockHttpServletRequestBuilder setting(String day, String version) {
    return post("/bank-account-reviews/settings")
        .param("deadlineDay", day)
        .param("deadlineMonthsBefore", "2")
        .param("version", version)
        .with(Login.as("f1"))
        .with(csrf());
  }

  @Test
  void federationPagesWhenOpenedThenShown() throws Exception {
    assertThat(page("/bank-account-reviews/settings", "f1")).contains("委託者コード");
    assertThat(page("/bank-account-reviews/imports", "f1")).contains("アップロード");
    assertThat(page("/bank-account-reviews/exports", "f1")).contains("全銀");
    app.perform(
            post("/bank-account-reviews/settings")
                .param("deadlineDay", "10")
                .param("deadlineMonthsBefore", "2")
                .param("version", "0")
                .with(Login.as("o1"))
                .with(csrf()))
        .andExpect(status().is3xxRedirection());
    assertThat(page("/bank-account-reviews/settings", "o1")).contains("value=\"10\"");
  }

  @Test
  void importWhenUploadedThenShownAndCountsOnlyAfterConfirmation() throws Exception {
    String head = "医療機関コード,金融機関コード,支店コード,預金種目,口座番号,口座名義カナ\r\n";
    String preview = upload(head + CODE + ",9999,001,普通,0076543,ｲ)ﾖﾎﾞｳｶｲ\r\n");
    assertThat(page(preview, "f1")).contains("取り込む", "新規");
    assertThat(page("/bank-account", "a1")).doesNotContain("****543");
    app.perform(post(preview + "/confirm").with(Login.as("f1")).with(csrf()))
        .andExpect(status().is3xxRedirection());
    app.perform(post(preview + "/confirm").with(Login.as("f1")).with(csrf()))
        .andExpect(status().isConflict());
    assertThat(page("/bank-account", "a1")).contains("****543", "この口座を使う");
    assertThat(page("/bank-account/applications/known", "a1")).contains("****543");

    String wrong = upload(head + "2790000010,99x,001,普通,1,ヲ\r\n" + CODE + ",9999,001,8,x,ｱ\r\n");
    assertThat(page(wrong, "f1"))
        .contains("A2:", "B2:", "F2:", "D3:", "E3:")
        .doesNotContain("取り込む<");
    app.perform(post(wrong + "/confirm").with(Login.as("f1")).with(csrf()))
        .andExpect(status().isConflict());
    app.perform(get(wrong).with(Login.as("o1"))).andExpect(status().isNotFound());
  }

  private String upload(String csv) throws Exception {
    return upload("known", csv);
  }

  private String upload(String kind, String csv) throws Exception {
    return Objects.requireNonNull(
        app.perform(
                multipart("/bank-account-reviews/imports")
                    .file(
                        new MockMultipartFile(
                            "file", "known.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)))
                    .param("kind", kind)
                    .with(Login.as("f1"))
                    .with(csrf()))
            .andExpect(status().is3xxRedirection())
            .andReturn()
            .getResponse()
            .getRedirectedUrl());
  }

  private UUID attachment(UUID application) {
    return sql.sql("select id from bank_account_attachment where application_id = :id")
        .param("id", application)
        .query(UUID.class)
        .single();
  }

  @Test
  void exportWhenZenginThenEachByteIsWhereItBelongs() throws Exception {
    UUID id = submitted();
    app.perform(decision(id, "f1", "approve", "")).andExpect(status().is3xxRedirection());
    sql.sql(
            """
            insert into bank_account (facility_id, facility_alias, facility_code, facility_name,
              prefecture, purpose, bank, branch, kind, number, holder, from_month, application_id)
            select facility_id, facility_alias, facility_code, facility_name, prefecture, purpose,
              bank, branch, kind, number, holder, '2026-07-01', id
            from bank_account_application where id = :id
            """)
        .param("id", id)
        .update();
    sql.sql(
            """
            insert into federation_setting (prefecture, payer_code, payer_name, payer_bank,
              payer_branch, payer_kind, payer_number)
            values ('13', '0000000123', 'ﾚﾝｺﾞｳｶｲ', '9999', '001', '2', '0000009')
            """)
        .update();
    byte[] file =
        app.perform(
                post("/bank-account-reviews/exports")
                    .param("form", "zengin")
                    .param("from", "2026-07")
                    .param("to", "2026-07")
                    .param("day", "2026-07-15")
                    .param("amount", "1")
                    .with(Login.as("f1"))
                    .with(csrf()))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsByteArray();
    String expected =
        ("1210"
                + "0000000123"
                + pad("ﾚﾝｺﾞｳｶｲ", 40)
                + "0715"
                + "9999"
                + pad("ﾃﾞﾓ", 15)
                + "001"
                + pad("ﾎﾝﾃﾝ", 15)
                + "2"
                + "0000009"
                + pad("", 17)
                + "\r\n")
            + ("2"
                + "9999"
                + pad("ﾃﾞﾓ", 15)
                + "001"
                + pad("ﾎﾝﾃﾝ", 15)
                + "0000"
                + "1"
                + "1234567"
                + pad("ｲ)ﾖﾎﾞｳｶｲ", 30)
                + "0000000001"
                + "1"
                + CODE
                + pad("", 10)
                + "7"
                + pad("", 8)
                + "\r\n")
            + ("8" + "000001" + "000000000001" + pad("", 101) + "\r\n")
            + ("9" + pad("", 119) + "\r\n");
    assertThat(new String(file, java.nio.charset.Charset.forName("Shift_JIS"))).isEqualTo(expected);
    assertThat(file).hasSize(4 * 122);
    sql.sql("delete from federation_setting").update();
    assertThat(LocalDate.now(clock)).isNotNull();
  }

  @Test
  void decisionMailWhenDeliveredTwiceThenOneMailToTheFacility() throws Exception {
    UUID id = submitted();
    app.perform(decision(id, "f1", "reject", "番号が違います")).andExpect(status().is3xxRedirection());
    OutboxMessage message =
        sql.sql(
                "select id, key, payload::text as payload from outbox_message where kind = :kind"
                    + " and key like :key")
            .param("kind", DecisionMail.KIND)
            .param("key", id + "/%")
            .query(
                (row, number) ->
                    new OutboxMessage(
                        row.getLong("id"),
                        DecisionMail.KIND,
                        row.getString("key"),
                        1,
                        row.getString("payload"),
                        json))
            .single();
    mail.handle(message);
    mail.handle(message);
    List<String> mails =
        sql.sql("select payload::text from outbox_message where kind = 'mail' and key like :key")
            .param("key", "%" + id + "%")
            .query(String.class)
            .list();
    assertThat(mails).hasSize(1);
    assertThat(mails.get(0)).contains("clinic@example.jp", "番号が違います").doesNotContain("1234567");
  }

  private static String pad(String text, int length) {
    return text + " ".repeat(length - text.length());
  }

  @Test
  void newFormWhenSavedUnfinishedThenThereAgainAndNothingCountsYet() throws Exception {
    app.perform(
            post("/bank-account/applications/new")
                .param("bank", "00")
                .param("number", "12")
                .param("holder", "かな")
                .param("step", "keep")
                .with(Login.as("a1"))
                .with(csrf()))
        .andExpect(status().is3xxRedirection());

    assertThat(page("/bank-account", "a1")).contains("入力途中の申請が保存されています", "続きを入力する");
    assertThat(page("/bank-account/applications/new", "a1"))
        .contains("value=\"12\"", "value=\"かな\"");
    assertThat(sql.sql("select count(*) from bank_account_application").query(Long.class).single())
        .isZero();
    app.perform(
            post("/bank-account/applications/new")
                .param("step", "keep")
                .with(Login.as("f1"))
                .with(csrf()))
        .andExpect(status().isForbidden());

    app.perform(filled("/bank-account/applications/new", "a1"))
        .andExpect(status().is3xxRedirection());
    assertThat(sql.sql("select count(*) from bank_account_application").query(Long.class).single())
        .isEqualTo(1);
    assertThat(sql.sql("select count(*) from bank_account_unfinished").query(Long.class).single())
        .isZero();
    assertThat(page("/bank-account", "a1")).doesNotContain("入力途中の申請");
  }
}
