package jp.yoyo.id.app.facilitytoken;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Command;
import jp.yoyo.id.app.keycloak.Me;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.testing.InMemoryFacilityTokens;
import jp.yoyo.id.app.testing.InMemoryOrganizationAdmin;
import jp.yoyo.id.app.testing.Login;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tests over the whole app about 医療機関トークン: two facilities of one municipality and one of another,
 * their people and the offices', and how an application comes into each state.
 */
abstract class TokenTestCase {

  static final String CODE = "1390110049";

  final ApplicationContext beans;
  final MockMvc app;
  final InMemoryOrganizationAdmin keycloak;
  final InMemoryFacilityTokens tokens;
  final JdbcClient sql;
  final FacilityTokenApplications applications;
  final TokenReviews reviews;
  final TokenClaims claims;
  final TokenApplications table;
  final TokenReminders reminders;
  final TokenRevocation revocation;
  final TokenAlarm alarm;
  final ClaimCodeMail codeMail;
  final FacilityRegister register;
  private final JsonMapper json;

  TokenTestCase(ApplicationContext beans) {
    this.beans = beans;
    this.app = beans.getBean(MockMvc.class);
    this.keycloak = beans.getBean(InMemoryOrganizationAdmin.class);
    this.tokens = beans.getBean(InMemoryFacilityTokens.class);
    this.sql = beans.getBean(JdbcClient.class);
    this.applications = beans.getBean(FacilityTokenApplications.class);
    this.reviews = beans.getBean(TokenReviews.class);
    this.claims = beans.getBean(TokenClaims.class);
    this.table = beans.getBean(TokenApplications.class);
    this.reminders = beans.getBean(TokenReminders.class);
    this.revocation = beans.getBean(TokenRevocation.class);
    this.alarm = beans.getBean(TokenAlarm.class);
    this.codeMail = beans.getBean(ClaimCodeMail.class);
    this.register = beans.getBean(FacilityRegister.class);
    this.json = beans.getBean(JsonMapper.class);
  }

  final Actor applicant =
      actor("a1", OrganizationType.FACILITY, "clinic-a", Permission.MANAGE_FACILITY_TOKEN);
  final Actor officer =
      actor("m1", OrganizationType.MUNICIPALITY, "city", Permission.SUPERVISE_ORGANIZATIONS);
  final Actor central =
      actor("c1", OrganizationType.CENTRAL, "central", Permission.APPROVE_FACILITY_TOKEN);
  final Actor otherCentral =
      actor("c2", OrganizationType.CENTRAL, "central", Permission.APPROVE_FACILITY_TOKEN);

  static Actor actor(String id, OrganizationType type, String alias, String... permissions) {
    return new Actor(
        id,
        id,
        "予防 花子",
        Locale.JAPANESE,
        new ActingOrganization(alias, type, alias, "", "13"),
        Set.of(permissions));
  }

  @BeforeEach
  void people() {
    // Other classes share the database, and may have left facilities with these names.
    sql.sql("truncate facility cascade").update();
    facility("clinic-a", CODE, "city");
    facility("clinic-b", "1390110056", "city");
    facility("clinic-c", "1390110064", "town");
    user(
        "a1",
        OrganizationType.FACILITY,
        "clinic-a",
        Permission.MANAGE_FACILITY_TOKEN,
        Permission.VIEW_ORGANIZATION);
    user("a2", OrganizationType.FACILITY, "clinic-a", Permission.VIEW_ORGANIZATION);
    user("b1", OrganizationType.FACILITY, "clinic-b", Permission.MANAGE_FACILITY_TOKEN);
    user(
        "m1",
        OrganizationType.MUNICIPALITY,
        "city",
        Permission.SUPERVISE_ORGANIZATIONS,
        Permission.VIEW_ORGANIZATION);
    user(
        "m2",
        OrganizationType.MUNICIPALITY,
        "town",
        Permission.SUPERVISE_ORGANIZATIONS,
        Permission.MANAGE_FACILITY_TOKEN,
        Permission.APPROVE_FACILITY_TOKEN);
    user(
        "c1",
        OrganizationType.CENTRAL,
        "central",
        Permission.APPROVE_FACILITY_TOKEN,
        Permission.SUPERVISE_ORGANIZATIONS);
    user("c2", OrganizationType.CENTRAL, "central", Permission.APPROVE_FACILITY_TOKEN);
    user("h1", OrganizationType.CENTRAL, "central", Permission.ASSIST_USERS);
    user(
        "f1",
        OrganizationType.FEDERATION,
        "federation-13",
        Permission.DECIDE_BANK_ACCOUNT,
        Permission.APPROVE_FACILITY_TOKEN);
  }

