package jp.yoyo.id.organizationadmin;

import java.util.Locale;
import java.util.Optional;

/** What can be amiss with an account, and how the database says so. */
enum AccountCondition {
  /** Not logged in since a moment, nor registered since then. */
  UNUSED("coalesce(a.last_login, a.created_at, 0) < ?"),
  NEVER_LOGGED_IN("a.last_login is null"),
  TEMPORARY_PASSWORD_EXPIRED("a.expired"),
  /** Of administrators only. */
  WITHOUT_SECOND_FACTOR("a.administrator and not a.second_factor");

  private final String sql;

  AccountCondition(String sql) {
    this.sql = sql;
  }

  /** Over the columns of {@code a}; {@link #UNUSED} takes the moment as its parameter. */
  String sql() {
    return sql;
  }

  /** As in the API. */
  String api() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The condition of that name; empty for anything else. */
  static Optional<AccountCondition> ofApi(String name) {
    for (AccountCondition condition : values()) {
      if (condition.api().equals(name)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }
}
