package jp.yoyo.id.app.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.yoyo.id.app.actor.ActingOrganization;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.keycloak.Me;
import jp.yoyo.id.app.testing.AppTest;
import jp.yoyo.id.app.testing.InMemoryOrganizationAdmin;
import jp.yoyo.id.app.testing.Login;
import jp.yoyo.id.app.web.KeyPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@AppTest
final class OnboardingTest {

  private static final Actor OFFICER =
      new Actor(
          "m1",
          "m1",
          "予防 花子",
          Locale.JAPANESE,
          new ActingOrganization("the-city", OrganizationType.MUNICIPALITY, "予防市", "", "13"),
          Set.of(Permission.SUPERVISE_ORGANIZATIONS));

  private final MockMvc app;
  private final InMemoryOrganizationAdmin keycloak;
  private final JdbcClient sql;
  private final Onboarding onboarding;
  private final OnboardingFacts facts;

  @Autowired
  OnboardingTest(
      MockMvc app,
      InMemoryOrganizationAdmin keycloak,
      JdbcClient sql,
      Onboarding onboarding,
      OnboardingFacts facts) {
    this.app = app;
    this.keycloak = keycloak;
    this.sql = sql;
    this.onboarding = onboarding;
    this.facts = facts;
  }

  @BeforeEach
  void people() {
    facility("step-a", "the-city", null);
    facility("step-b", "the-city", "予防 花子");
    facility("step-c", "town", null);
    issuance("step-a", "mail_sent");
    issuance("step-b", "first_login_done");
    issuance("step-c", "mail_sent");
    user("a1", OrganizationType.FACILITY, "step-a", Permission.MANAGE_FACILITY);
    user("a2", OrganizationType.FACILITY, "step-a");
    user("m1", OrganizationType.MUNICIPALITY, "the-city", Permission.SUPERVISE_ORGANIZATIONS);
    user("m2", OrganizationType.MUNICIPALITY, "the-city", Permission.VIEW_MEMBERS);
    user("f1", OrganizationType.FEDERATION, "federation-13", Permission.DECIDE_BANK_ACCOUNT);
  }

  @AfterEach
  void forget() {
    keycloak.clear();
    for (String table :
        List.of("onboarding_reminder", "onboarding_fact", "account_issuance", "outbox_message")) {
      sql.sql("delete from " + table).update();
    }
    sql.sql("delete from facility where alias like 'step-%'").update();
  }

  private void user(String id, OrganizationType type, String alias, String... permissions) {
    keycloak.user(
        id,
        new Me.Organization(
            alias, alias, alias, type.catalogueName(), "", "13", true, Set.of(permissions)));
  }

  private void facility(
      String alias, String supervisor, @org.jspecify.annotations.Nullable String representative) {
    sql.sql(
            """
            insert into facility (id, alias, kind, name, kana, postal_code, address, telephone,
              founder, representative, contact_mail, prefecture, municipality_code,
              supervisor_alias, created_at, changed_at, sort_kana, search_text, search_pairs)
            values (gen_random_uuid(), :alias, 'facility', :alias, 'ヨボウクリニック', '1000001',
              '東京都', '0312345678', '予防 花子', :representative, 'clinic@example.jp', '13',
              '131016', :supervisor, now(), now(), :alias,
              upper(:alias) || E'\\nﾖﾎﾞｳｸﾘﾆﾂｸ', array['^S', 'ST', 'TE', 'EP', 'P-',
              right(upper(:alias), 2), 'ﾖﾎ', 'ﾎﾞ', 'ﾞｳ'])
            """)
        .param("alias", alias)
        .param("representative", representative, java.sql.Types.VARCHAR)
        .param("supervisor", supervisor)
        .update();
  }

  private void issuance(String alias, String state) {
    sql.sql(
            """
            insert into account_issuance (id, alias, organization_type, supervisor_alias,
              facility_id, code, display_name, prefecture, last_name, first_name, email, member_id,
              state, requested_by_name, requested_by, requested_at, changed_at)
            select gen_random_uuid(), alias, 'facility', supervisor_alias, id, '', alias, '13',
              '予防', '花子', 'first@example.jp', 'member-' || alias, :state, '', '', now(), now()
            from facility where alias = :alias
            """)
        .param("alias", alias)
        .param("state", state)
        .update();
  }

