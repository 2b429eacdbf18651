package jp.yoyo.id.operations;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * When the help desk answers: rules, of which the first one that fits a day counts, and the days on
 * which it is closed. "1st to 10th: weekdays 10 to 19 and Saturdays 10 to 17, otherwise weekdays 10
 * to 17" is three rules.
 */
record OpeningHours(ZoneId zone, List<Rule> rules, Set<LocalDate> holidays) {

  private static final int LAST_DAY = 31;
  private static final int DAYS_AHEAD = 366;

  private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  /**
   * Hours of some days.
   *
   * @param fromDay of the month, 1 to 31
   * @param toDay of the month, inclusive
   * @param close exclusive
   */
  record Rule(Set<DayOfWeek> days, int fromDay, int toDay, LocalTime open, LocalTime close) {

    Rule {
      days = Set.copyOf(days);
      if (days.isEmpty() || fromDay < 1 || toDay > LAST_DAY || fromDay > toDay) {
        throw new IllegalArgumentException("no such days");
      }
      if (!open.isBefore(close)) {
        throw new IllegalArgumentException("opens at " + open + " and closes at " + close);
      }
    }

    boolean isFor(LocalDate date) {
      return days.contains(date.getDayOfWeek())
          && date.getDayOfMonth() >= fromDay
          && date.getDayOfMonth() <= toDay;
    }

    boolean isOfWholeMonth() {
      return fromDay == 1 && toDay == LAST_DAY;
    }
  }

  OpeningHours {
    rules = List.copyOf(rules);
    holidays = Set.copyOf(holidays);
  }

  boolean isOpenAt(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    LocalTime time = local.toLocalTime();
    return ruleOf(local.toLocalDate())
        .filter(rule -> !time.isBefore(rule.open()) && time.isBefore(rule.close()))
        .isPresent();
  }

  /** When it opens or closes next; empty if it does not within a year. */
  Optional<Instant> changesAfter(Instant moment) {
    LocalDate today = moment.atZone(zone).toLocalDate();
    for (int i = 0; i <= DAYS_AHEAD; i++) {
      LocalDate date = today.plusDays(i);
      Optional<Rule> rule = ruleOf(date);
      if (rule.isPresent()) {
        Instant opens = date.atTime(rule.get().open()).atZone(zone).toInstant();
        Instant closes = date.atTime(rule.get().close()).atZone(zone).toInstant();
        if (opens.isAfter(moment)) {
          return Optional.of(opens);
        }
        if (closes.isAfter(moment)) {
          return Optional.of(closes);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Rule> ruleOf(LocalDate date) {
    return holidays.contains(date)
        ? Optional.empty()
        : rules.stream().filter(rule -> rule.isFor(date)).findFirst();
  }

  /** As people read them: the usual ones, then those of special days of the month. */
  String in(Locale locale) {
    boolean japanese = locale.equals(Locale.JAPANESE);
    String hours = capitalized(hours(japanese));
    return holidays.isEmpty() || hours.isEmpty()
        ? hours
        : hours + (japanese ? "。休業日を除く" : ", except holidays");
  }

  private static String capitalized(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private String hours(boolean japanese) {
    List<Rule> special = rules.stream().filter(rule -> !rule.isOfWholeMonth()).toList();
    List<Rule> usual = rules.stream().filter(Rule::isOfWholeMonth).toList();
    String usualText = joined(usual, japanese);
    StringBuilder specialText = new StringBuilder();
    for (List<Rule> range :
        special.stream()
            .collect(
                Collectors.groupingBy(
                    rule -> rule.fromDay() * 100 + rule.toDay(), TreeMap::new, Collectors.toList()))
            .values()) {
      Rule first = range.get(0);
      specialText
          .append(specialText.isEmpty() ? "" : japanese ? "。" : "; ")
          .append(
              japanese
                  ? "毎月%d日～%d日は".formatted(first.fromDay(), first.toDay())
                  : "from day %d to day %d of each month "
                      .formatted(first.fromDay(), first.toDay()))
          .append(joined(range, japanese));
    }
    if (specialText.isEmpty()) {
      return usualText;
    }
    if (usualText.isEmpty()) {
      return specialText.toString();
    }
    return japanese ? usualText + "（" + specialText + "）" : usualText + " (" + specialText + ")";
  }

  private static String joined(List<Rule> rules, boolean japanese) {
    return rules.stream()
        .map(
            rule ->
                days(rule.days(), japanese)
                    + " "
                    + rule.open()
                    + (japanese ? "～" : "–")
                    + rule.close())
        .collect(Collectors.joining(japanese ? "、" : ", "));
  }

  private static String days(Set<DayOfWeek> days, boolean japanese) {
    if (days.equals(WEEKDAYS)) {
      return japanese ? "平日" : "weekdays";
    }
    if (days.size() == DayOfWeek.values().length) {
      return japanese ? "毎日" : "every day";
    }
    Locale locale = japanese ? Locale.JAPANESE : Locale.ENGLISH;
    return days.stream()
        .sorted()
        .map(day -> day.getDisplayName(days.size() == 1 ? TextStyle.FULL : TextStyle.SHORT, locale))
        .collect(Collectors.joining(japanese ? "・" : ", "));
  }
}
