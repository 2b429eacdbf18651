package jp.yoyo.id.app.facilitytoken;

import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityCode;
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.facilitytoken.TokenApplicationWorkbook.Filled;
import jp.yoyo.id.app.facilitytoken.TokenApplicationWorkbook.Problem;
import jp.yoyo.id.app.files.FileName;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.NotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Filled-in forms: a facility's own, which becomes a draft, and those that a municipality has
 * received, many at a time, which it looks at before they become applications.
 */
@Service
public class TokenUploads {

  /** Files at a time. */
  static final int MOST_FILES = 50;

  private static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {};

  /** A file as it came. */
  record Incoming(String name, Source source) {}

  /** Where its bytes come from. */
  interface Source {
    InputStream open() throws IOException;
  }

  /** Files that were uploaded together. */
  public record Upload(
      UUID id, String state, String uploadedByName, Instant uploadedAt, List<UploadedFile> files) {

    /** How many can become applications. */
    public long good() {
      return files.stream().filter(UploadedFile::isGood).count();
    }

    public boolean isPreview() {
      return state.equals("preview");
    }
  }

  /** One of them; content is there where nothing is wrong. */
  public record UploadedFile(
      int position,
      String fileName,
      @Nullable String facilityAlias,
      @Nullable String facilityName,
      @Nullable TokenApplicationContent content,
      List<Problem> problems,
      @Nullable UUID application) {

    public boolean isGood() {
      return content != null && problems.isEmpty();
    }
  }

  private final JdbcClient database;
  private final JsonMapper json;
  private final TokenApplicationWorkbook workbook;
  private final FacilityTokenApplications applications;
  private final ClaimCodes codes;
  private final FacilityRegister register;
  private final AuditTrail audit;
  private final Clock clock;

  TokenUploads(
      JdbcClient database,
      JsonMapper json,
      TokenApplicationWorkbook workbook,
      FacilityTokenApplications applications,
      ClaimCodes codes,
      FacilityRegister register,
      AuditTrail audit,
      Clock clock) {
    this.database = database;
    this.json = json;
    this.workbook = workbook;
    this.applications = applications;
    this.codes = codes;
    this.register = register;
    this.audit = audit;
    this.clock = clock;
  }

  /** What a facility's own form says; another facility's code is as good as none. */
  Filled own(Actor actor, InputStream file) throws IOException {
    TokenPermissions.requireApplicant(actor);
    Facility facility = applications.facility(actor);
    return checked(
        workbook.read(
            file,
            code -> register.findByCode(code).filter(found -> found.id().equals(facility.id()))));
  }