  private String page(String path, String user) throws Exception {
    return app.perform(get(path).with(Login.as(user)))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString(StandardCharsets.UTF_8);
  }

  @Test
  void facilityWhenShownThenEachStepSaysWhatIsMissing() throws Exception {
    assertThat(page("/onboarding", "a1"))
        .contains("8. 医療機関トークン", "医療機関トークンを申請し", "代表者名を登録してください")
        .contains("href=\"/bank-account\"");
    assertThat(page("/", "a1")).contains("完了していない導入手順（7件）");
  }

  @Test
  void facilityWhenATokenIsGoodThenTheEighthStepIsDone() throws Exception {
    sql.sql(
            """
            insert into facility_token (token_id, facility_alias, label, terminal, state,
              created_at, expires_at, owner, seen_at)
            values ('t1', 'step-a', 'a', 't', 'active', now(), now() + interval '1 year', 'a1',
              now())
            """)
        .update();
    assertThat(page("/", "a1")).contains("完了していない導入手順（6件）");
    sql.sql("update facility_token set state = 'revoked' where token_id = 't1'").update();
    assertThat(page("/", "a1")).contains("完了していない導入手順（7件）");
    sql.sql("delete from facility_token").update();
  }

  @Test
  void officeWhenShownThenCountsOnlyItsOwn() throws Exception {
    assertThat(page("/onboarding", "m1")).contains("対象の医療機関は2件です", "<svg", "50%");
    assertThat(page("/onboarding/facilities?step=representative", "m1"))
        .contains("step-a")
        .doesNotContain("step-b", "step-c");
    assertThat(page("/onboarding/facilities.csv", "m1"))
        .contains("step-b")
        .doesNotContain("step-c");
    assertThat(page("/onboarding/facilities", "f1")).contains("step-c").doesNotContain("督促");
  }

  @Test
  void officeWhenCentralThenDrillsDownToAMunicipality() throws Exception {
    user("c1", OrganizationType.CENTRAL, "central", Permission.VIEW_ORGANIZATION);
    sql.sql(
            """
            update facility set prefecture = '31', municipality_code = '312011'
            where alias like 'step-%'
            """)
        .update();
    assertThat(page("/onboarding", "c1")).contains("地域ごとの進み具合", "/onboarding?prefecture=31", "鳥取県");
    assertThat(page("/onboarding?prefecture=31", "c1"))
        .contains("導入状況（鳥取県）", "対象の医療機関は3件です")
        .contains("/onboarding/facilities?prefecture=31&amp;step=bank-account");
    assertThat(page("/onboarding?prefecture=31&municipality=312011", "c1"))
        .contains("導入状況（鳥取市）", "対象の医療機関は3件です");
    assertThat(page("/onboarding?prefecture=30", "c1")).contains("対象の医療機関は0件です");
    assertThat(page("/onboarding/facilities?prefecture=30", "c1")).contains("全0件");
    assertThat(page("/onboarding/facilities?prefecture=31", "c1")).contains("全3件");
    assertThat(page("/onboarding?prefecture=31", "f1")).contains("対象の医療機関は0件です");
  }

  @Test
  void facilitiesWhenSearchedOrSortedThenSo() throws Exception {
    assertThat(page("/onboarding/facilities?text=STEP-B", "m1"))
        .contains("step-b", "全1件")
        .doesNotContain("step-a");
    assertThat(page("/onboarding/facilities?text=よぼう", "m1")).contains("step-a", "step-b");
    assertThat(page("/onboarding/facilities?text=1390000017", "m1")).contains("全0件");
    assertThat(page("/onboarding/facilities?sort=-kana", "m1"))
        .containsSubsequence("step-b", "step-a");
    assertThat(page("/onboarding/facilities.csv?text=step-b", "m1"))
        .contains("step-b")
        .doesNotContain("step-a");
  }

  @Test
  void pageWhenTurnedThenEachOnceInBothDirections() {
    for (int i = 0; i < Onboarding.PAGE; i++) {
      facility("step-x" + i, "the-city", null);
    }
    for (String sort : List.of("kana", "-kana")) {
      OnboardingSearch search = OnboardingSearch.of(null, null, null, null, sort, null);
      KeyPage<OnboardingProgress> first = onboarding.page(OFFICER, search);
      assertThat(first.items()).hasSize(Onboarding.PAGE);
      KeyPage<OnboardingProgress> second =
          onboarding.page(
              OFFICER, search.after(UUID.fromString(Objects.requireNonNull(first.next()))));
      assertThat(second.items()).hasSize(2).doesNotContainAnyElementsOf(first.items());
      assertThat(second.next()).isNull();
    }
  }

