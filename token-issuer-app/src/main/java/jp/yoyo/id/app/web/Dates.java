package jp.yoyo.id.app.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates and times as people write them, in Japan's time. */
public final class Dates {

  /** Where all of this happens. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  private final Locale locale;

  public Dates(Locale locale) {
    this.locale = locale;
  }

  /** 2026年6月1日（月） · Mon, 1 June 2026. */
  public String date(LocalDate date) {
    return format(date, "uuuu年M月d日（E）", "EEE, d MMMM uuuu");
  }

  /** The day of a moment. */
  public String date(Instant moment) {
    return date(LocalDate.ofInstant(moment, ZONE));
  }

  /** 2026年6月1日（月）14:05 · Mon, 1 June 2026, 14:05. */
  public String dateTime(Instant moment) {
    return format(moment.atZone(ZONE), "uuuu年M月d日（E）HH:mm", "EEE, d MMMM uuuu, HH:mm");
  }

  /** With seconds, for logs: 2026/06/01 14:05:09. */
  public String exact(Instant moment) {
    return format(moment.atZone(ZONE), "uuuu/MM/dd HH:mm:ss", "uuuu-MM-dd HH:mm:ss");
  }

  /** 2026年6月 · June 2026. */
  public String month(YearMonth month) {
    return format(month, "uuuu年M月", "MMMM uuuu");
  }

  /** For machines and date fields: 2026-06-01. */
  public String iso(java.time.temporal.TemporalAccessor value) {
    return value instanceof Instant moment
        ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZone(ZONE))
        : value.toString();
  }

  private String format(
      java.time.temporal.TemporalAccessor value, String japanese, String english) {
    boolean isJapanese = locale.getLanguage().equals("ja");
    return DateTimeFormatter.ofPattern(isJapanese ? japanese : english, locale).format(value);
  }
}
