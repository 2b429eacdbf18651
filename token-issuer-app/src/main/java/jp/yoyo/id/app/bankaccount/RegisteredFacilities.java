package jp.yoyo.id.app.bankaccount;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The facility register's tables. */
@Repository
class RegisteredFacilities implements FacilityDirectory {

  private final JdbcClient database;
  private final Clock clock;

  RegisteredFacilities(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<FacilityEntry> byAlias(String alias) {
    return database
        .sql(
            """
            select f.id, f.alias, f.name, f.prefecture, f.municipality_code,
              (select c.code from facility_code c
               where c.facility_id = f.id and c.valid_from <= :today
                 and (c.valid_until is null or c.valid_until > :today)
               order by c.valid_from, c.code limit 1) as code
            from facility f where f.alias = :alias and f.state = 'registered'
            """)
        .param("alias", alias)
        .param("today", LocalDate.now(clock))
        .query(
            (row, number) ->
                new FacilityEntry(
                    row.getObject("id", UUID.class),
                    row.getString("alias"),
                    Objects.requireNonNullElse(row.getString("code"), ""),
                    row.getString("name"),
                    row.getString("prefecture"),
                    row.getString("municipality_code")))
        .optional();
  }

  @Override
  public Optional<String> contactMail(String alias) {
    return database
        .sql("select contact_mail from facility where alias = :alias and contact_mail is not null")
        .param("alias", alias)
        .query(String.class)
        .optional();
  }
}
