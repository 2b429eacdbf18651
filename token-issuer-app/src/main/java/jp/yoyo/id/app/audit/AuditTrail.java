package jp.yoyo.id.app.audit;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.web.ReferenceNumber;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Records who changed what. */
@Component
public class AuditTrail {

  private final JdbcClient database;
  private final JsonMapper json;
  private final Clock clock;

  AuditTrail(JdbcClient database, JsonMapper json, Clock clock) {
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Records within the caller's transaction: either both happen, the change and its record, or
   * neither.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(Actor actor, AuditEvent event) {
    database
        .sql(
            """
            insert into audit_event (occurred_at, actor_id, actor_user_name, actor_name,
              organization_alias, organization_name, action, object_type, object_id,
              facility_alias, changes, details, reference_number)
            values (:now, :actor, :userName, :name, :organization, :organizationName, :action,
              :objectType, :objectId, :facility, :changes::jsonb, :details::jsonb, :reference)
            """)
        .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .param("actor", actor.userId())
        .param("userName", actor.userName())
        .param("name", actor.displayName())
        .param("organization", actor.organization().alias())
        .param("organizationName", actor.organization().displayName())
        .param("action", event.action())
        .param("objectType", event.objectType())
        .param("objectId", event.objectId())
        .param("facility", event.facilityAlias())
        .param(
            "changes",
            json.writeValueAsString(
                event.changes().stream().filter(AuditEvent.Change::isReal).toList()))
        .param("details", json.writeValueAsString(event.details()))
        .param("reference", ReferenceNumber.current().orElse(null))
        .update();
  }
}
