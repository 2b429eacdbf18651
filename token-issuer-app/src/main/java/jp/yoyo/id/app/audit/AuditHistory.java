package jp.yoyo.id.app.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what was recorded. */
@Component
public class AuditHistory {

  /** More than a person reads; the export goes on where this ends. */
  static final int MOST_PER_PAGE = 1_000;

  /** Counting further would take longer than it is worth. */
  static final int COUNTED = 10_000;

  private static final TypeReference<List<AuditEvent.Change>> CHANGES = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

  private final JdbcClient database;
  private final JsonMapper json;
  private final Clock clock;

  AuditHistory(JdbcClient database, JsonMapper json, Clock clock) {
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  /**
   * The history of one object, newest first. Whoever shows the object shows its history: the caller
   * has checked that the object may be seen.
   */
  public List<AuditRecord> of(String objectType, String objectId, int most) {
    return database
        .sql(
            """
            select * from audit_event where object_type = :type and object_id = :id
            order by id desc limit :most
            """)
        .param("type", objectType)
        .param("id", objectId)
        .param("most", most)
        .query(this::read)
        .list();
  }

  /** What was recorded in the request with that reference number, for the central office. */
  public List<AuditRecord> byReferenceNumber(Actor actor, String number, int most) {
    actor.requireType(OrganizationType.CENTRAL);
    actor.require(Permission.ASSIST_USERS);
    return database
        .sql(
            """
            select * from audit_event where reference_number = :number
            order by id desc limit :most
            """)
        .param("number", number)
        .param("most", most)
        .query(this::read)
        .list();
  }

  /** Whether the actor may search at all. */
  static boolean maySearch(Actor actor) {
    return actor.may(Permission.VIEW_EVENTS)
        || (actor.is(OrganizationType.CENTRAL) && actor.may(Permission.ASSIST_USERS));
  }

  /**
   * What matches, newest first unless asked otherwise: everything for the central office, for
   * everybody else what the own organisation did or what was done to the own facility. One
   * statement.
   */
  List<AuditRecord> search(Actor actor, AuditSearch search, int most) {
    Condition condition = condition(actor, search);
    return database
        .sql(
            "select * from audit_event where "
                + condition.sql
                + (search.before() == null
                    ? ""
                    : search.isOldestFirst() ? " and id > :before" : " and id < :before")
                + (search.isOldestFirst() ? " order by id" : " order by id desc")
                + " limit :most")
        .params(condition.parameters)
        .param("before", search.before())
        .param("most", Math.min(most, MOST_PER_PAGE))
        .query(this::read)
        .list();
  }

  /** All that was ever done, as it is recorded. One statement, one look into the index for each. */
  List<String> actions(Actor actor) {
    if (!maySearch(actor)) {
      throw new AccessDeniedException(actor.userName() + " may not search the audit trail");
    }
    return database
        .sql(
            """
            with recursive each as (
              (select action from audit_event order by action limit 1)
              union all
              select (select e.action from audit_event e where e.action > each.action
                order by e.action limit 1)
              from each where each.action is not null)
            select action from each where action is not null
            """)
        .query(String.class)
        .list();
  }

  /** How many match; not more than {@link #COUNTED} are counted. */
  long count(Actor actor, AuditSearch search) {
    Condition condition = condition(actor, search);
    return database
        .sql(
            "select count(*) from (select 1 from audit_event where "
                + condition.sql
                + " limit :most) as matching")
        .params(condition.parameters)
        .param("most", COUNTED)
        .query(Long.class)
        .single();
  }

  private record Condition(String sql, Map<String, Object> parameters) {}

  private Condition condition(Actor actor, AuditSearch search) {
    if (!maySearch(actor)) {
      throw new AccessDeniedException(actor.userName() + " may not search the audit trail");
    }
    List<String> all = new ArrayList<>(List.of("true"));
    Map<String, Object> parameters = new HashMap<>();
    if (!actor.is(OrganizationType.CENTRAL)) {
      all.add("(organization_alias = :own or facility_alias = :own)");
      parameters.put("own", actor.organization().alias());
    }
    equal(all, parameters, "actor_user_name", search.user());
    equal(all, parameters, "action", search.action());
    equal(all, parameters, "object_type", search.objectType());
    equal(all, parameters, "object_id", search.objectId());
    equal(all, parameters, "facility_alias", search.facility());
    if (search.from() != null) {
      all.add("occurred_at >= :from");
      parameters.put("from", startOf(search.from()));
    }
    if (search.to() != null) {
      all.add("occurred_at < :to");
      parameters.put("to", startOf(search.to().plusDays(1)));
    }
    return new Condition(String.join(" and ", all), parameters);
  }

  private static void equal(
      List<String> all, Map<String, Object> parameters, String column, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      all.add(column + " = :" + column);
      parameters.put(column, value.strip());
    }
  }

  private OffsetDateTime startOf(LocalDate day) {
    return day.atStartOfDay(clock.getZone())
        .toOffsetDateTime()
        .withOffsetSameInstant(ZoneOffset.UTC);
  }

  private AuditRecord read(ResultSet row, int number) throws SQLException {
    return new AuditRecord(
        row.getLong("id"),
        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
        row.getString("actor_user_name"),
        row.getString("actor_name"),
        row.getString("organization_alias"),
        row.getString("organization_name"),
        row.getString("action"),
        row.getString("object_type"),
        row.getString("object_id"),
        row.getString("facility_alias"),
        json.readValue(row.getString("changes"), CHANGES),
        json.readValue(row.getString("details"), DETAILS),
        row.getString("reference_number"));
  }
}
