package jp.yoyo.id.app.bankaccount;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The table of accounts that apply. Each call is one statement. */
@Repository
class AccountPeriods {

  private final JdbcClient database;

  AccountPeriods(JdbcClient database) {
    this.database = database;
  }

  /** Those of a facility, the newest first. */
  List<AccountPeriod> ofFacility(String alias) {
    return database
        .sql(
            """
            select * from bank_account where facility_alias = :alias
            order by from_month desc, id desc limit 50
            """)
        .param("alias", alias)
        .query(AccountPeriod::of)
        .list();
  }

  /** The one that applies without end, locked. */
  Optional<UUID> current(BankAccountApplication application) {
    return database
        .sql(
            """
            select application_id from bank_account
            where facility_id = :facility and purpose = :purpose and until_month is null for update
            """)
        .param("facility", application.facility().id())
        .param("purpose", application.purpose().column())
        .query(UUID.class)
        .optional();
  }

  /** Ends the account of an application; one that had not begun by then never applies. */
  void end(UUID application, YearMonth until) {
    database
        .sql(
            """
            update bank_account set until_month = greatest(:until, from_month)
            where application_id = :application and until_month is null
            """)
        .param("until", until.atDay(1))
        .param("application", application)
        .update();
  }

  void start(BankAccountApplication application, YearMonth from) {
    database
        .sql(
            """
            insert into bank_account (facility_id, facility_alias, facility_code, facility_name,
              prefecture, purpose, bank, branch, kind, number, holder, from_month, application_id)
            values (:facility, :alias, :code, :name, :prefecture, :purpose, :bank, :branch, :kind,
              :number, :holder, :from, :application)
            """)
        .param("facility", application.facility().id())
        .param("alias", application.facility().alias())
        .param("code", application.facility().code())
        .param("name", application.facility().name())
        .param("prefecture", application.facility().prefecture())
        .param("purpose", application.purpose().column())
        .param("bank", application.account().bank().value())
        .param("branch", application.account().branch().value())
        .param("kind", application.account().kindCode())
        .param("number", application.account().number().value())
        .param("holder", application.account().holder().value())
        .param("from", from.atDay(1))
        .param("application", application.id())
        .update();
  }

  /** An account with what files say about its bank besides the codes. */
  record Exported(
      AccountPeriod period,
      String bankName,
      String bankKana,
      String branchName,
      String branchKana) {}

  /**
   * The accounts of a prefecture that applied in some month of the period, by facility code. Reads
   * as it goes: a prefecture has tens of thousands.
   */
  @Transactional(readOnly = true)
  public int forEach(
      String prefecture, YearMonth first, YearMonth last, Consumer<Exported> consumer) {
    int[] count = {0};
    database
        .sql(
            """
            select a.*, coalesce(bank.name, '') as bank_name, coalesce(bank.kana, '') as bank_kana,
              coalesce(branch.name, '') as branch_name, coalesce(branch.kana, '') as branch_kana
            from bank_account a
            left join bank on bank.code = a.bank
            left join branch on branch.bank = a.bank and branch.code = a.branch
            where a.prefecture = :prefecture and a.from_month <= :last
              and (a.until_month is null or a.until_month > :first)
              and (a.until_month is null or a.until_month > a.from_month)
            order by a.facility_code, a.from_month, a.id
            """)
        .param("prefecture", prefecture)
        .param("first", first.atDay(1))
        .param("last", last.atDay(1))
        .withFetchSize(1_000)
        .query(
            row -> {
              consumer.accept(
                  new Exported(
                      AccountPeriod.of(row, count[0]),
                      row.getString("bank_name"),
                      row.getString("bank_kana"),
                      row.getString("branch_name"),
                      row.getString("branch_kana")));
              count[0]++;
            });
    return count[0];
  }
}
