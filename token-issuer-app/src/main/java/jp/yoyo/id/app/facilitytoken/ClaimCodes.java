package jp.yoyo.id.app.facilitytoken;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of claim codes' hashes, and of codes that were wrong. One statement each. */
@Repository
public class ClaimCodes {

  /**
   * A code that is or was good.
   *
   * @param claimingUntil until when somebody is being given the token
   */
  public record Row(
      UUID application,
      String hash,
      HandOverWay way,
      Instant issuedAt,
      Instant validUntil,
      @Nullable Instant claimingUntil) {

    /** Whether it is good at that moment, as far as its time goes. */
    public boolean isValidAt(Instant moment) {
      return moment.isBefore(validUntil);
    }
  }

  private final JdbcClient database;

  ClaimCodes(JdbcClient database) {
    this.database = database;
  }

  /** The former code of the application is none any more. */
  void put(UUID application, ClaimCode code, HandOverWay way, Instant now, Instant validUntil) {
    database
        .sql(
            """
            insert into facility_token_claim_code (application_id, hash, way, issued_at,
              valid_until)
            values (:id, :hash, :way, :now, :until)
            on conflict (application_id) do update set hash = excluded.hash, way = excluded.way,
              issued_at = excluded.issued_at, valid_until = excluded.valid_until
            """)
        .param("id", application)
        .param("hash", code.hash(application))
        .param("way", way.column())
        .param("now", TokenApplications.utc(now))
        .param("until", TokenApplications.utc(validUntil))
        .update();
  }

  /** The former code is none any more, and there is no other yet. */
  void remove(UUID application) {
    database
        .sql("delete from facility_token_claim_code where application_id = :id")
        .param("id", application)
        .update();
  }

  Optional<Row> of(UUID application) {
    return database
        .sql("select * from facility_token_claim_code where application_id = :id")
        .param("id", application)
        .query(ClaimCodes::row)
        .optional();
  }

  /** Those of a facility's applications, the newest first. */
  List<Row> ofFacility(String facility) {
    return database
        .sql(
            """
            select c.* from facility_token_claim_code c
            join facility_token_application a on a.id = c.application_id
            where a.facility_alias = :alias order by c.issued_at desc limit 100
            """)
        .param("alias", facility)
        .query(ClaimCodes::row)
        .list();
  }

  /** From now on that claim alone goes on; null: none does. */
  void claiming(UUID application, @Nullable UUID claiming, @Nullable Instant until) {
    database
        .sql(
            """
            update facility_token_claim_code set claiming = :claiming, claiming_until = :until
            where application_id = :id
            """)
        .param("claiming", claiming)
        .param("until", until == null ? null : TokenApplications.utc(until))
        .param("id", application)
        .update();
  }

  /** A claim that did not succeed is over: the code is as good as before. */
  void release(UUID application, UUID claiming) {
    database
        .sql(
            """
            update facility_token_claim_code set claiming = null, claiming_until = null
            where application_id = :id and claiming = :claiming
            """)
        .param("id", application)
        .param("claiming", claiming)
        .update();
  }

  /**
   * Until the end of the transaction nobody else counts, claims or hands over for the facility: the
   * one lock that all of them take, and take first.
   */
  void lockFacility(String facility) {
    database
        .sql("select 1 from (select pg_advisory_xact_lock(hashtextextended(:alias, 70))) as locked")
        .param("alias", facility)
        .query(Integer.class)
        .single();
  }

  int wrongSince(String facility, Instant since) {
    return database
        .sql(
            """
            select count(*) from facility_token_wrong_code
            where facility_alias = :alias and at > :since
            """)
        .param("alias", facility)
        .param("since", TokenApplications.utc(since))
        .query(Integer.class)
        .single();
  }

  void addWrong(String facility, String userId, Instant now) {
    database
        .sql(
            """
            insert into facility_token_wrong_code (facility_alias, user_id, at)
            values (:alias, :user, :now)
            """)
        .param("alias", facility)
        .param("user", userId)
        .param("now", TokenApplications.utc(now))
        .update();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    OffsetDateTime claiming = row.getObject("claiming_until", OffsetDateTime.class);
    return new Row(
        row.getObject("application_id", UUID.class),
        row.getString("hash"),
        HandOverWay.named(row.getString("way")).orElseThrow(),
        row.getObject("issued_at", OffsetDateTime.class).toInstant(),
        row.getObject("valid_until", OffsetDateTime.class).toInstant(),
        claiming == null ? null : claiming.toInstant());
  }
}
