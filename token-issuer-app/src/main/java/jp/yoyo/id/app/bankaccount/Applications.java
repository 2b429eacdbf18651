package jp.yoyo.id.app.bankaccount;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of applications. Each call is one statement unless it says otherwise. */
@Repository
class Applications {

  private final JdbcClient database;

  Applications(JdbcClient database) {
    this.database = database;
  }

  Optional<BankAccountApplication> find(UUID id) {
    return database
        .sql("select * from bank_account_application where id = :id")
        .param("id", id)
        .query(BankAccountApplication::of)
        .optional();
  }

  /** Those of a facility, newest first. */
  List<BankAccountApplication> ofFacility(String alias, int most) {
    return database
        .sql(
            """
            select * from bank_account_application where facility_alias = :alias
            order by created_at desc, id limit :most
            """)
        .param("alias", alias)
        .param("most", most)
        .query(BankAccountApplication::of)
        .list();
  }

  /**
   * A new draft. Two statements.
   *
   * @throws DuplicateKeyException if the facility has one that is not decided
   */
  void insert(
      UUID id,
      String referenceNumber,
      FacilityEntry facility,
      ApplicationValues values,
      Actor actor,
      Instant now) {
    database
        .sql(
            """
            insert into bank_account_application (id, reference_number, facility_id,
              facility_alias, facility_code, facility_name, prefecture, municipality_code, purpose,
              from_known, bank, branch, kind, number, holder, holder_differs, applies_from, state,
              created_at, changed_at)
            values (:id, :referenceNumber, :facility, :alias, :code, :name, :prefecture,
              :municipality, 'vaccination', :fromKnown, :bank, :branch, :kind, :number, :holder,
              :holderDiffers, :appliesFrom, 'draft', :now, :now)
            """)
        .param("id", id)
        .param("referenceNumber", referenceNumber)
        .param("facility", facility.id())
        .param("alias", facility.alias())
        .param("code", facility.code())
        .param("name", facility.name())
        .param("prefecture", facility.prefecture())
        .param("municipality", facility.municipalityCode())
        .param("fromKnown", values.fromKnown())
        .param("bank", values.account().bank().value())
        .param("branch", values.account().branch().value())
        .param("kind", values.account().kindCode())
        .param("number", values.account().number().value())
        .param("holder", values.account().holder().value())
        .param("holderDiffers", values.holderDiffers())
        .param("appliesFrom", firstDay(values.appliesFrom()))
        .param("now", utc(now))
        .update();
    addEditor(id, actor);
  }

  void addEditor(UUID id, Actor actor) {
    database
        .sql(
            """
            insert into bank_account_application_editor (application_id, user_id)
            values (:id, :user) on conflict do nothing
            """)
        .param("id", id)
        .param("user", actor.userId())
        .update();
  }

  boolean isEditor(UUID id, String userId) {
    return database
        .sql(
            """
            select exists (select 1 from bank_account_application_editor
              where application_id = :id and user_id = :user)
            """)
        .param("id", id)
        .param("user", userId)
        .query(Boolean.class)
        .single();
  }

  /** Whether it was still the version that was seen, in the state that it had. */
  boolean change(BankAccountApplication seen, int version, ApplicationValues values, Instant now) {
    return database
            .sql(
                """
                update bank_account_application set from_known = :fromKnown, bank = :bank,
                  branch = :branch, kind = :kind, number = :number, holder = :holder,
                  holder_differs = :holderDiffers, applies_from = :appliesFrom,
                  version = version + 1, changed_at = :now
                where id = :id and version = :version and state = :state
                """)
            .param("fromKnown", values.fromKnown())
            .param("bank", values.account().bank().value())
            .param("branch", values.account().branch().value())
            .param("kind", values.account().kindCode())
            .param("number", values.account().number().value())
            .param("holder", values.account().holder().value())
            .param("holderDiffers", values.holderDiffers())
            .param("appliesFrom", firstDay(values.appliesFrom()))
            .param("now", utc(now))
            .param("id", seen.id())
            .param("version", version)
            .param("state", seen.state().column())
            .update()
        == 1;
  }

  /** The same row with another version: what is attached has changed. */
  boolean touch(BankAccountApplication seen, int version, Instant now) {
    return database
            .sql(
                """
                update bank_account_application set version = version + 1, changed_at = :now
                where id = :id and version = :version and state = :state
                """)
            .param("now", utc(now))
            .param("id", seen.id())
            .param("version", version)
            .param("state", seen.state().column())
            .update()
        == 1;
  }

  boolean submit(
      BankAccountApplication seen,
      int version,
      ApplicationState to,
      FacilityEntry facility,
      Actor actor,
      Instant now) {
    return database
            .sql(
                """
                update bank_account_application set state = :to, version = version + 1,
                  changed_at = :now, submitted_by = :user, submitted_by_name = :userName,
                  submitted_at = :now, facility_code = :code, facility_name = :name,
                  prefecture = :prefecture, municipality_code = :municipality
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
            .param("id", seen.id())
            .param("version", version)
            .param("from", seen.state().column())
            .update()
        == 1;
  }

  boolean withdraw(BankAccountApplication seen, int version, ApplicationState to, Instant now) {
    return database
            .sql(
                """
                update bank_account_application set state = :to, version = version + 1,
                  changed_at = :now
                where id = :id and version = :version and state = :from
                """)
            .param("to", to.column())
            .param("now", utc(now))
            .param("id", seen.id())
            .param("version", version)
            .param("from", seen.state().column())
            .update()
        == 1;
  }

  boolean decide(
      BankAccountApplication seen,
      int version,
      ApplicationState to,
      String comment,
      Actor actor,
      Instant now) {
    return database
            .sql(
                """
                update bank_account_application set state = :to, version = version + 1,
                  changed_at = :now, decided_by = :user, decided_by_name = :userName,
                  decided_at = :now, comment = :comment
                where id = :id and version = :version and state = :from
                  and not exists (select 1 from bank_account_application_editor
                    where application_id = :id and user_id = :user)
                """)
            .param("to", to.column())
            .param("now", utc(now))
            .param("user", actor.userId())
            .param("userName", actor.displayName())
            .param("comment", comment)
            .param("id", seen.id())
            .param("version", version)
            .param("from", seen.state().column())
            .update()
        == 1;
  }

  /** Approved ones whose month has begun, in the order in which they begin; locked. */
  List<BankAccountApplication> due(YearMonth month, int most) {
    return database
        .sql(
            """
            select * from bank_account_application
            where state = 'approved' and applies_from <= :month
            order by applies_from, decided_at, id limit :most for update skip locked
            """)
        .param("month", firstDay(month))
        .param("most", most)
        .query(BankAccountApplication::of)
        .list();
  }

  boolean move(UUID id, ApplicationState from, ApplicationState to, Instant now) {
    return database
            .sql(
                """
                update bank_account_application set state = :to, version = version + 1,
                  changed_at = :now
                where id = :id and state = :from
                """)
            .param("to", to.column())
            .param("now", utc(now))
            .param("id", id)
            .param("from", from.column())
            .update()
        == 1;
  }

  /** How many wait for a decision. */
  long waiting(String prefecture) {
    return database
        .sql(
            """
            select count(*) from bank_account_application
            where prefecture = :prefecture and state = 'submitted' and submitted_at is not null
            """)
        .param("prefecture", prefecture)
        .query(Long.class)
        .single();
  }

  static LocalDate firstDay(YearMonth month) {
    return month.atDay(1);
  }

  static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
