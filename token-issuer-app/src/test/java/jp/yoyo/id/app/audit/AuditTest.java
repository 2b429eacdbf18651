package jp.yoyo.id.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.bankaccount.AccountKind;
import jp.yoyo.id.app.bankaccount.ApplicationState;
import jp.yoyo.id.app.testing.TestActors;
import jp.yoyo.id.app.testing.TestDatabase;
import jp.yoyo.id.app.testing.TestSettings;
import jp.yoyo.id.app.web.Dates;
import jp.yoyo.id.app.web.Texts;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

final class AuditTest {

  private static final Actor CENTRAL =
      TestActors.of(OrganizationType.CENTRAL, "central", Permission.VIEW_EVENTS);
  private static final Actor M1 =
      TestActors.of(OrganizationType.MUNICIPALITY, "m1", Permission.VIEW_EVENTS);
  private static final Actor M2 =
      TestActors.of(OrganizationType.MUNICIPALITY, "m2", Permission.VIEW_EVENTS);
  private static final Actor F1 =
      TestActors.of(OrganizationType.FACILITY, "f1", Permission.VIEW_EVENTS);

  private final javax.sql.DataSource dataSource = TestDatabase.fresh().dataSource();
  private final JdbcClient database = JdbcClient.create(dataSource);
  private final TransactionTemplate transactions = TestDatabase.transactions(dataSource);

  private AuditTrail trail(Instant now) {
    return new AuditTrail(database, new JsonMapper(), Clock.fixed(now, Dates.ZONE));
  }

  private AuditHistory history() {
    return new AuditHistory(database, new JsonMapper(), Clock.system(Dates.ZONE));
  }

  private void record(Instant now, Actor actor, String facility) {
    transactions.executeWithoutResult(
        status ->
            trail(now)
                .record(
                    actor,
                    new AuditEvent(
                        "facility.update",
                        "facility",
                        facility,
                        facility,
                        List.of(
                            new AuditEvent.Change("name", "旧医院", "新医院"),
                            new AuditEvent.Change("phone", "03", "03")),
                        Map.of("reason", "移転"))));
  }

  @Test
  void recordWhenDoneThenHistoryTellsWhoWhenFromTo() {
    Instant now = Instant.parse("2026-06-01T05:00:00Z");
    record(now, M1, "f1");

    assertThat(history().of("facility", "f1", 10))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.occurredAt()).isEqualTo(now);
              assertThat(record.actorUserName()).isEqualTo("m1-001");
              assertThat(record.changes())
                  .containsExactly(new AuditEvent.Change("name", "旧医院", "新医院"));
              assertThat(record.details()).containsEntry("reason", "移転");
            });
  }

  @Test
  void searchWhenNotCentralThenOnlyTheOwn() {
    Instant now = Instant.now();
    record(now, M1, "f1");
    record(now, M2, "f2");

    assertThat(history().search(CENTRAL, AuditSearch.ALL, 10)).hasSize(2);
    assertThat(history().search(M1, AuditSearch.ALL, 10))
        .singleElement()
        .satisfies(record -> assertThat(record.objectId()).isEqualTo("f1"));
    assertThat(history().count(M2, AuditSearch.ALL)).isEqualTo(1);
    assertThat(history().search(F1, AuditSearch.ALL, 10)).hasSize(1);
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(
            () ->
                history()
                    .search(TestActors.of(OrganizationType.FACILITY, "f1"), AuditSearch.ALL, 10));
  }

  @Test
  void auditWhenSomebodyChangesARowThenTheDatabaseRefuses() {
    record(Instant.now(), M1, "f1");

    for (String sql :
        List.of(
            "update audit_event set action = 'other'",
            "delete from audit_event",
            "truncate audit_event",
            "select set_config('yoyo.audit_retention', 'on', false); delete from audit_event")) {
      assertThatExceptionOfType(DataAccessException.class)
          .as(sql)
          .isThrownBy(() -> database.sql(sql).update());
    }
    assertThat(history().of("facility", "f1", 10)).hasSize(1);
  }

  @Test
  void retireWhenOlderThanTheSettingThenGoneAndNothingElse() {
    Instant now = Instant.now();
    record(now.minusSeconds(86_400L * 366 * 6), M1, "old");
    record(now.minusSeconds(86_400L * 365 * 4), M1, "kept");

    long retired =
        new AuditRetention(database, TestSettings.configuration(), Clock.system(Dates.ZONE))
            .retire();

    assertThat(retired).isEqualTo(1);
    assertThat(history().of("facility", "old", 10)).isEmpty();
    assertThat(history().of("facility", "kept", 10)).hasSize(1);
  }

  @Test
  void labelsWhenAStateOrAKindThenInWordsOfEachLanguage() {
    for (java.util.Locale locale : Texts.LANGUAGES) {
      AuditLabels labels = new AuditLabels(Texts.messageSource(), locale);
      for (ApplicationState state : ApplicationState.values()) {
        assertThat(labels.value("bank-account-application", "state", state.column()))
            .isNotEqualTo(state.column())
            .isEqualTo(Texts.messageSource().getMessage(state.key(), null, locale));
      }
      for (AccountKind kind : AccountKind.values()) {
        assertThat(labels.value("bank-account-application", "kind", String.valueOf(kind.code())))
            .isEqualTo(Texts.messageSource().getMessage(kind.key(), null, locale));
      }
    }
    AuditLabels japanese = new AuditLabels(Texts.messageSource(), java.util.Locale.JAPANESE);
    assertThat(japanese.value("facility", "from", "2026-06-01")).isEqualTo("2026年6月1日（月）");
    assertThat(japanese.value("x", "y", "2026-06")).isEqualTo("2026年6月");
    assertThat(japanese.value("x", "y", "2026-99")).isEqualTo("2026-99");
    assertThat(japanese.value("x", "y", null)).isEqualTo("なし");
    assertThat(japanese.value("x", "y", "{0} '")).isEqualTo("{0} '");
    assertThat(japanese.field("issuance", "lastName")).isEqualTo("姓");
  }

  @Test
  void maskedWhenANumberThenOnlyItsEndIsLeft() {
    assertThat(AuditEvent.masked("1234567")).isEqualTo("****567");
  }
}