  @Test
  void remindWhenOnlyTheTokenIsMissingThenOnlyIfAskedFor() {
    sql.sql("update facility set representative = '予防 花子' where alias = 'step-b'").update();
    sql.sql(
            """
            insert into onboarding_fact (facility_alias, users, users_active, known, checked_at)
            values ('step-b', 2, 2, true, now())
            """)
        .update();
    sql.sql(
            """
            insert into bank_account_application (id, reference_number, facility_id,
              facility_alias, facility_code, facility_name, prefecture, municipality_code, purpose,
              from_known, bank, branch, kind, number, holder, holder_differs, applies_from, state,
              created_at, changed_at)
            select gen_random_uuid(), 'K0000000009', id, alias, '1390000017', name, '13', '131016',
              'vaccination', false, '9999', '001', '1', '1234567', 'ﾖﾎﾞｳ', false,
              date '2026-07-01', 'approved', now(), now() from facility where alias = 'step-b'
            """)
        .update();
    try {
      assertThat(onboarding.remindable(OFFICER, Optional.empty())).isEqualTo(1);
      assertThat(onboarding.remindable(OFFICER, Optional.of(OnboardingStep.FACILITY_TOKEN)))
          .isEqualTo(2);
    } finally {
      sql.sql("delete from bank_account_application where reference_number = 'K0000000009'")
          .update();
    }
  }

  @Test
  void everyRouteWhenWrongRoleThenForbidden() throws Exception {
    for (String path : List.of("/onboarding/facilities", "/onboarding/facilities.csv")) {
      for (String user : List.of("a1", "a2", "m2")) {
        app.perform(get(path).with(Login.as(user))).andExpect(status().isForbidden());
      }
    }
    for (String user : List.of("a1", "a2", "m2", "f1")) {
      app.perform(get("/onboarding/remind").with(Login.as(user))).andExpect(status().isForbidden());
      app.perform(post("/onboarding/remind").with(Login.as(user)).with(csrf()))
          .andExpect(status().isForbidden());
    }
    app.perform(get("/onboarding").with(Login.as("a2"))).andExpect(status().isForbidden());
    app.perform(get("/onboarding").with(Login.as("m2"))).andExpect(status().isForbidden());
  }

  @Test
  void remindWhenSentThenNotAgainWithinAWeek() throws Exception {
    assertThat(page("/onboarding/remind", "m1")).contains("2件の医療機関に督促メール");
    app.perform(post("/onboarding/remind").with(Login.as("m1")).with(csrf()))
        .andExpect(status().is3xxRedirection());
    assertThat(mails()).isEqualTo(2);
    assertThat(onboarding.remind(OFFICER, Optional.empty())).isZero();
    sql.sql("update onboarding_reminder set sent_at = sent_at - interval '8 days'").update();
    assertThat(onboarding.remind(OFFICER, Optional.of(OnboardingStep.REPRESENTATIVE))).isEqualTo(1);
  }

  @Test
  void remindWhenTwoOfficersAtOnceThenOneMailEach() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    int sent = 0;
    for (Future<Integer> each :
        threads.invokeAll(
            java.util.Collections.nCopies(
                4, (Callable<Integer>) () -> onboarding.remind(OFFICER, Optional.empty())))) {
      sent += each.get();
    }
    threads.shutdown();
    assertThat(sent).isEqualTo(2);
    assertThat(mails()).isEqualTo(2);
  }

  @Test
  void refreshWhenKeycloakIsDownThenFactsStay() {
    keycloak.setDown(true);
    assertThat(facts.refresh()).isZero();
    keycloak.setDown(false);
    assertThat(facts.refresh()).isEqualTo(1);
    assertThat(facts.refresh()).isZero();
    assertThat(sql.sql("select facility_alias from onboarding_fact").query(String.class).list())
        .containsExactly("step-b");
  }

  private long mails() {
    return sql.sql(
            "select count(*) from outbox_message where kind = 'mail' and key like 'onboarding-%'")
        .query(Long.class)
        .single();
  }
}
