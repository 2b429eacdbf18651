package jp.yoyo.id.app.office;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.facility.KatakanaName;
import jp.yoyo.id.app.reference.Municipalities;
import jp.yoyo.id.app.reference.MunicipalityCode;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.NotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Files of changes to municipalities: looked at first, then confirmed as a whole. */
@Service
class OfficeUploads {

  private static final Duration KEPT = Duration.ofDays(1);
  private static final TypeReference<List<Row>> ROWS = new TypeReference<>() {};

  private final JdbcClient database;
  private final OfficeRegister offices;
  private final Municipalities municipalities;
  private final JsonMapper json;
  private final Clock clock;

  OfficeUploads(
      JdbcClient database,
      OfficeRegister offices,
      Municipalities municipalities,
      JsonMapper json,
      Clock clock) {
    this.database = database;
    this.offices = offices;
    this.municipalities = municipalities;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A row, and what was there when the file was uploaded.
   *
   * @param kana full width
   * @param alias of the office; null where none is registered
   * @param version of the office
   */
  public record Row(
      String code,
      String name,
      String kana,
      @Nullable LocalDate endedOn,
      @Nullable String alias,
      int version,
      @Nullable String formerName,
      @Nullable String formerKana,
      @Nullable LocalDate formerEndedOn) {

    /** new, changed or same. */
    public String effect() {
      if (alias == null) {
        return "new";
      }
      return name.equals(formerName)
              && kana.equals(formerKana)
              && Objects.equals(endedOn, formerEndedOn)
          ? "same"
          : "changed";
    }
  }

  /** A file that waits for its confirmation. */
  public record Upload(UUID id, String fileName, List<Row> rows) {

    public Upload {
      rows = List.copyOf(rows);
    }

    public long count(String effect) {
      return rows.stream().filter(row -> row.effect().equals(effect)).count();
    }
  }

  private static void requireRegistering(Actor actor) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.CENTRAL);
  }

  /**
   * Reads a file for its preview; changes nothing.
   *
   * @throws jp.yoyo.id.app.files.FileRefusedException if it is not the table it should be, or a row
   *     is wrong
   */
  @Transactional(rollbackFor = IOException.class)
  public UUID upload(Actor actor, String fileName, InputStream content) throws IOException {
    requireRegistering(actor);
    List<Row> rows = new ArrayList<>();
    for (OfficeFile.Line line : OfficeFile.read(content)) {
      rows.add(row(actor, line));
    }
    database
        .sql("delete from office_upload where uploaded_at < :before")
        .param("before", now().minus(KEPT))
        .update();
    UUID id = UUID.randomUUID();
    database
        .sql(
            """
            insert into office_upload (id, file_name, rows, uploaded_by, uploaded_at)
            values (:id, :fileName, :rows::jsonb, :user, :now)
            """)
        .param("id", id)
        .param("fileName", fileName.length() <= 200 ? fileName : fileName.substring(0, 200))
        .param("rows", json.writeValueAsString(rows))
        .param("user", actor.userId())
        .param("now", now())
        .update();
    return id;
  }

  private Row row(Actor actor, OfficeFile.Line line) {
    Optional<Office> office = offices.municipality(actor, line.code());
    OfficeChange change = line.change();
    return new Row(
        line.code().value(),
        change.name(),
        change.kana() == null ? "" : change.kana().value(),
        change.endedOn().orElse(null),
        office.map(Office::alias).orElse(null),
        office.map(Office::version).orElse(0),
        office.map(Office::name).orElse(null),
        office.map(Office::kana).orElse(null),
        office.flatMap(Office::endedOn).orElse(null));
  }

  /** Own files only: nobody confirms what somebody else has looked at. */
  Upload require(Actor actor, UUID id) {
    requireRegistering(actor);
    return database
        .sql("select * from office_upload where id = :id and uploaded_by = :user")
        .param("id", id)
        .param("user", actor.userId())
        .query(
            (row, number) ->
                new Upload(
                    row.getObject("id", UUID.class),
                    row.getString("file_name"),
                    json.readValue(row.getString("rows"), ROWS)))
        .optional()
        .orElseThrow(NotFoundException::new);
  }

  /**
   * Does all that the file says, or nothing.
   *
   * @return how many offices are new or changed
   * @throws ConflictException if it was confirmed before, or somebody else has changed one of the
   *     offices meanwhile
   */
  @Transactional
  public int confirm(Actor actor, UUID id) {
    Upload upload = require(actor, id);
    if (database.sql("delete from office_upload where id = :id").param("id", id).update() != 1) {
      throw new ConflictException("The file was confirmed before");
    }
    int done = 0;
    for (Row row : upload.rows()) {
      if (!row.effect().equals("same")) {
        apply(actor, row);
        done++;
      }
    }
    return done;
  }

  private void apply(Actor actor, Row row) {
    OfficeChange change =
        new OfficeChange(
            row.name(), new KatakanaName(row.kana()), Optional.ofNullable(row.endedOn()));
    String alias = row.alias();
    if (alias != null) {
      offices.change(actor, alias, row.version(), change);
      return;
    }
    MunicipalityCode code = new MunicipalityCode(row.code());
    UnionForm.Union union = new UnionForm.Union(code, row.name(), new KatakanaName(row.kana()));
    String registered =
        municipalities.municipality(code).isPresent()
            ? offices.registerKnown(actor, union)
            : offices.register(actor, union);
    Office now = offices.require(actor, registered);
    if (row.endedOn() != null || !now.kana().equals(row.kana())) {
      offices.change(actor, registered, now.version(), change);
    }
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
