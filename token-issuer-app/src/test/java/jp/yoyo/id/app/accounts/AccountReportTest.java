package jp.yoyo.id.app.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.keycloak.AccountUse;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.InMemoryOrganizationAdmin;
import jp.yoyo.id.app.testing.Login;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;

@AppTest
final class AccountReportTest {

  private static final Duration YEAR = Duration.ofDays(365);

  private final MockMvc app;
  private final InMemoryOrganizationAdmin keycloak;
  private final JdbcClient database;

  @Autowired
  AccountReportTest(MockMvc app, InMemoryOrganizationAdmin keycloak, JdbcClient database) {
    this.app = app;
    this.keycloak = keycloak;
    this.database = database;
  }

  @BeforeEach
  void people() {
    keycloak.user(
        "m",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.MUNICIPALITY,
            "city",
            "予防市",
            Permission.SUPERVISE_ORGANIZATIONS,
            Permission.VIEW_MEMBERS,
            Permission.MANAGE_MEMBERS));
    keycloak.user(
        "c",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.CENTRAL, "central", "国保中央会", Permission.SUPERVISE_ORGANIZATIONS));
    keycloak.user(
        "a",
        InMemoryOrganizationAdmin.organization(
            OrganizationType.FACILITY,
            "clinic",
            "予防クリニック",
            Permission.VIEW_MEMBERS,
            Permission.MANAGE_MEMBERS));
    keycloak.user(
        "p", InMemoryOrganizationAdmin.organization(OrganizationType.FACILITY, "clinic", "医院"));
    account("clinic", "a", Duration.ofDays(1), false, true);
    account("clinic", "old", YEAR, false, true);
    account("clinic", "never", null, true, false);
    account("other", "other-admin", YEAR, false, false);
  }

  private void account(
      String organization,
      String id,
      @Nullable Duration lastLogin,
      boolean expired,
      boolean secondFactor) {
    keycloak.account(
        new AccountUse(
            organization,
            organization + " クリニック",
            id,
            id,
            "予防",
            "花子",
            id + "@example.jp",
            !id.equals("old"),
            0L,
            lastLogin == null ? null : Instant.now().minus(lastLogin).toEpochMilli(),
            expired,
            secondFactor));
  }

  @AfterEach
  void forget() {
    keycloak.clear();
    database.sql("delete from account_reminder").update();
    database.sql("delete from outbox_message").update();
  }

  private String page(String path, String user) throws Exception {
    return text(app.perform(get(path).with(Login.as(user))).andExpect(status().isOk()).andReturn());
  }

  private static String text(MvcResult result) {
    return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }

  private long mails() {
    return database
        .sql("select count(*) from outbox_message where key like 'account-reminder/%'")
        .query(Long.class)
        .single();
  }

  @Test
  void listWhenAnOrganizationsOwnThenCountedFilteredAndExported() throws Exception {
    assertThat(page("/accounts", "a"))
        .contains("自組織のユーザ", "すべて（3件）", "長期間の利用なし（2件）", "仮パスワードの期限切れ（1件）")
        .doesNotContain("other-admin", "name=\"of\"");
    assertThat(page("/accounts?condition=unused", "a")).contains("全2件", "無効にする");
    assertThat(page("/accounts?condition=unused&months=24", "a")).contains("全1件");
    assertThat(page("/accounts?condition=without-second-factor", "a"))
        .contains("never", "全1件")
        .doesNotContain("href=\"/accounts/disable");
    assertThat(page("/accounts/list.csv?condition=unused", "a"))
        .contains("old@example.jp")
        .doesNotContain("a@example.jp", "other-admin");
  }

  @Test
  void listWhenAnOfficeThenThoseBelowFirst() throws Exception {
    assertThat(page("/accounts", "m"))
        .contains("所管する組織の、管理者権限を持つユーザ", "other-admin", "name=\"of\"")
        .doesNotContain("href=\"/accounts/disable");
    app.perform(get("/accounts").with(Login.as("p"))).andExpect(status().isForbidden());
    app.perform(post("/accounts/disable").with(Login.as("p")).with(csrf()))
        .andExpect(status().isForbidden());
  }

  @Test
  void listWhenTheCentralOfficeThenByPrefectureAndMunicipality() throws Exception {
    assertThat(page("/accounts", "c"))
        .contains("id=\"filter-prefecture\"", "都道府県を選んでください")
        .doesNotContain("other-admin", "id=\"filter-municipality\"", "href=\"/accounts/list.csv");
    // Nothing of the whole country is asked for, by whatever address.
    String condition = "condition=unused";
    for (String path : List.of("list.csv", "remind?" + condition)) {
      app.perform(get("/accounts/" + path).with(Login.as("c"))).andExpect(status().isForbidden());
    }
    app.perform(post("/accounts/remind?" + condition).with(Login.as("c")).with(csrf()))
        .andExpect(status().isForbidden());
    assertThat(keycloak.accountsWanted()).isNull();

    assertThat(page("/accounts?prefecture=13&municipality=131016", "c"))
        .contains("other-admin", "id=\"filter-municipality\"", "/accounts/list.csv")
        .contains("prefecture=13&amp;municipality=131016");
    assertWanted("13", "131016");
    page("/accounts/list.csv?prefecture=13", "c");
    assertWanted("13", "");
    page("/accounts?prefecture=13&municipality=271004", "c");
    assertWanted("13", "");
    assertThat(page("/accounts?prefecture=x&municipality=131016", "c")).contains("都道府県を選んで");
    // Whoever has only one municipality below does not choose.
    assertThat(page("/accounts?prefecture=13", "m")).doesNotContain("filter-prefecture");
    assertWanted("", "");
  }

  private void assertWanted(String prefecture, String municipality) {
    AccountUse.Wanted wanted = Objects.requireNonNull(keycloak.accountsWanted());
    assertThat(wanted.supervised()).isTrue();
    assertThat(wanted.prefecture()).isEqualTo(prefecture);
    assertThat(wanted.municipality()).isEqualTo(municipality);
  }

  @Test
  void remindWhenSentThenNotAgainWithinAWeek() throws Exception {
    assertThat(page("/accounts/remind?condition=unused", "a")).contains("2件に、メールで知らせます");
    for (int i = 0; i < 2; i++) {
      app.perform(
              post("/accounts/remind")
                  .param("condition", "unused")
                  .with(Login.as("a"))
                  .with(csrf()))
          .andExpect(status().is3xxRedirection());
      assertThat(mails()).isEqualTo(2);
    }
    database.sql("update account_reminder set sent_at = sent_at - interval '8 days'").update();
    database.sql("delete from outbox_message").update();
    app.perform(
            post("/accounts/remind")
                .param("condition", "temporary-password-expired")
                .with(Login.as("a"))
                .with(csrf()))
        .andExpect(status().is3xxRedirection());
    assertThat(mails()).isEqualTo(1);
    app.perform(post("/accounts/remind").with(Login.as("a")).with(csrf()))
        .andExpect(status().isNotFound());
  }

  @Test
  void disableWhenConfirmedThenUnusedOnesOnTheOfficersBehalf() throws Exception {
    account("clinic", "a", YEAR, false, true);
    assertThat(page("/accounts/disable?months=6", "a")).contains("old", "never", "無効にする");
    assertThat(keycloak.calls()).isEmpty();

    assertThat(
            text(
                app.perform(
                        post("/accounts/disable")
                            .param("months", "6")
                            .with(Login.as("a"))
                            .with(csrf()))
                    .andExpect(status().isOk())
                    .andReturn()))
        .contains("2件を無効にしました", "次の1件は無効にできませんでした", "not-on-yourself");
    assertThat(keycloak.calls())
        .containsExactlyInAnyOrder("disable-member old", "disable-member never");
    assertThat(
            database
                .sql(
                    """
                    select action from audit_event where object_type = 'accounts'
                    order by id desc limit 1
                    """)
                .query(String.class)
                .list())
        .isEqualTo(List.of("accounts.disable"));
  }
}
