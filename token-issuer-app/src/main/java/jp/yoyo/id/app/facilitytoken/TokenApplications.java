package jp.yoyo.id.app.facilitytoken;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.facilitytoken.TokenApplication.Applicant;
import jp.yoyo.id.app.facilitytoken.TokenApplication.Signature;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Command;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The table of token applications. Each call is one statement unless it says otherwise. */
@Repository
class TokenApplications {

  private final JdbcClient database;
  private final JsonMapper json;

  TokenApplications(JdbcClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  Optional<TokenApplication> find(UUID id) {
    return database
        .sql("select * from facility_token_application where id = :id")
        .param("id", id)
        .query(this::read)
        .optional();
  }

  /** Those of a facility, newest first. */
  List<TokenApplication> ofFacility(String alias, int most) {
    return database
        .sql(
            """
            select * from facility_token_application where facility_alias = :alias
            order by created_at desc, id limit :most
            """)
        .param("alias", alias)
        .param("most", most)
        .query(this::read)
        .list();
  }

  /**
   * The reference number of an application of the facility for the very same, which is under way or
   * has brought a token that is still good; empty where there is none.
   *
   * @param own the application that is compared, which is no twin of itself
   */
  Optional<String> twin(String alias, TokenApplicationContent content, @Nullable UUID own) {
    return database
        .sql(
            """
            select a.reference_number from facility_token_application a
            left join facility_token t on t.token_id = a.token_id
            where a.facility_alias = :alias and a.kind = :kind and a.id is distinct from :own
              and a.content ->> 'appName' = :app and a.content ->> 'terminal' = :terminal
              and a.content ->> 'targetToken' = :target
              and (a.state in ('submitted', 'forwarded', 'approved', 'handed_over')
                or (a.state = 'claimed' and t.state in ('active', 'overlapping')
                  and t.expires_at > now()))
            order by a.submitted_at limit 1
            """)
        .param("alias", alias)
        .param("kind", content.kind().column())
        .param("own", own, java.sql.Types.OTHER)
        .param("app", content.appName())
        .param("terminal", content.terminal())
        .param("target", content.targetToken())
        .query(String.class)
        .optional();
  }

  /** How many of an office's applications are in a state; of all offices for "". */
  long count(String supervisor, TokenApplicationState state) {
    return database
        .sql(
            """
            select count(*) from facility_token_application
            where state = :state and submitted_at is not null
              and (:supervisor = '' or supervisor_alias = :supervisor)
            """)
        .param("state", state.column())
        .param("supervisor", supervisor)
        .query(Long.class)
        .single();
  }

  /** A new draft. Two statements. */
  void insert(
      UUID id,
      String referenceNumber,
      Applicant facility,
      TokenApplicationContent content,
      Actor actor,
      Instant now) {
    database
        .sql(
            """
            insert into facility_token_application (id, reference_number, facility_id,
              facility_alias, facility_code, facility_name, prefecture, municipality_code,
              supervisor_alias, kind, content, state, created_at, changed_at)
            values (:id, :referenceNumber, :facility, :alias, :code, :name, :prefecture,
              :municipality, :supervisor, :kind, :content::jsonb, 'draft', :now, :now)
            """)
        .param("id", id)
        .param("referenceNumber", referenceNumber)
        .param("facility", facility.id())
        .param("alias", facility.alias())
        .param("code", facility.code())
        .param("name", facility.name())
        .param("prefecture", facility.prefecture())
        .param("municipality", facility.municipalityCode())
        .param("supervisor", facility.supervisor())
        .param("kind", content.kind().column())
        .param("content", json.writeValueAsString(content))
        .param("now", utc(now))
        .update();
    addEditor(id, actor);
  }

  void addEditor(UUID id, Actor actor) {
    database
        .sql(
            """
            insert into facility_token_application_editor (application_id, user_id,
              organization_alias)
            values (:id, :user, :organization) on conflict do nothing
            """)
        .param("id", id)
        .param("user", actor.userId())
        .param("organization", actor.organization().alias())
        .update();
  }

  /** Whether that user had a hand in what the application says. */
  boolean isEditor(UUID id, String userId) {
    return database
        .sql(
            """
            select exists (select 1 from facility_token_application_editor
              where application_id = :id and user_id = :user)
            """)
        .param("id", id)
        .param("user", userId)
        .query(Boolean.class)
        .single();
  }

  /** Whether that user filled it in for the facility itself, as one of its people. */
  boolean isApplicant(TokenApplication application, String userId) {
    return database
        .sql(
            """
            select exists (select 1 from facility_token_application_editor
              where application_id = :id and user_id = :user and organization_alias = :facility)
            """)
        .param("id", application.id())
        .param("user", userId)
        .param("facility", application.facility().alias())
        .query(Boolean.class)
        .single();
  }

  /** Whether it was still the version that was seen, in the state that it had. */
  boolean change(TokenApplication seen, int version, TokenApplicationContent content, Instant now) {
    return database
            .sql(
                """
                update facility_token_application set kind = :kind, content = :content::jsonb,
                  version = version + 1, changed_at = :now
                where id = :id and version = :version and state = :state
                """)
            .param("kind", content.kind().column())
            .param("content", json.writeValueAsString(content))
            .param("now", utc(now))
            .param("id", seen.id())
            .param("version", version)
            .param("state", seen.state().column())
            .update()
        == 1;
  }

  boolean submit(
      TokenApplication seen,
      int version,
      TokenApplicationState to,
      Applicant facility,
      Actor actor,
      Instant now) {
    return database
            .sql(
                """
                update facility_token_application set state = :to, version = version + 1,
                  changed_at = :now, submitted_by = :user, submitted_by_name = :userName,
                  submitted_at = :now, facility_code = :code, facility_name = :name,
                  prefecture = :prefecture, municipality_code = :municipality,
                  supervisor_alias = :supervisor, forwarded_by = null, forwarded_by_name = null,
                  forwarded_at = null, approved_by = null, approved_by_name = null,
                  approved_at = null
                where id = :id and version = :version and state = :from
                """)
            .param("to", to.column())
            .param("now", utc(now))
            .param("user", actor.userId())
            .param("userName", actor.displayName())
            .param("code", facility.code())
            .param("name", facility.name())
            .param("prefecture", facility.prefecture())
            .param("municipality", facility.municipalityCode())
            .param("supervisor", facility.supervisor())
            .param("id", seen.id())
            .param("version", version)
            .param("from", seen.state().column())
            .update()
        == 1;
  }

  /** Another state without anybody's signature. */
  boolean move(
      TokenApplication seen,
      int version,
      TokenApplicationState to,
      @Nullable String comment,
      Instant now) {
    return database
            .sql(
                """
                update facility_token_application set state = :to, version = version + 1,
                  changed_at = :now, comment = coalesce(:comment, comment)
                where id = :id and version = :version and state = :from
                """)
            .param("to", to.column())
            .param("now", utc(now))
            .param("comment", comment)
            .param("id", seen.id())
            .param("version", version)
            .param("from", seen.state().column())
            .update()
        == 1;
  }

  /**
   * Another state, signed. What nobody may sign who had the application in hand before is part of
   * the statement: two at once cannot pass each other.
   */
  boolean sign(
      TokenApplication seen,
      int version,
      Command command,
      TokenApplicationState to,
      Actor actor,
      Instant now) {
    String column =
        switch (command) {
          case FORWARD -> "forwarded";
          case APPROVE, END -> "approved";
          case HAND_OVER, REISSUE_CODE -> "handed_over";
          default -> throw new IllegalArgumentException(command + " is not signed");
        };
    String fourEyes =
        command.party() == TokenApplicationState.Party.CENTRAL
            ? """
             and forwarded_by is distinct from :user
             and not exists (select 1 from facility_token_application_editor
               where application_id = :id and user_id = :user)
            """
            : """
             and not exists (select 1 from facility_token_application_editor
               where application_id = :id and user_id = :user
                 and organization_alias = facility_alias)
            """;
    return database
            .sql(
                """
                update facility_token_application set state = :to, version = version + 1,
                  changed_at = :now, comment = '', %1$s_by = :user, %1$s_by_name = :userName,
                  %1$s_at = :now
                where id = :id and version = :version and state = :from
                """
                        .formatted(column)
                    + fourEyes)
            .param("to", to.column())
            .param("now", utc(now))
            .param("user", actor.userId())
            .param("userName", actor.displayName())
            .param("id", seen.id())
            .param("version", version)
            .param("from", seen.state().column())
            .update()
        == 1;
  }

  /** The end of a claim, if it is still the one that has begun. */
  boolean claimed(UUID id, UUID claiming, String tokenId, Actor actor, Instant now) {
    return database
            .sql(
                """
                update facility_token_application a set state = 'claimed', version = version + 1,
                  changed_at = :now, claimed_by = :user, claimed_by_name = :userName,
                  claimed_at = :now, token_id = :token
                where id = :id and state = 'handed_over'
                  and exists (select 1 from facility_token_claim_code c
                    where c.application_id = a.id and c.claiming = :claiming)
                """)
            .param("now", utc(now))
            .param("user", actor.userId())
            .param("userName", actor.displayName())
            .param("token", tokenId)
            .param("id", id)
            .param("claiming", claiming)
            .update()
        == 1;
  }

  TokenApplication read(ResultSet row, int number) throws SQLException {
    return new TokenApplication(
        row.getObject("id", UUID.class),
        row.getString("reference_number"),
        new Applicant(
            row.getObject("facility_id", UUID.class),
            row.getString("facility_alias"),
            row.getString("facility_code"),
            row.getString("facility_name"),
            row.getString("prefecture"),
            row.getString("municipality_code"),
            row.getString("supervisor_alias")),
        json.readValue(row.getString("content"), TokenApplicationContent.class),
        TokenApplicationState.of(row.getString("state")),
        row.getInt("version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
        signature(row, "submitted"),
        signature(row, "forwarded"),
        signature(row, "approved"),
        signature(row, "handed_over"),
        signature(row, "claimed"),
        row.getString("comment"),
        row.getString("token_id"));
  }

  private static @Nullable Signature signature(ResultSet row, String what) throws SQLException {
    String userId = row.getString(what + "_by");
    return userId == null
        ? null
        : new Signature(
            userId,
            Objects.requireNonNullElse(row.getString(what + "_by_name"), ""),
            row.getObject(what + "_at", OffsetDateTime.class).toInstant());
  }

  static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
