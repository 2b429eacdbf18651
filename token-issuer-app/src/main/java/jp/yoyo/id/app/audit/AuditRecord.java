package jp.yoyo.id.app.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An {@link AuditEvent} as it was recorded, with who did it, when and for whom. */
public record AuditRecord(
    long id,
    Instant occurredAt,
    String actorUserName,
    String actorName,
    String organizationAlias,
    String organizationName,
    String action,
    String objectType,
    String objectId,
    @Nullable String facilityAlias,
    List<AuditEvent.Change> changes,
    Map<String, String> details,
    @Nullable String referenceNumber) {

  public AuditRecord {
    changes = List.copyOf(changes);
    details = Map.copyOf(details);
  }
}
