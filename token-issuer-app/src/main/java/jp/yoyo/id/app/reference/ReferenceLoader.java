package jp.yoyo.id.app.reference;

import java.sql.Date;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings prefectures, municipalities, banks and branches into the database when the program has
 * other ones than were loaded last: before the first request is served, in one transaction, by one
 * instance while others wait.
 *
 * <p>What the new package no longer has is marked as ended from today and stays. What officers
 * entered or changed stays as it is.
 */
@Component
class ReferenceLoader implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(ReferenceLoader.class);

  /** Any number that no other lock of the program has. */
  private static final long LOCK = 0x59_4f_52_45_46L;

  private static final List<String> DEMO_BANK = List.of(BankCode.DEMO.value(), "デモ", "ﾃﾞﾓ");
  private static final List<String> DEMO_BRANCH =
      List.of(BankCode.DEMO.value(), "999", "デモ", "ﾃﾞﾓ");

  private final JdbcTemplate database;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final boolean demoBank;

  /**
   * For the application.
   *
   * @param demoBank whether there is a bank 9999 with a branch 999, which is never in the package
   */
  @Autowired
  ReferenceLoader(
      JdbcTemplate database,
      TransactionTemplate transaction,
      Clock clock,
      @Value("${app.reference.demo-bank:false}") boolean demoBank) {
    this.database = database;
    this.transaction = transaction;
    this.clock = clock;
    this.demoBank = demoBank;
  }

  @Override
  public void afterSingletonsInstantiated() {
    load(PackagedReference.readVersion(), PackagedReference::read);
  }

  /**
   * Loads unless this version is the one in the database.
   *
   * @return whether it had to be loaded
   */
  boolean load(String packagedVersion, Supplier<PackagedReference> data) {
    String version = demoBank ? packagedVersion + ", demo bank" : packagedVersion;
    if (isLoaded(version)) {
      return false;
    }
    Boolean loaded =
        transaction.execute(
            status -> {
              database.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
              // Another instance may have been quicker.
              if (isLoaded(version)) {
                return false;
              }
              replace(data.get());
              database.update("delete from reference_version");
              database.update(
                  "insert into reference_version (version, loaded_at) values (?, ?)",
                  version,
                  OffsetDateTime.now(clock));
              return true;
            });
    if (Boolean.TRUE.equals(loaded)) {
      LOG.info("Reference data loaded: {}", version);
    }
    return Boolean.TRUE.equals(loaded);
  }

  private boolean isLoaded(String version) {
    return Boolean.TRUE.equals(
        database.queryForObject(
            "select exists (select from reference_version where version = ?)",
            Boolean.class,
            version));
  }

  private void replace(PackagedReference data) {
    Date today = Date.valueOf(LocalDate.now(clock));
    update(
        """
        insert into prefecture (code, name, kana)
        select * from unnest(?::text[], ?::text[], ?::text[])
        on conflict (code) do update set name = excluded.name, kana = excluded.kana
        """,
        data.prefectures(),
        3);

    incoming("municipality", data.municipalities(), 3);
    database.update(
        """
        insert into municipality (code, prefecture, name, kana, origin)
        select code, left(code, 2), name, kana, 'package' from incoming_municipality
        on conflict (code) do update
        set name = excluded.name, kana = excluded.kana, ended_on = null
        where municipality.origin = 'package'
        """);
    database.update(
        """
        update municipality
        set ended_on = ?
        where origin = 'package' and ended_on is null
          and code not in (select code from incoming_municipality)
        """,
        today);

    incoming("bank", withDemo(data.banks(), DEMO_BANK), 3);
    database.update(
        """
        insert into bank (code, name, kana, origin)
        select code, name, kana, case code when ? then 'demo' else 'package' end
        from incoming_bank
        on conflict (code) do update
        set name = excluded.name, kana = excluded.kana, ended_on = null
        """,
        BankCode.DEMO.value());
    database.update(
        """
        update bank
        set ended_on = ?
        where ended_on is null and code not in (select code from incoming_bank)
        """,
        today);

    incoming("branch", withDemo(data.branches(), DEMO_BRANCH), 4);
    database.update(
        """
        insert into branch (bank, code, name, kana, origin)
        select bank, code, name, kana, case bank when ? then 'demo' else 'package' end
        from incoming_branch
        on conflict (bank, code) do update
        set name = excluded.name, kana = excluded.kana, ended_on = null
        where (branch.name, branch.kana) is distinct from (excluded.name, excluded.kana)
          or branch.ended_on is not null
        """,
        BankCode.DEMO.value());
    database.update(
        """
        update branch
        set ended_on = ?
        where ended_on is null
          and (bank, code) not in (select bank, code from incoming_branch)
        """,
        today);
  }

  private List<List<String>> withDemo(List<List<String>> packaged, List<String> demo) {
    if (!demoBank) {
      return packaged;
    }
    List<List<String>> all = new ArrayList<>(packaged);
    all.add(demo);
    return all;
  }

  /** The rows as a table for the time of the transaction, so that they can be compared. */
  private void incoming(String table, List<List<String>> rows, int columns) {
    String bank = columns == 4 ? "bank text not null, " : "";
    database.execute(
        "create temporary table incoming_"
            + table
            + " ("
            + bank
            + "code text not null, name text not null, kana text not null) on commit drop");
    String arrays = String.join(", ", Collections.nCopies(columns, "?::text[]"));
    update(
        "insert into incoming_" + table + " select * from unnest(" + arrays + ")", rows, columns);
    database.execute("analyze incoming_" + table);
  }

  /** One statement for any number of rows: a parameter is a column. */
  private void update(String sql, List<List<String>> rows, int columns) {
    database.update(
        connection -> {
          var statement = connection.prepareStatement(sql);
          for (int i = 0; i < columns; i++) {
            int column = i;
            Object[] values = rows.stream().map(row -> row.get(column)).toArray();
            statement.setArray(i + 1, connection.createArrayOf("text", values));
          }
          return statement;
        });
  }
}
