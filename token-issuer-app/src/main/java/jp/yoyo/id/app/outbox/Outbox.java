package jp.yoyo.id.app.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.web.ReferenceNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is to leave the app once the caller's transaction has committed: calls to Keycloak and
 * mails. A row says what to do; a worker does it, again and again until it succeeds.
 */
@Component
public class Outbox {

  /** Longer texts of exceptions help nobody. */
  /** Counting further would take longer than it is worth. */
  static final int COUNTED = 10_000;

  private static final int LONGEST_PROBLEM = 1_000;

  /** Something was added; published within the transaction, to be heard after its commit. */
  record Added() {}

  /** A message that a worker holds. */
  record Leased(OutboxMessage message, UUID lease, Instant waitingSince, String referenceNumber) {}

  private final JdbcClient database;
  private final JsonMapper json;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  Outbox(JdbcClient database, JsonMapper json, Clock clock, ApplicationEventPublisher events) {
    this.database = database;
    this.json = json;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Adds a message within the caller's transaction.
   *
   * @param key what makes it unique within its kind: with a key that there was before, nothing is
   *     added
   * @param payload written as JSON; no secret in it
   * @return whether it was added
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean add(String kind, String key, Object payload) {
    return insert(null, kind, key, key, payload);
  }

  /**
   * As {@link #add(String, String, Object)}, shown to the actor's organisation at 「送信状況」.
   *
   * @param about what it is about, in people's words: a facility's name, a user ID
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean add(Actor actor, String kind, String key, String about, Object payload) {
    return insert(actor.organization().alias(), kind, key, about, payload);
  }

  private boolean insert(
      @Nullable String organization, String kind, String key, String about, Object payload) {
    int added =
        database
            .sql(
                """
                insert into outbox_message (kind, key, payload, organization_alias, about,
                  reference_number, created_at, waiting_since, next_attempt_at)
                values (:kind, :key, :payload::jsonb, :organization, :about, :reference, :now, :now,
                  :now)
                on conflict (kind, key) do nothing
                """)
            .param("kind", kind)
            .param("key", key)
            .param("payload", json.writeValueAsString(payload))
            .param("organization", organization)
            .param("about", about)
            .param("reference", ReferenceNumber.current().orElse(null))
            .param("now", now())
            .update();
    if (added > 0) {
      events.publishEvent(new Added());
    }
    return added > 0;
  }

  /** What was added in the request with that reference number, newest first. */
  public List<OutboxEntry> byReferenceNumber(String number, int most) {
    return database
        .sql(
            """
            select * from outbox_message where reference_number = :number
            order by id desc limit :most
            """)
        .param("number", number)
        .param("most", most)
        .query(Outbox::entry)
        .list();
  }

  /** Where the message with that key stands; empty if there is none. */
  public Optional<OutboxEntry> find(String kind, String key) {
    return database
        .sql("select * from outbox_message where kind = :kind and key = :key")
        .param("kind", kind)
        .param("key", key)
        .query(Outbox::entry)
        .optional();
  }

  /** Where the messages with those keys stand, by key. One statement. */
  public Map<String, OutboxEntry> find(String kind, Collection<String> keys) {
    Map<String, OutboxEntry> found = new HashMap<>();
    if (!keys.isEmpty()) {
      database
          .sql("select * from outbox_message where kind = :kind and key in (:keys)")
          .param("kind", kind)
          .param("keys", keys)
          .query(Outbox::entry)
          .list()
          .forEach(entry -> found.put(entry.key(), entry));
    }
    return found;
  }

  /**
   * Tries a message again now that waits or has failed.
   *
   * @return whether there was something to try
   */
  @Transactional
  public boolean retry(long id) {
    boolean retried =
        database
                .sql(
                    """
                    update outbox_message set state = 'waiting', next_attempt_at = :now,
                      finished_at = null, attempts = case state when 'failed' then 0 else attempts end,
                      waiting_since = :now
                    where id = :id and state in ('waiting', 'failed')
                      and (leased_until is null or leased_until < :now)
                    """)
                .param("id", id)
                .param("now", now())
                .update()
            > 0;
    if (retried) {
      events.publishEvent(new Added());
    }
    return retried;
  }

  /** Takes up to that many due messages; nobody else gets them before the lease ends. */
  @Transactional
  List<Leased> take(Collection<String> kinds, int most, Instant leasedUntil) {
    if (kinds.isEmpty()) {
      return List.of();
    }
    UUID lease = UUID.randomUUID();
    return database
        .sql(
            """
            update outbox_message set attempts = attempts + 1, lease = :lease,
              leased_until = :until
            where id in (
              select id from outbox_message
              where state = 'waiting' and next_attempt_at <= :now
                and (leased_until is null or leased_until < :now) and kind in (:kinds)
              order by next_attempt_at, id limit :most for update skip locked)
            returning id, kind, key, attempts, payload, waiting_since,
              reference_number
            """)
        .param("lease", lease)
        .param("until", OffsetDateTime.ofInstant(leasedUntil, ZoneOffset.UTC))
        .param("now", now())
        .param("kinds", kinds)
        .param("most", most)
        .query(
            (row, number) ->
                new Leased(
                    new OutboxMessage(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getString("key"),
                        row.getInt("attempts"),
                        row.getString("payload"),
                        json),
                    lease,
                    row.getObject("waiting_since", OffsetDateTime.class).toInstant(),
                    Optional.ofNullable(row.getString("reference_number"))
                        .orElseGet(ReferenceNumber::next)))
        .list();
  }

  /** Delivered. Without effect if another worker has taken over meanwhile. */
  @Transactional
  void done(Leased leased) {
    finish(leased, OutboxState.DONE, null);
  }

  /** Not to be tried again. */
  @Transactional
  void failed(Leased leased, String problem) {
    finish(leased, OutboxState.FAILED, problem);
  }

  private void finish(Leased leased, OutboxState state, @Nullable String problem) {
    database
        .sql(
            """
            update outbox_message set state = :state, finished_at = :now, problem = :problem,
              lease = null, leased_until = null
            where id = :id and lease = :lease
            """)
        .param("state", state.column())
        .param("now", now())
        .param("problem", shortened(problem))
        .param("id", leased.message().id())
        .param("lease", leased.lease())
        .update();
  }

  /** To be tried again at that time. */
  @Transactional
  void postpone(Leased leased, Instant until, String problem) {
    database
        .sql(
            """
            update outbox_message set next_attempt_at = :until, problem = :problem, lease = null,
              leased_until = null
            where id = :id and lease = :lease
            """)
        .param("until", OffsetDateTime.ofInstant(until, ZoneOffset.UTC))
        .param("problem", shortened(problem))
        .param("id", leased.message().id())
        .param("lease", leased.lease())
        .update();
  }

  /** How many messages are in that state. */
  long count(OutboxState state) {
    return database
        .sql("select count(*) from outbox_message where state = :state")
        .param("state", state.column())
        .query(Long.class)
        .single();
  }

  /** When the oldest message was added that still waits. */
  Optional<Instant> oldestWaiting() {
    return database
        .sql("select min(created_at) from outbox_message where state = 'waiting'")
        .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
        .single()
        .map(OffsetDateTime::toInstant);
  }

  /** Forgets what was delivered before that. */
  @Transactional
  int forgetDone(Instant before) {
    return database
        .sql("delete from outbox_message where state = 'done' and finished_at < :before")
        .param("before", OffsetDateTime.ofInstant(before, ZoneOffset.UTC))
        .update();
  }

  /**
   * What to look for.
   *
   * @param organization null: of all organisations
   * @param oldestFirst instead of the newest
   */
  record Search(
      @Nullable String organization,
      @Nullable OutboxState state,
      @Nullable String kind,
      @Nullable String about,
      boolean oldestFirst) {}

  /** One statement. */
  List<OutboxEntry> search(Search search, int most, long skip) {
    Condition condition = Condition.of(search);
    return database
        .sql(
            "select * from outbox_message where "
                + condition.sql
                + (search.oldestFirst ? " order by id" : " order by id desc")
                + " limit :most offset :skip")
        .params(condition.parameters)
        .param("most", most)
        .param("skip", skip)
        .query(Outbox::entry)
        .list();
  }

  /** How many match; at most one more than {@link #COUNTED}. */
  long count(Search search) {
    Condition condition = Condition.of(search);
    return database
        .sql(
            "select count(*) from (select 1 from outbox_message where "
                + condition.sql
                + " limit :most) as matching")
        .params(condition.parameters)
        .param("most", COUNTED + 1)
        .query(Long.class)
        .single();
  }

  Optional<OutboxEntry> find(long id) {
    return database
        .sql("select * from outbox_message where id = :id")
        .param("id", id)
        .query(Outbox::entry)
        .optional();
  }

  private record Condition(String sql, Map<String, Object> parameters) {

    static Condition of(Search search) {
      List<String> all = new ArrayList<>(List.of("true"));
      Map<String, Object> parameters = new HashMap<>();
      if (search.organization != null) {
        all.add("organization_alias = :organization");
        parameters.put("organization", search.organization);
      }
      if (search.state != null) {
        all.add("state = :state");
        parameters.put("state", search.state.column());
      }
      if (search.kind != null && !search.kind.isBlank()) {
        all.add("kind = :kind");
        parameters.put("kind", search.kind);
      }
      if (search.about != null && !search.about.isBlank()) {
        all.add("(position(lower(:about) in lower(about)) > 0 or key = :about)");
        parameters.put("about", search.about.strip());
      }
      return new Condition(String.join(" and ", all), parameters);
    }
  }

  private static OutboxEntry entry(ResultSet row, int number) throws SQLException {
    OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
    return new OutboxEntry(
        row.getLong("id"),
        row.getString("kind"),
        row.getString("key"),
        row.getString("about"),
        row.getString("organization_alias"),
        OutboxState.of(row.getString("state")),
        row.getInt("attempts"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("next_attempt_at", OffsetDateTime.class).toInstant(),
        finished == null ? null : finished.toInstant(),
        row.getString("problem"),
        row.getString("reference_number"));
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static @Nullable String shortened(@Nullable String problem) {
    return problem == null || problem.length() <= LONGEST_PROBLEM
        ? problem
        : problem.substring(0, LONGEST_PROBLEM);
  }
}