  /** Reads all, notes what is wrong with which. */
  @Transactional
  public UUID upload(Actor actor, List<Incoming> files) throws IOException {
    TokenPermissions.requireMunicipality(actor);
    if (files.isEmpty()) {
      throw new RefusedTokenApplicationException("files", "facilitytoken.upload.none");
    }
    if (files.size() > MOST_FILES) {
      throw new RefusedTokenApplicationException("files", "facilitytoken.upload.many", MOST_FILES);
    }
    UUID id = UUID.randomUUID();
    database
        .sql(
            """
            insert into facility_token_upload (id, organization_alias, state, uploaded_by,
              uploaded_by_name, uploaded_at)
            values (:id, :organization, 'preview', :user, :userName, :now)
            """)
        .param("id", id)
        .param("organization", actor.organization().alias())
        .param("user", actor.userId())
        .param("userName", actor.displayName())
        .param("now", TokenApplications.utc(clock.instant()))
        .update();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      Incoming file = files.get(i);
      Filled filled;
      try (InputStream content = file.source().open()) {
        filled = checked(workbook.read(content, code -> supervised(actor, code)));
      }
      insert(id, i + 1, FileName.plain(file.name()), twice(filled, seen));
    }
    return id;
  }

  private Optional<Facility> supervised(Actor actor, FacilityCode code) {
    return register.findByCode(code).filter(f -> isSupervised(actor, f));
  }

  private static boolean isSupervised(Actor actor, Facility facility) {
    return facility.supervisorAlias().equals(actor.organization().alias()) && !facility.isClosed();
  }

  /** Where the form alone is right: what else there is against handing it in. */
  private Filled checked(Filled filled) {
    TokenApplicationContent content = filled.content();
    Facility facility = filled.facility();
    if (content == null || facility == null) {
      return filled;
    }
    List<Problem> problems = problems(facility, content);
    return problems.isEmpty() ? filled : new Filled(facility, null, problems);
  }

  private List<Problem> problems(Facility facility, TokenApplicationContent content) {
    return applications.hindrances(facility, content).stream()
        .map(
            refused ->
                new Problem(
                    TokenApplicationWorkbook.cell(refused.field()),
                    refused.key(),
                    refused.arguments().stream().map(String::valueOf).toList()))
        .toList();
  }

  /** The same form twice among the files would be applied for twice. */
  private static Filled twice(Filled filled, Set<String> seen) {
    TokenApplicationContent content = filled.content();
    Facility facility = filled.facility();
    if (content == null || facility == null) {
      return filled;
    }
    boolean first =
        seen.add(
            facility.alias()
                + "|"
                + content.kind()
                + "|"
                + content.appName()
                + "|"
                + content.terminal()
                + "|"
                + content.targetToken());
    return first
        ? filled
        : new Filled(
            facility, null, List.of(new Problem("", "facilitytoken.upload.twice", List.of())));
  }

  private void insert(UUID upload, int position, String name, Filled filled) {
    Facility facility = filled.facility();
    TokenApplicationContent content = filled.content();
    database
        .sql(
            """
            insert into facility_token_upload_file (upload_id, position, file_name,
              facility_alias, facility_name, kind, content, problems)
            values (:upload, :position, :name, :alias, :facility, :kind, :content::jsonb,
              :problems::jsonb)
            """)
        .param("upload", upload)
        .param("position", position)
        .param("name", name)
        .param("alias", facility == null ? null : facility.alias())
        .param("facility", facility == null ? null : facility.name())
        .param("kind", content == null ? null : content.kind().column())
        .param("content", content == null ? null : json.writeValueAsString(content))
        .param("problems", json.writeValueAsString(filled.problems()))
        .update();
  }

  Upload find(Actor actor, UUID id) {
    TokenPermissions.requireMunicipality(actor);
    return database
        .sql(
            """
            select * from facility_token_upload
            where id = :id and organization_alias = :organization
            """)
        .param("id", id)
        .param("organization", actor.organization().alias())
        .query(
            (row, number) ->
                new Upload(
                    id,
                    row.getString("state"),
                    row.getString("uploaded_by_name"),
                    row.getObject("uploaded_at", OffsetDateTime.class).toInstant(),
                    files(id)))
        .optional()
        .orElseThrow(NotFoundException::new);
  }

  private List<UploadedFile> files(UUID id) {
    return database
        .sql("select * from facility_token_upload_file where upload_id = :id order by position")
        .param("id", id)
        .query(this::file)
        .list();
  }

  /**
   * Makes applications of the good ones.
   *
   * @return how many
   * @throws ConflictException if that was done, or discarded, before
   */
  @Transactional
  public int confirm(Actor actor, UUID id) {
    TokenPermissions.requireMunicipality(actor);
    Upload upload = find(actor, id);
    finish(actor, id, "confirmed");
    int made = 0;
    List<UploadedFile> good =
        upload.files().stream()
            .filter(UploadedFile::isGood)
            // Facilities are locked one after the other: always in the same order.
            .sorted(Comparator.comparing(file -> Objects.requireNonNull(file.facilityAlias())))
            .toList();
    for (UploadedFile file : good) {
      if (enter(actor, id, file)) {
        made++;
      }
    }
    audit.record(
        actor,
        new AuditEvent(
            "facility-token-upload.confirm",
            "facility-token-upload",
            id.toString(),
            null,
            List.of(),
            Map.of("applications", String.valueOf(made))));
    return made;
  }

  /** Whether it became an application; what has come up since the preview is noted otherwise. */
  private boolean enter(Actor actor, UUID upload, UploadedFile file) {
    TokenApplicationContent content = Objects.requireNonNull(file.content());
    String alias = Objects.requireNonNull(file.facilityAlias());
    // What is looked at now stays so until the application is there.
    codes.lockFacility(alias);
    Facility facility =
        register.findByAlias(alias).filter(f -> isSupervised(actor, f)).orElse(null);
    List<Problem> problems =
        facility == null
            ? List.of(
                new Problem(
                    TokenApplicationWorkbook.cell("code"), "facilitytoken.file.unknown", List.of()))
            : problems(facility, content);
    UUID application =
        facility == null || !problems.isEmpty()
            ? null
            : applications.enter(actor, facility, content);
    database
        .sql(
            """
            update facility_token_upload_file
            set application_id = :application, problems = :problems::jsonb
            where upload_id = :upload and position = :position
            """)
        .param("application", application, java.sql.Types.OTHER)
        .param("problems", json.writeValueAsString(problems))
        .param("upload", upload)
        .param("position", file.position())
        .update();
    return application != null;
  }

  @Transactional
  public void discard(Actor actor, UUID id) {
    TokenPermissions.requireMunicipality(actor);
    find(actor, id);
    finish(actor, id, "discarded");
  }

  private void finish(Actor actor, UUID id, String state) {
    int changed =
        database
            .sql(
                """
                update facility_token_upload set state = :state
                where id = :id and state = 'preview' and organization_alias = :organization
                """)
            .param("state", state)
            .param("id", id)
            .param("organization", actor.organization().alias())
            .update();
    if (changed != 1) {
      throw new ConflictException("Upload " + id + " is finished");
    }
  }

  private UploadedFile file(ResultSet row, int number) throws SQLException {
    String content = row.getString("content");
    return new UploadedFile(
        row.getInt("position"),
        row.getString("file_name"),
        row.getString("facility_alias"),
        row.getString("facility_name"),
        content == null ? null : json.readValue(content, TokenApplicationContent.class),
        json.readValue(row.getString("problems"), PROBLEMS),
        row.getObject("application_id", UUID.class));
  }
}
