package jp.yoyo.id.app.issuance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts that were issued or are to be. */
@Repository
class Issuances {

  /** Counting further would take longer than it is worth. */
  private static final int COUNTED = 10_000;

  private static final String OPEN_STATES = "('issued', 'mail_sent', 'expired')";

  private final JdbcClient database;
  private final Clock clock;

  Issuances(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  void insert(Actor actor, UUID id, NewIssuance issuance) {
    Administrator administrator = issuance.administrator();
    database
        .sql(
            """
            insert into account_issuance (id, alias, organization_type, supervisor_alias,
              facility_id, run_id, code, display_name, prefecture, user_id, last_name, first_name,
              last_name_kana, first_name_kana, email, state, requested_by, requested_by_name,
              requested_at, changed_at)
            values (:id, :alias, :type, :supervisor, :facility, :run, :code, :displayName,
              :prefecture, :userId, :lastName, :firstName, :lastNameKana, :firstNameKana, :email,
              'waiting', :requestedBy, :requestedByName, :now, :now)
            """)
        .param("id", id)
        .param("alias", issuance.alias())
        .param("type", issuance.type().catalogueName())
        .param("supervisor", actor.organization().alias())
        .param("facility", issuance.facilityId(), Types.OTHER)
        .param("run", issuance.runId(), Types.OTHER)
        .param("code", issuance.code())
        .param("displayName", issuance.displayName())
        .param("prefecture", issuance.prefecture())
        .params(administrator(administrator))
        .param("requestedBy", actor.userId())
        .param("requestedByName", actor.displayName())
        .param("now", now())
        .update();
  }

  private static Map<String, Object> administrator(Administrator administrator) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("userId", administrator.userId());
    parameters.put("lastName", administrator.lastName());
    parameters.put("firstName", administrator.firstName());
    parameters.put("lastNameKana", administrator.lastNameKana());
    parameters.put("firstNameKana", administrator.firstNameKana());
    parameters.put("email", administrator.email());
    return parameters;
  }

  Optional<Issuance> find(UUID id) {
    return database
        .sql("select * from account_issuance where id = :id")
        .param("id", id)
        .query(Issuances::issuance)
        .optional();
  }

  /** The accounts of an organisation or of all, as the actor may see them. */
  private record Condition(String sql, Map<String, Object> parameters) {

    static Condition of(Actor actor, IssuanceSearch search) {
      List<String> all = new ArrayList<>(List.of("true"));
      Map<String, Object> parameters = new HashMap<>();
      if (!actor.is(OrganizationType.CENTRAL)) {
        all.add("supervisor_alias = :supervisor");
        parameters.put("supervisor", actor.organization().alias());
      }
      search
          .state()
          .ifPresent(
              state -> {
                all.add("state = :state");
                parameters.put("state", state.column());
              });
      String text = search.text().replace("\0", "").strip().toLowerCase(Locale.ROOT);
      if (!text.isEmpty()) {
        all.add(
            """
            (position(:text in lower(display_name)) > 0 or position(:text in code) = 1
              or position(:text in coalesce(user_id, '')) > 0 or position(:text in lower(email)) > 0)
            """);
        parameters.put("text", text);
      }
      return new Condition(String.join(" and ", all), parameters);
    }
  }

  /** Two statements. */
  PageOf<Issuance> search(Actor actor, IssuanceSearch search, int number) {
    Condition condition = Condition.of(actor, search);
    List<Issuance> items =
        database
            .sql(
                "select * from account_issuance where "
                    + condition.sql
                    + " order by "
                    + search.sort().order()
                    + " limit :most offset :skip")
            .params(condition.parameters)
            .param("most", PageOf.SIZE)
            .param("skip", PageOf.skip(number, PageOf.SIZE))
            .query(Issuances::issuance)
            .list();
    long total =
        database
            .sql(
                "select count(*) from (select 1 from account_issuance where "
                    + condition.sql
                    + " limit :most) counted")
            .params(condition.parameters)
            .param("most", COUNTED + 1)
            .query(Long.class)
            .single();
    return new PageOf<>(items, Math.min(total, COUNTED), total <= COUNTED, number, PageOf.SIZE);
  }

  void each(Actor actor, IssuanceSearch search, Consumer<Issuance> consumer) {
    Condition condition = Condition.of(actor, search);
    try (Stream<Issuance> all =
        database
            .sql(
                "select * from account_issuance where "
                    + condition.sql
                    + " order by "
                    + search.sort().order())
            .params(condition.parameters)
            .query(Issuances::issuance)
            .stream()) {
      all.forEach(consumer);
    }
  }

