package jp.yoyo.id.app.audit;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import jp.yoyo.id.app.web.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * What was recorded, in people's words: pages and files say the same. The words are messages {@code
 * audit.action.…}, {@code audit.type.…}, {@code audit.field.<type>.…} and {@code
 * audit.value.<type>.<field>.…}; what has none is shown as it was recorded.
 */
public final class AuditLabels {

  /** What may stand in a key: a state, a kind, a step; never a text that somebody typed. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");

  private final MessageSource texts;
  private final Locale locale;
  private final Dates dates;

  public AuditLabels(MessageSource texts, Locale locale) {
    this.texts = texts;
    this.locale = locale;
    this.dates = new Dates(locale);
  }

  /** What was done. */
  public String action(String action) {
    return label("audit.action." + action, action);
  }

  /** What it was done to. */
  public String type(String objectType) {
    return label("audit.type." + objectType, objectType);
  }

  /** One of its fields. */
  public String field(String objectType, String field) {
    return label("audit.field." + objectType + "." + field, field);
  }

  /** What the field holds; a word for nothing where it is null. */
  public String value(String objectType, String field, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return label("web.none", "");
    }
    try {
      if (DAY.matcher(value).matches()) {
        return dates.date(LocalDate.parse(value));
      }
      if (MONTH.matcher(value).matches()) {
        return dates.month(YearMonth.parse(value));
      }
    } catch (DateTimeException e) {
      return value; // looked like a date and is a number
    }
    return NAME.matcher(value).matches()
        ? label("audit.value." + objectType + "." + field + "." + value, value)
        : value;
  }

  private String label(String key, String otherwise) {
    return Objects.requireNonNullElse(texts.getMessage(key, null, null, locale), otherwise);
  }
}
