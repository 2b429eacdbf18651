package jp.yoyo.id.app.outbox;

import java.util.Locale;

/** Where a message stands. */
public enum OutboxState {
  /** Not delivered yet; it will be tried (again). */
  WAITING,
  /** Delivered. */
  DONE,
  /** Refused, or given up: nobody tries again unless a person asks for it. */
  FAILED;

  /** As it stands in the database and in addresses. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static OutboxState of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