  /** How many of a supervisor's accounts are in each state. */
  Map<IssuanceState, Long> countByState(String supervisorAlias) {
    Map<IssuanceState, Long> counts = new HashMap<>();
    database
        .sql(
            """
            select state, count(*) as number from account_issuance
            where supervisor_alias = :supervisor group by state
            """)
        .param("supervisor", supervisorAlias)
        .query(
            row -> {
              counts.put(
                  IssuanceState.of(row.getString("state")).orElseThrow(), row.getLong("number"));
            });
    return counts;
  }

  /** That of a facility, or of an office by its alias. */
  Optional<Issuance> findByAlias(String alias) {
    return database
        .sql("select * from account_issuance where alias = :alias")
        .param("alias", alias)
        .query(Issuances::issuance)
        .optional();
  }

  /**
   * Becomes another state, unless somebody was faster.
   *
   * @return whether it did
   */
  boolean become(Issuance issuance, IssuanceState state, @Nullable String problem) {
    if (!issuance.state().mayBecome(state)) {
      return false;
    }
    return database
            .sql(
                """
                update account_issuance set state = :state, problem = :problem,
                  version = version + 1, changed_at = :now
                where id = :id and state = :before and attempt = :attempt
                """)
            .param("state", state.column())
            .param("problem", problem, Types.VARCHAR)
            .param("now", now())
            .param("id", issuance.id())
            .param("before", issuance.state().column())
            .param("attempt", issuance.attempt())
            .update()
        == 1;
  }

  /** There is an account now. */
  void issued(Issuance issuance, String memberId, String userId, IssuanceState state) {
    database
        .sql(
            """
            update account_issuance set state = :state, problem = null, member_id = :member,
              user_id = :userId, version = version + 1, changed_at = :now
            where id = :id and attempt = :attempt and member_id is null
            """)
        .param("state", state.column())
        .param("member", memberId)
        .param("userId", userId)
        .param("now", now())
        .param("id", issuance.id())
        .param("attempt", issuance.attempt())
        .update();
  }

  /** Is to be sent again. Whether it still had that version. */
  boolean again(Issuance issuance, int version) {
    return issuance.state().maySendAgain()
        && database
                .sql(
                    """
                    update account_issuance set state = 'waiting', problem = null,
                      attempt = attempt + 1, version = version + 1, changed_at = :now
                    where id = :id and version = :version
                    """)
                .param("now", now())
                .param("id", issuance.id())
                .param("version", version)
                .update()
            == 1;
  }

  /** The administrator as corrected, while there is none in Keycloak. */
  void correct(UUID id, Administrator administrator) {
    database
        .sql(
            """
            update account_issuance set user_id = :userId, last_name = :lastName,
              first_name = :firstName, last_name_kana = :lastNameKana,
              first_name_kana = :firstNameKana, email = :email
            where id = :id and member_id is null
            """)
        .param("id", id)
        .params(administrator(administrator))
        .update();
  }

  /** Those that were not looked at since then, the longest ago first; nobody else gets them. */
  List<Issuance> takeUnchecked(Instant before, int most) {
    return database
        .sql(
            "update account_issuance set checked_at = :now where id in (select id from account_issuance"
                + " where state in "
                + OPEN_STATES
                + " and (checked_at is null or checked_at < :before)"
                + " order by checked_at nulls first limit :most for update skip locked) returning *")
        .param("now", now())
        .param("before", OffsetDateTime.ofInstant(before, ZoneOffset.UTC))
        .param("most", most)
        .query(Issuances::issuance)
        .list();
  }

  private static Issuance issuance(ResultSet row, int number) throws SQLException {
    OffsetDateTime checkedAt = row.getObject("checked_at", OffsetDateTime.class);
    return new Issuance(
        row.getObject("id", UUID.class),
        row.getString("alias"),
        OrganizationType.named(row.getString("organization_type")).orElseThrow(),
        row.getString("supervisor_alias"),
        row.getObject("facility_id", UUID.class),
        row.getObject("run_id", UUID.class),
        row.getString("code"),
        row.getString("display_name"),
        row.getString("prefecture"),
        new Administrator(
            row.getString("user_id"),
            row.getString("last_name"),
            row.getString("first_name"),
            row.getString("last_name_kana"),
            row.getString("first_name_kana"),
            row.getString("email")),
        row.getString("member_id"),
        IssuanceState.of(row.getString("state")).orElseThrow(),
        row.getString("problem"),
        row.getInt("attempt"),
        row.getInt("version"),
        row.getString("requested_by"),
        row.getString("requested_by_name"),
        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
        checkedAt == null ? null : checkedAt.toInstant());
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
