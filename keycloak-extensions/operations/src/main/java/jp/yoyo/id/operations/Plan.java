package jp.yoyo.id.operations;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance as it is planned. All times in milliseconds since 1970 UTC.
 *
 * @param announcedFrom from when on the login pages announce it
 * @param text what users read; null for the standard sentence
 * @param operators the user IDs that may log in nevertheless
 * @param changedBy user ID of who planned, changed or began it last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Plan(
    long from,
    long until,
    long announcedFrom,
    @Nullable Text text,
    List<String> operators,
    String changedBy,
    long changedAt) {

  /** A text in both languages. */
  record Text(String ja, String en) {

    String in(Locale locale) {
      return locale.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? en : ja;
    }
  }

  /** Where a plan stands at some moment. */
  enum State {
    NONE,
    PLANNED,
    ANNOUNCED,
    ONGOING;

    String inApi() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The manual's sentence for the page of a maintenance. */
  private static final Text STANDARD =
      new Text(
          "ただいまメンテナンス中です。メンテナンス終了後に、再度ログインしてください。",
          "The system is under maintenance. Please log in again when it is over.");

  Plan {
    operators = List.copyOf(operators);
  }

  State stateAt(long now) {
    if (now >= until) {
      return State.NONE;
    }
    if (now >= from) {
      return State.ONGOING;
    }
    return now >= announcedFrom ? State.ANNOUNCED : State.PLANNED;
  }

  /** What users read. */
  @JsonIgnore
  Text shownText() {
    return text == null ? STANDARD : text;
  }

  /** Whether the user ID may log in while it lasts. */
  boolean lets(String userId) {
    return operators.contains(userId);
  }

  /** Seconds from then until it ends, at least one. */
  int secondsLeft(long now) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (until - now + 999) / 1000));
  }
}