  @AfterEach
  void forget() {
    keycloak.clear();
    tokens.clear();
    sql.sql("delete from facility_token_upload").update();
    sql.sql("delete from facility_token_application").update();
    sql.sql("delete from facility_token").update();
    sql.sql("delete from facility_token_wrong_code").update();
    sql.sql("delete from facility_token_office").update();
    sql.sql("delete from outbox_message").update();
    sql.sql("update facility set state = 'registered', closed_on = null").update();
  }

  void user(String id, OrganizationType type, String alias, String... permissions) {
    keycloak.user(
        id,
        new Me.Organization(
            alias, alias, alias, type.catalogueName(), "", "13", true, Set.of(permissions)));
  }

  void facility(String alias, String code, String supervisor) {
    sql.sql(
            """
            insert into facility (id, alias, kind, name, kana, postal_code, address, telephone,
              founder, representative, contact_mail, prefecture, municipality_code,
              supervisor_alias, created_at, changed_at, sort_kana, search_text, search_pairs)
            values (gen_random_uuid(), :alias, 'facility', '予防クリニック', 'ヨボウクリニック',
              '1000001', '東京都', '0312345678', '医療法人予防会', '予防 花子', 'clinic@example.jp',
              '13', '131016', :supervisor, now(), now(), 'ﾖﾎﾞｳ', '', '{}')
            on conflict do nothing
            """)
        .param("alias", alias)
        .param("supervisor", supervisor)
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

  TokenApplication find(UUID id) {
    return table.find(id).orElseThrow();
  }

  UUID submitted(ApplicationKind kind, String target, HandOverWay way) {
    UUID id = applications.draft(applicant, TestTokens.content(kind, target, way));
    applications.submit(applicant, id, 0);
    return id;
  }

  UUID approved(ApplicationKind kind, String target) {
    UUID id = submitted(kind, target, HandOverWay.PAPER);
    reviews.decide(officer, id, 1, Command.FORWARD, "");
    reviews.decide(central, id, 2, Command.APPROVE, "");
    return id;
  }

  /** An application with its claim code. */
  record Handed(UUID id, ClaimCode code) {}

  Handed handedOver(ApplicationKind kind, String target) {
    UUID id = approved(kind, target);
    return new Handed(
        id, reviews.handOver(officer, id, find(id).version(), TokenReviews.Handed::code));
  }

  String claimed() {
    Handed handed = handedOver(ApplicationKind.NEW, "");
    TokenClaims.Result result = claims.claim(applicant, handed.code);
    return java.util.Objects.requireNonNull(result.token()).id();
  }

  MvcResult send(MockHttpServletRequestBuilder request, String user) throws Exception {
    return app.perform(request.with(Login.as(user)).with(csrf())).andReturn();
  }

  static String body(MvcResult result) throws Exception {
    return result.getResponse().getContentAsString(StandardCharsets.UTF_8);
  }

  List<String> mails(String step) {
    return sql.sql(
            """
            select about from outbox_message where kind = 'mail' and payload::text like :step
            order by id
            """)
        .param("step", "%\"step\": \"" + step + "\"%")
        .query(String.class)
        .list();
  }

  OutboxMessage message(String kind) {
    return sql.sql("select * from outbox_message where kind = :kind order by id desc limit 1")
        .param("kind", kind)
        .query(
            (row, number) ->
                new OutboxMessage(
                    row.getLong("id"),
                    row.getString("kind"),
                    row.getString("key"),
                    1,
                    row.getString("payload"),
                    json))
        .single();
  }

  static MockHttpServletRequestBuilder form(MockHttpServletRequestBuilder request) {
    return request
        .param("kind", "new")
        .param("contactName", "予防 次郎")
        .param("contactTelephone", "03-1234-5678")
        .param("contactMail", "staff@example.jp")
        .param("appName", "予防接種アプリ")
        .param("appVendor", "提供事業者")
        .param("connection", "internet")
        .param("terminal", "受付端末1")
        .param("terminals", "2")
        .param("way", "paper")
        .param("consent", "true");
  }

  static <T> List<T> atOnce(int times, Callable<T> what) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(Collections.nCopies(times, what))) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }
}
