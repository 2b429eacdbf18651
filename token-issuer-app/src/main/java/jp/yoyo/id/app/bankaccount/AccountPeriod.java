package jp.yoyo.id.app.bankaccount;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.UUID;

/**
 * An account that applies, or applied, to a facility.
 *
 * @param from the first month
 * @param until the first month in which it no longer applies
 */
public record AccountPeriod(
    UUID applicationId,
    String facilityCode,
    String facilityName,
    BankAccount account,
    YearMonth from,
    Optional<YearMonth> until) {

  static AccountPeriod of(ResultSet row, int number) throws SQLException {
    return new AccountPeriod(
        row.getObject("application_id", UUID.class),
        row.getString("facility_code"),
        row.getString("facility_name"),
        BankAccount.of(row),
        YearMonth.from(row.getObject("from_month", LocalDate.class)),
        Optional.ofNullable(row.getObject("until_month", LocalDate.class)).map(YearMonth::from));
  }
}
