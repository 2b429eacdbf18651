package jp.yoyo.id.app.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of the audit trail as callers of the API see it. */
public record AuditRecordView(
    long id,
    Instant occurredAt,
    String userId,
    String userName,
    String organization,
    String organizationName,
    String action,
    String objectType,
    String objectId,
    @Nullable String facility,
    List<FieldChange> changes,
    Map<String, String> details,
    @Nullable String referenceNumber) {

  /** One field that is different since. */
  public record FieldChange(String field, @Nullable String from, @Nullable String to) {}

  public static AuditRecordView of(AuditRecord record) {
    return new AuditRecordView(
        record.id(),
        record.occurredAt(),
        record.actorUserName(),
        record.actorName(),
        record.organizationAlias(),
        record.organizationName(),
        record.action(),
        record.objectType(),
        record.objectId(),
        record.facilityAlias(),
        record.changes().stream()
            .map(change -> new FieldChange(change.field(), change.from(), change.to()))
            .toList(),
        record.details(),
        record.referenceNumber());
  }
}
