package jp.yoyo.id.app.bankaccount;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a federation has set.
 *
 * @param deadlineDay an application for a month has to be there by this day, 31 being the last one,
 * @param deadlineMonthsBefore of the month so many months before
 * @param payer whose account is debited; empty until it was set
 */
public record FederationSetting(
    String prefecture,
    int deadlineDay,
    int deadlineMonthsBefore,
    Optional<Payer> payer,
    int version) {

  /** As the header of the banks' files has it. */
  public record Payer(String code, BankAccount account) {}

  /** How far ahead an account can be applied for. */
  private static final int MONTHS_AHEAD = 6;

  /** The last day on which an application for the month can be handed in. */
  public LocalDate deadline(YearMonth month) {
    YearMonth before = month.minusMonths(deadlineMonthsBefore);
    return before.atDay(Math.min(deadlineDay, before.lengthOfMonth()));
  }

  /** The first month that can still be applied for. */
  public YearMonth earliest(LocalDate today) {
    YearMonth month = YearMonth.from(today);
    while (deadline(month).isBefore(today)) {
      month = month.plusMonths(1);
    }
    return month;
  }

  /** The months that can be applied for. */
  public List<YearMonth> months(LocalDate today) {
    List<YearMonth> months = new ArrayList<>();
    YearMonth earliest = earliest(today);
    for (int i = 0; i < MONTHS_AHEAD; i++) {
      months.add(earliest.plusMonths(i));
    }
    return months;
  }
}
