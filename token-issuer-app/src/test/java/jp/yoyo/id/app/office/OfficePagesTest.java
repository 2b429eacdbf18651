package jp.yoyo.id.app.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
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

@AppTest
final class OfficePagesTest {

  private static final String HEAD = "全国地方公共団体コード,名称,フリガナ,廃止日\r\n";
  private static final String CITY = "/offices/m-131024/edit";

  private final MockMvc app;
  private final InMemoryOrganizationAdmin keycloak;
  private final JdbcClient database;

  @Autowired
  OfficePagesTest(MockMvc app, InMemoryOrganizationAdmin keycloak, JdbcClient database) {
    this.app = app;
    this.keycloak = keycloak;
    this.database = database;
  }

  @BeforeEach
  void people() throws Exception {
    for (String user : new String[] {"c1", "c2"}) {
      keycloak.user(
          user,
          InMemoryOrganizationAdmin.organization(
              OrganizationType.CENTRAL,
              "central",
              "中央会",
              Permission.SUPERVISE_ORGANIZATIONS,
              Permission.VIEW_ORGANIZATION));
    }
    app.perform(
            post("/offices/register")
                .with(csrf())
                .with(Login.as("c1"))
                .param("type", "municipality")
                .param("prefecture", "13"))
        .andExpect(status().is3xxRedirection());
  }

  @AfterEach
  void forget() {
    keycloak.clear();
    database
        .sql("truncate account_issuance, outbox_message, office, office_upload cascade")
        .update();
    database.sql("delete from municipality where name like '予防%'").update();
    database
        .sql(
            """
            update municipality set ended_on = null, origin = 'package', version = 0,
              name = case code when '131016' then '千代田区' when '131024' then '中央区' else name end
            where origin = 'office'
            """)
        .update();
  }

  private String page(String path, String user) throws Exception {
    return text(app.perform(get(path).with(Login.as(user))).andExpect(status().isOk()).andReturn());
  }

  private static String text(MvcResult result) {
    return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }

  private static MockHttpServletRequestBuilder renamed(String version, String name) {
    return post(CITY)
        .with(csrf())
        .with(Login.as("c1"))
        .param("version", version)
        .param("name", name)
        .param("kana", "ちゅうおうく");
  }

  private MvcResult uploaded(String rows) throws Exception {
    return app.perform(
            multipart("/offices/changes")
                .file(
                    new MockMultipartFile(
                        "file",
                        "自治体.csv",
                        "text/csv",
                        (HEAD + rows).getBytes(StandardCharsets.UTF_8)))
                .with(csrf())
                .with(Login.as("c1")))
        .andReturn();
  }

  private static String address(MvcResult uploaded) {
    return Objects.requireNonNull(uploaded.getResponse().getRedirectedUrl(), () -> text(uploaded));
  }

  private String nameOf(String code) {
    return database
        .sql("select name from office where code = :code")
        .param("code", code)
        .query(String.class)
        .single();
  }

  @Test
  void editWhenRenamedThenRecordedAndEverywhere() throws Exception {
    assertThat(page(CITY, "c1")).contains("value=\"中央区\"", "value=\"チユウオウク\"");

    app.perform(renamed("0", "新中央区")).andExpect(status().is3xxRedirection());

    assertThat(page("/offices?text=新中央", "c1")).contains("新中央区", "全1件");
    assertThat(page(CITY, "c1")).contains("連合会・自治体の変更", "<del>中央区</del>", "新中央区");
    assertThat(
            database
                .sql("select name || origin from municipality where code = '131024'")
                .query(String.class)
                .single())
        .isEqualTo("新中央区office");
  }

  @Test
  void editWhenIssuedThenKeycloakIsTold() throws Exception {
    app.perform(
            post("/offices/m-131024/administrator")
                .with(csrf())
                .with(Login.as("c1"))
                .param("lastName", "予防")
                .param("firstName", "花子")
                .param("email", "city@example.jp"))
        .andExpect(status().is3xxRedirection());

    app.perform(renamed("0", "新中央区")).andExpect(status().is3xxRedirection());

    assertThat(
            database
                .sql("select about from outbox_message where kind = 'office-data'")
                .query(String.class)
                .list())
        .containsExactly("新中央区");
  }

  @Test
  void editWhenVersionIsOldThenConflictAndTypedIsKept() throws Exception {
    app.perform(renamed("0", "新中央区")).andExpect(status().is3xxRedirection());

    MvcResult late =
        app.perform(renamed("0", "別の中央区")).andExpect(status().isConflict()).andReturn();

    assertThat(text(late)).contains("ほかの人が先に更新しました", "別の中央区", "name=\"version\" value=\"1\"");
    assertThat(nameOf("131024")).isEqualTo("新中央区");
  }

