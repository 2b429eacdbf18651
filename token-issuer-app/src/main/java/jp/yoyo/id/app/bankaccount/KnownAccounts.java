package jp.yoyo.id.app.bankaccount;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts that 国保総合システム knows, and what banks answered about accounts. */
@Repository
class KnownAccounts {

  /** An account that 国保総合システム knows. */
  public record Known(BankAccount account, Instant importedAt) {}

  /**
   * 口座確認の結果.
   *
   * @param result 0 確認済, 1 該当口座なし, 2 受取人名相違, 9 その他
   */
  public record Verification(String result, Instant at) {}

  private final JdbcClient database;

  KnownAccounts(JdbcClient database) {
    this.database = database;
  }

  /** By the facility's code; if there is none, by another code that it holds today (医科歯科併設). */
  Optional<Known> of(String facilityCode) {
    return database
        .sql(
            """
            select * from known_bank_account k
            where k.facility_code = :code or k.facility_code in (
              select other.code from facility_code c
              join facility_code other on other.facility_id = c.facility_id
              cross join (select (now() at time zone 'Asia/Tokyo')::date as day) today
              where c.code = :code and c.valid_from <= day
                and (c.valid_until is null or c.valid_until > day)
                and other.valid_from <= day
                and (other.valid_until is null or other.valid_until > day))
            order by k.facility_code = :code desc, k.imported_at desc limit 1
            """)
        .param("code", facilityCode)
        .query(
            (row, number) ->
                new Known(
                    BankAccount.of(row),
                    row.getObject("imported_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  /** What the bank said last about this very account. */
  Optional<Verification> verification(String facilityCode, BankAccount account) {
    return database
        .sql(
            """
            select result, imported_at from bank_account_verification
            where facility_code = :code and bank = :bank and branch = :branch and kind = :kind
              and number = :number
            order by id desc limit 1
            """)
        .param("code", facilityCode)
        .param("bank", account.bank().value())
        .param("branch", account.branch().value())
        .param("kind", account.kindCode())
        .param("number", account.number().value())
        .query(
            (row, number) ->
                new Verification(
                    row.getString("result"),
                    row.getObject("imported_at", OffsetDateTime.class).toInstant()))
        .optional();
  }
}
