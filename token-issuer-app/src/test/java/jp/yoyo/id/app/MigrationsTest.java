package jp.yoyo.id.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jp.yoyo.id.app.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables come into being, and go along from version to version with what is in them. */
class MigrationsTest {

  /** The migrations that databases have which began with the first version, with checksums. */
  private static final Map<String, Integer> FIRST_VERSION = new TreeMap<>();

  static {
    FIRST_VERSION.put("V01__session.sql", 365_425_581);
    FIRST_VERSION.put("V02__audit.sql", 1_349_062_896);
    FIRST_VERSION.put("V03__outbox.sql", 616_193_425);
    FIRST_VERSION.put("V10__reference.sql", 88_030_596);
    FIRST_VERSION.put("V20__facility.sql", 1_182_118_890);
    FIRST_VERSION.put("V30__issuance.sql", 1_834_782_211);
    FIRST_VERSION.put("V31__office.sql", -1_145_422_681);
    FIRST_VERSION.put("V40__bank_account.sql", -1_603_643_474);
    FIRST_VERSION.put("V50__onboarding.sql", 1_617_020_459);
  }

  @TempDir private Path folder;

  @Test
  void migrateWhenDatabaseIsEmptyThenAllOfThemAndNothingIsLeftToDo() {
    TestDatabase database = TestDatabase.empty();
    Flyway flyway = Flyway.configure().dataSource(database.dataSource()).load();

    assertThat(flyway.migrate().migrationsExecuted).isEqualTo(flyway.info().all().length);

    assertThat(flyway.info().pending()).isEmpty();
    flyway.validate();
    assertThat(flyway.migrate().migrationsExecuted).isZero();
  }

  @Test
  void migrationsWhenTheyHaveBeenAppliedSomewhereThenTheyAreNeverEdited() {
    Flyway flyway = Flyway.configure().dataSource(TestDatabase.fresh().dataSource()).load();

    Map<String, Integer> checksums =
        Arrays.stream(flyway.info().all())
            .filter(migration -> FIRST_VERSION.containsKey(migration.getScript()))
            .collect(
                Collectors.toMap(
                    MigrationInfo::getScript,
                    migration -> Objects.requireNonNull(migration.getChecksum())));

    assertThat(checksums).isEqualTo(FIRST_VERSION);
  }

  @Test
  void startWhenDatabaseIsOfTheFirstVersionThenItsDataIsThere() throws IOException {
    TestDatabase database = TestDatabase.empty();
    firstVersion(database).migrate();
    fill(database.client());

    try (ConfigurableApplicationContext app = start(database)) {
      Flyway flyway = app.getBean(Flyway.class);
      assertThat(flyway.info().pending()).isEmpty();
      flyway.validate();
      JdbcClient client = app.getBean(JdbcClient.class);
      assertThat(
              client
                  .sql(
                      """
                      select f.name || ' ' || c.code || ' ' || i.user_id
                      from facility f join facility_code c on c.facility_id = f.id
                      join account_issuance i on i.facility_id = f.id
                      """)
                  .query(String.class)
                  .list())
          .containsExactly("予防クリニック 1390000017 yobo-admin");
      assertThat(
              client
                  .sql(
                      """
                      select reference_number from bank_account_application
                      where name_pairs('^' || search_name) @> name_pairs('予防')
                      """)
                  .query(String.class)
                  .list())
          .as("found by what came later")
          .containsExactly("K0000000001");
      assertThat(client.sql("select count(*) from municipality").query(Long.class).single())
          .isGreaterThan(1_700);
    }
  }

  /** Knows the migrations of the first version and no others. */
  private Flyway firstVersion(TestDatabase database) throws IOException {
    for (String script : FIRST_VERSION.keySet()) {
      try (InputStream content =
          MigrationsTest.class.getResourceAsStream("/db/migration/" + script)) {
        Files.copy(Objects.requireNonNull(content, script), folder.resolve(script));
      }
    }
    return Flyway.configure()
        .dataSource(database.dataSource())
        .locations("filesystem:" + folder)
        .load();
  }

  private static void fill(JdbcClient client) {
    client
        .sql(
            """
            with f as (
              insert into facility (id, alias, kind, name, kana, postal_code, address, telephone,
                founder, representative, prefecture, municipality_code, supervisor_alias, created_at,
                changed_at, sort_kana, search_text, search_pairs)
              values (gen_random_uuid(), 'f-yobo', 'facility', '予防クリニック', 'ヨボウクリニック', '1000001',
                '東京都千代田区', '03-1234-5678', '医療法人予防会', null, '13', '131016', 'm-131016', now(),
                now(), 'ﾖﾎﾞｳｸﾘﾆﾂｸ', '予防ｸﾘﾆﾂｸ', '{^予,予防}')
              returning id),
            c as (
              insert into facility_code (facility_id, code, valid_from)
              select id, '1390000017', date '2026-06-01' from f),
            i as (
              insert into account_issuance (id, alias, organization_type, supervisor_alias,
                facility_id, code, display_name, prefecture, user_id, last_name, first_name, email,
                member_id, state, requested_by_name, requested_by, requested_at, changed_at)
              select gen_random_uuid(), 'f-yobo', 'facility', 'm-131016', id, '1390000017',
                '予防クリニック', '13', 'yobo-admin', '予防', '花子', 'yobo@example.jp', 'member',
                'mail_sent', '予防 花子', 'officer', now(), now() from f)
            insert into bank_account_application (id, reference_number, facility_id,
              facility_alias, facility_code, facility_name, prefecture, municipality_code, purpose,
              from_known, bank, branch, kind, number, holder, holder_differs, applies_from, state,
              created_at, changed_at, submitted_by, submitted_by_name, submitted_at)
            select gen_random_uuid(), 'K0000000001', id, 'f-yobo', '1390000017', '予防クリニック', '13',
              '131016', 'vaccination', false, '9999', '001', '1', '1234567', 'ﾖﾎﾞｳ', false,
              date '2026-07-01', 'submitted', now(), now(), 'user', '予防 花子', now()
            from f
            """)
        .update();
  }

  private static ConfigurableApplicationContext start(TestDatabase database) {
    return new SpringApplicationBuilder(CompanionApp.class)
        .run(
            "--app.database.url=" + database.jdbcUrl(),
            "--app.database.user=postgres",
            "--app.database.password=postgres",
            "--app.public-url=http://localhost:8081",
            "--app.keycloak.url=http://localhost:1",
            "--app.keycloak.client-secret=0123456789012345678901234567890123456789",
            "--app.mail.host=localhost",
            "--app.mail.from=no-reply@yoyo.example",
            "--app.outbox.workers=0",
            "--app.issuance.enabled=false",
            "--server.port=0",
            "--management.server.port=-1");
  }
}