  @Test
  void editWhenFieldsAreWrongThenSaidAndKept() throws Exception {
    MvcResult wrong =
        app.perform(renamed("0", "新中央区").param("endedOn", "2026-02-30"))
            .andExpect(status().isOk())
            .andReturn();

    assertThat(text(wrong)).contains("error-summary", "href=\"#form-endedOn\"", "新中央区");
    assertThat(nameOf("131024")).isEqualTo("中央区");
  }

  @Test
  void fileWhenConfirmedThenRegisteredRenamedAndEnded() throws Exception {
    String preview =
        address(
            uploaded(
                """
                139998,予防広域連合,ヨボウコウイキレンゴウ,
                131016,新千代田区,シンチヨダク,
                131024,中央区,チュウオウク,2030/04/01
                131032,港区,ミナトク,
                """));
    assertThat(page(preview, "c1"))
        .contains("新しく登録：1件", "変更：2件", "変更なし：1件", "3件を反映する", "<del>千代田区</del>");
    assertThat(page("/offices", "c1")).doesNotContain("予防広域連合", "新千代田区");

    app.perform(post(preview + "/confirm").with(csrf()).with(Login.as("c1")))
        .andExpect(status().is3xxRedirection());

    assertThat(page("/offices?text=予防広域", "c1")).contains("予防広域連合");
    assertThat(nameOf("131016")).isEqualTo("新千代田区");
    assertThat(page("/offices?text=131024", "c1")).contains("2030年4月1日（月）廃止");
    app.perform(post(preview + "/confirm").with(csrf()).with(Login.as("c1")))
        .andExpect(status().isNotFound());
    assertThat(page(address(uploaded("131016,新千代田区,シンチヨダク,\r\n")), "c1"))
        .contains("登録・変更するものはありません");
  }

  @Test
  void fileWhenRowsAreWrongThenEachCellIsNamedAndNothingDone() throws Exception {
    MvcResult refused =
        uploaded(
            """
            131017,千代田区,チヨダク,
            131024,,チュウオウク,
            131032,港区,minato漢,
            131041,新宿区,シンジュクク,いつか
            131032,港区,ミナトク,,はみだし
            130001,東京都,トウキョウト,
            """);

    assertThat(refused.getResponse().getStatus()).isEqualTo(422);
    assertThat(text(refused))
        .contains("A2: ", "B3: ", "C4: ", "D5: ", "E6: ", "A6: 同じコードが4行目にもあります。", "A7: ");
    assertThat(database.sql("select count(*) from office_upload").query(Long.class).single())
        .isZero();
    app.perform(multipart("/offices/changes").with(csrf()).with(Login.as("c1")))
        .andExpect(status().is(422));
  }

  @Test
  void fileWhenSomebodyElsesOrOvertakenThenRefused() throws Exception {
    String preview = address(uploaded("139998,予防広域連合,ヨボウ,\r\n131024,旧中央区,チュウオウク,\r\n"));
    app.perform(get(preview).with(Login.as("c2"))).andExpect(status().isNotFound());
    app.perform(post(preview + "/confirm").with(csrf()).with(Login.as("c2")))
        .andExpect(status().isNotFound());
    app.perform(renamed("0", "新中央区")).andExpect(status().is3xxRedirection());

    app.perform(post(preview + "/confirm").with(csrf()).with(Login.as("c1")))
        .andExpect(status().isConflict());

    assertThat(nameOf("131024")).isEqualTo("新中央区");
    assertThat(page("/offices?text=予防広域", "c1")).doesNotContain("予防広域連合");
  }

  @Test
  void templateWhenDownloadedThenAWorkbook() throws Exception {
    byte[] workbook =
        app.perform(get("/offices/changes/template.xlsx").with(Login.as("c1")))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsByteArray();

    assertThat(workbook).startsWith('P', 'K');
  }

  @Test
  void listWhenSortedOrExportedThenSo() throws Exception {
    assertThat(page("/offices?sort=-code", "c1")).containsSubsequence("134210", "134015");
    assertThat(page("/offices.csv?text=中央", "c1"))
        .contains("131024", "中央区", "チユウオウク")
        .doesNotContain("131016");
    database.sql("update office set name = '=1+1' where code = '131024'").update();
    assertThat(page("/offices.csv?text=131024", "c1")).contains("'=1+1");
  }
}
