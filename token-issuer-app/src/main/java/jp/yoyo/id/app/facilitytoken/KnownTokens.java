package jp.yoyo.id.app.facilitytoken;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import jp.yoyo.id.app.keycloak.FacilityToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What Keycloak last said of the tokens; never a token. One statement each unless it says
 * otherwise.
 */
@Repository
public class KnownTokens {

  /**
   * A token as it was last seen.
   *
   * @param owner on whose behalf Keycloak can be asked about it
   */
  public record Known(
      String id,
      String facility,
      String label,
      String terminal,
      String state,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant lastUsedAt,
      String owner) {

    /** Whether it can still be exchanged. */
    public boolean isGood() {
      return state.equals("active") || state.equals("overlapping");
    }

    public boolean isActive() {
      return state.equals("active");
    }
  }

  private final JdbcClient database;
  private final Clock clock;

  KnownTokens(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Those of a facility, the newest first. */
  List<Known> ofFacility(String alias) {
    return database
        .sql(
            """
            select * from facility_token where facility_alias = :alias
            order by created_at desc, token_id limit 200
            """)
        .param("alias", alias)
        .query(KnownTokens::row)
        .list();
  }

  Optional<Known> find(String id) {
    return database
        .sql("select * from facility_token where token_id = :id")
        .param("id", id)
        .query(KnownTokens::row)
        .optional();
  }

  /** Everything that Keycloak said of a facility. A statement for each token. */
  @Transactional
  public void saw(String facility, List<FacilityToken> tokens, String owner) {
    tokens.forEach(token -> put(facility, token, owner));
  }

  private void put(String facility, FacilityToken token, String owner) {
    put(
        new Known(
            token.id(),
            facility,
            token.label(),
            token.terminal(),
            token.state().toLowerCase(java.util.Locale.ROOT),
            token.createdAt(),
            token.expiresAt(),
            token.lastUsedAt(),
            owner));
  }

  /** The owner stays the first one: an office that looks on does not become it. */
  void put(Known token) {
    database
        .sql(
            """
            insert into facility_token (token_id, facility_alias, label, terminal, state,
              created_at, expires_at, last_used_at, owner, seen_at)
            values (:id, :facility, :label, :terminal, :state, :created, :expires, :used, :owner,
              :now)
            on conflict (token_id) do update set state = excluded.state, label = excluded.label,
              terminal = excluded.terminal, expires_at = excluded.expires_at,
              last_used_at = coalesce(excluded.last_used_at, facility_token.last_used_at),
              seen_at = excluded.seen_at
            """)
        .param("id", token.id())
        .param("facility", token.facility())
        .param("label", token.label())
        .param("terminal", token.terminal())
        .param("state", token.state())
        .param("created", TokenApplications.utc(token.createdAt()))
        .param("expires", TokenApplications.utc(token.expiresAt()))
        .param(
            "used", token.lastUsedAt() == null ? null : TokenApplications.utc(token.lastUsedAt()))
        .param("owner", token.owner())
        .param("now", TokenApplications.utc(clock.instant()))
        .update();
  }

  void state(String id, String state) {
    database
        .sql("update facility_token set state = :state, seen_at = :now where token_id = :id")
        .param("state", state)
        .param("now", TokenApplications.utc(clock.instant()))
        .param("id", id)
        .update();
  }

  void allRevoked(String facility) {
    database
        .sql(
            """
            update facility_token set state = 'revoked', seen_at = :now
            where facility_alias = :alias and state in ('active', 'overlapping')
            """)
        .param("now", TokenApplications.utc(clock.instant()))
        .param("alias", facility)
        .update();
  }

  /**
   * Active ones whose end is so many days away that they are to be reminded of it, and were not.
   *
   * @param days away at most; less than that when the token was issued is not reminded of
   * @param next away at least: what is nearer has a reminder of its own
   */
  List<Known> toRemind(int days, int next, int most) {
    Instant now = clock.instant();
    return database
        .sql(
            """
            select t.* from facility_token t
            where t.state = 'active' and t.expires_at > :from and t.expires_at <= :until
              and t.created_at < t.expires_at - make_interval(days => :days)
              and not exists (select 1 from facility_token_reminder r
                where r.token_id = t.token_id and r.days = :days)
            order by t.expires_at, t.token_id limit :most
            """)
        .param("from", TokenApplications.utc(now.plus(Duration.ofDays(next))))
        .param("until", TokenApplications.utc(now.plus(Duration.ofDays(days))))
        .param("days", days)
        .param("most", most)
        .query(KnownTokens::row)
        .list();
  }

  /** Whether the reminder was not noted before. */
  boolean remind(String id, int days) {
    return database
            .sql(
                """
                insert into facility_token_reminder (token_id, days, sent_at)
                values (:id, :days, :now) on conflict do nothing
                """)
            .param("id", id)
            .param("days", days)
            .param("now", TokenApplications.utc(clock.instant()))
            .update()
        == 1;
  }

  private static Known row(ResultSet row, int number) throws SQLException {
    OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
    return new Known(
        row.getString("token_id"),
        row.getString("facility_alias"),
        row.getString("label"),
        row.getString("terminal"),
        row.getString("state"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        used == null ? null : used.toInstant(),
        row.getString("owner"));
  }
}
