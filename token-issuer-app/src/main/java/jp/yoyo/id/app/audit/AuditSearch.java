package jp.yoyo.id.app.audit;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * What to look for; null and "" look for anything.
 *
 * @param from first day, in Japan
 * @param to last day, in Japan
 * @param user user ID of who did it
 * @param sort "time" for the oldest ones first
 * @param before continue with what is older than this record, or younger if the oldest come first
 */
public record AuditSearch(
    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
    @Nullable String user,
    @Nullable String action,
    @Nullable String objectType,
    @Nullable String objectId,
    @Nullable String facility,
    @Nullable String sort,
    @Nullable Long before) {

  /** Everything. */
  static final AuditSearch ALL =
      new AuditSearch(null, null, null, null, null, null, null, null, null);

  boolean isOldestFirst() {
    return "time".equals(sort);
  }

  /** The same, going on after that record. */
  AuditSearch before(@Nullable Long id) {
    return new AuditSearch(from, to, user, action, objectType, objectId, facility, sort, id);
  }
}
