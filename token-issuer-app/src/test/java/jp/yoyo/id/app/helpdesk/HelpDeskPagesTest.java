package jp.yoyo.id.app.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.keycloak.Member;
import jp.yoyo.id.app.keycloak.NewOrganization;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.InMemoryOrganizationAdmin;
import jp.yoyo.id.app.testing.Login;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;

@AppTest
final class HelpDeskPagesTest {

  private static final String ALIAS = "f-helpdesk01";
  private static final String NUMBER = "7654321";

  private final MockMvc app;
  private final InMemoryOrganizationAdmin keycloak;
  private final JdbcClient database;

  @Autowired
  HelpDeskPagesTest(MockMvc app, InMemoryOrganizationAdmin keycloak, JdbcClient database) {
    this.app = app;
    this.keycloak = keycloak;
    this.database = database;
  }

  @BeforeEach
  void data() {
    keycloak.user(
        "h",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.CENTRAL,
            "central",
            "中央会",
            Permission.VIEW_ORGANIZATION,
            Permission.ASSIST_USERS));
    // An administrator elsewhere holds every permission by name.
    keycloak.user(
        "m",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.MUNICIPALITY, "m-131016", "予防市", Permission.ASSIST_USERS));
    var unused =
        keycloak.issueOrganization(
            "m",
            new NewOrganization(
                ALIAS,
                "facility",
                "m-131016",
                "1390110049",
                "予防クリニック",
                "13",
                new NewOrganization.Administrator(
                    "yobo-001", "予防", "花子", null, null, "yobo@example.jp", null, null, "ja")),
            Locale.JAPANESE);
    // Other classes share the database, and may have left a facility with this code.
    database.sql("truncate facility cascade").update();
    database
        .sql(
            """
            insert into facility (id, alias, kind, name, kana, postal_code, address, telephone,
              founder, prefecture, municipality_code, supervisor_alias, created_at, changed_at,
              sort_kana, search_text, search_pairs)
            values ('00000000-0000-4000-8000-000000000065', :alias, 'facility', '予防クリニック',
              'ヨボウクリニック', '1000001', '東京都', '0312345678', '予防 花子', '13', '131016',
              'm-131016', now(), now(), 'x', '', '{}')
            """)
        .param("alias", ALIAS)
        .update();
    database
        .sql(
            """
            insert into facility_code (facility_id, code, valid_from)
            values ('00000000-0000-4000-8000-000000000065', '1390110049', '2026-01-01')
            """)
        .update();
    database
        .sql(
            """
            insert into bank_account_application (id, reference_number, facility_id,
              facility_alias, facility_code, facility_name, prefecture, municipality_code, purpose,
              from_known, bank, branch, kind, number, holder, holder_differs, applies_from, state,
              created_at, changed_at, submitted_by, submitted_by_name, submitted_at)
            values ('00000000-0000-4000-8000-000000000066', 'K7KQ2-M9XD-4T',
              '00000000-0000-4000-8000-000000000065', :alias, '1390110049', '予防クリニック', '13',
              '131016', 'vaccination', false, '0001', '001', '1', :number, 'ｲ)ﾖﾎﾞｳｶｲ', false,
              '2026-12-01', 'submitted', now(), now(), 'a', '予防 花子', now())
            """)
        .param("alias", ALIAS)
        .param("number", NUMBER)
        .update();
  }

  @AfterEach
  void forget() {
    keycloak.clear();
    database
        .sql("delete from bank_account_application where facility_alias = '" + ALIAS + "'")
        .update();
    database
        .sql("delete from facility_code where facility_id = '00000000-0000-4000-8000-000000000065'")
        .update();
    database.sql("delete from facility where alias = '" + ALIAS + "'").update();
  }

  private String page(String path) throws Exception {
    return text(app.perform(get(path).with(Login.as("h"))).andExpect(status().isOk()).andReturn());
  }

  private static String text(MvcResult result) {
    return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }

  private List<String> recorded() {
    return database
        .sql("select action from audit_event where actor_id = 'h' order by id desc limit 5")
        .query(String.class)
        .list();
  }

  private Member administrator() {
    return keycloak.members("h", ALIAS, "", 0, 1).items().get(0);
  }

  @Test
  void homeWhenHelpDeskThenItsSearch() throws Exception {
    app.perform(get("/").with(Login.as("h"))).andExpect(redirectedUrl("/help-desk"));
    assertThat(page("/help-desk")).contains("<h1>ヘルプデスク</h1>", "name=\"q\"");
  }

  @Test
  void searchWhenByCodeUserIdMailOrNumberThenFoundMaskedAndRecorded() throws Exception {
    for (String text : List.of("1390110049", "yobo-001", "yobo@example.jp", "K7KQ2-M9XD-4T")) {
      assertThat(page("/help-desk?q=" + text))
          .as(text)
          .contains(ALIAS.equals(text) ? "" : "予防")
          .doesNotContain(NUMBER);
      assertThat(recorded().get(0)).isEqualTo("help-desk.search");
    }
    assertThat(page("/help-desk?q=1390110049"))
        .contains("/help-desk/organizations/" + ALIAS, "****321", "K7KQ2-M9XD-4T");
    assertThat(page("/help-desk?q=yobo-001")).contains("/members/" + administrator().id());
    assertThat(page("/help-desk?q=nothing-like-this")).contains("該当するデータはありません");
  }

  @Test
  void organizationWhenOpenedThenMembersStatesAndNoFullNumber() throws Exception {
    assertThat(page("/help-desk/organizations/" + ALIAS))
        .contains("yobo-001", "仮パスワード未変更", "管理者権限を持つユーザ", "****321", "所属ユーザの登録")
        .doesNotContain(NUMBER);
    assertThat(recorded().get(0)).isEqualTo("help-desk.view-organization");
    app.perform(get("/help-desk/organizations/no-such").with(Login.as("h")))
        .andExpect(status().isNotFound());
  }

  @Test
  void otherPagesWhenTheHelpDeskLooksThenRecorded() throws Exception {
    String review = page("/bank-account-reviews/00000000-0000-4000-8000-000000000066");

    assertThat(review).contains("****321").doesNotContain(NUMBER);
    assertThat(recorded().get(0)).isEqualTo("help-desk.view-page");
    assertThat(page("/facilities/00000000-0000-4000-8000-000000000065")).contains("予防クリニック");
    assertThat(
            database
                .sql(
                    "select details->>'page' from audit_event where actor_id = 'h' order by id desc"
                        + " limit 1")
                .query(String.class)
                .single())
        .isEqualTo("/facilities/00000000-0000-4000-8000-000000000065");
  }

  @Test
  void reissueWhenIdentifiedThenSentAndRecordedAndOtherwiseNot() throws Exception {
    String path = "/help-desk/organizations/" + ALIAS + "/members/" + administrator().id();
    assertThat(page(path)).contains(path + "/reissue");
    assertThat(page(path + "/reissue")).contains("yobo@example.jp", "再発行する");
    assertThat(keycloak.calls()).noneMatch(call -> call.startsWith("temporary-password"));

    assertThat(
            text(
                app.perform(post(path + "/reissue").with(Login.as("h")).with(csrf()))
                    .andExpect(status().isOk())
                    .andReturn()))
        .contains("aria-invalid");
    assertThat(keycloak.calls()).noneMatch(call -> call.startsWith("temporary-password"));

    app.perform(
            post(path + "/reissue")
                .param("identification", "届出の電話番号に折り返し")
                .with(Login.as("h"))
                .with(csrf()))
        .andExpect(redirectedUrl(path));
    assertThat(keycloak.calls()).contains("temporary-password yobo-001");
    assertThat(
            database
                .sql(
                    """
                    select details->>'identification' from audit_event
                    where action = 'help-desk.reissue' and facility_alias = :alias
                    order by id desc limit 1
                    """)
                .param("alias", ALIAS)
                .query(String.class)
                .single())
        .isEqualTo("届出の電話番号に折り返し");
  }

  @Test
  void everyPageWhenNotOfTheCentralOfficeThenForbidden() throws Exception {
    String path = "/help-desk/organizations/" + ALIAS;
    for (String each :
        List.of("/help-desk?q=x", path, path + "/members/1", path + "/members/1/reissue")) {
      app.perform(get(each).with(Login.as("m"))).andExpect(status().isForbidden());
    }
    app.perform(post(path + "/members/1/reissue").with(Login.as("m")).with(csrf()))
        .andExpect(status().isForbidden());
  }
}
