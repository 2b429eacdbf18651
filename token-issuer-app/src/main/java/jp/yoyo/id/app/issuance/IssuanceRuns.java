package jp.yoyo.id.app.issuance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.facility.CodeHeldException;
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.facility.NewFacility;
import jp.yoyo.id.app.files.CsvExport;
import jp.yoyo.id.app.files.TableFile;
import jp.yoyo.id.app.files.TableHead;
import jp.yoyo.id.app.files.TableLimits;
import jp.yoyo.id.app.files.TableRow;
import jp.yoyo.id.app.format.TypedText;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.FieldError;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files of facilities: read and checked first, issued once somebody has confirmed, a few at a time,
 * from whatever process has time. Everything stands in tables: closing the page or restarting the
 * app interrupts nothing.
 */
@Service
public class IssuanceRuns {

  private static final Logger LOG = LoggerFactory.getLogger(IssuanceRuns.class);

  private static final int BATCH = 1_000;

  private static final TypeReference<Map<String, String>> CELLS = new TypeReference<>() {};
  private static final TypeReference<List<RowProblem>> PROBLEMS = new TypeReference<>() {};

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final TransactionTemplate transactions;
  private final AccountIssuance issuance;
  private final FacilityRegister register;
  private final AuditTrail auditTrail;
  private final IssuanceSettings settings;
  private final MessageSource texts;
  private final JsonMapper json;
  private final Clock clock;

  IssuanceRuns(
      JdbcClient database,
      JdbcTemplate batches,
      TransactionTemplate transactions,
      AccountIssuance issuance,
      FacilityRegister register,
      AuditTrail auditTrail,
      IssuanceSettings settings,
      MessageSource texts,
      JsonMapper json,
      Clock clock) {
    this.database = database;
    this.batches = batches;
    this.transactions = transactions;
    this.issuance = issuance;
    this.register = register;
    this.auditTrail = auditTrail;
    this.settings = settings;
    this.texts = texts;
    this.json = json;
    this.clock = clock;
  }

  private static void requireIssuing(Actor actor) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.MUNICIPALITY);
  }

  /**
   * Reads and checks a file; issues nothing.
   *
   * @throws jp.yoyo.id.app.files.FileRefusedException if it is not the table it should be; then
   *     nothing is kept of it
   */
  @Transactional(rollbackFor = IOException.class)
  public UUID upload(Actor actor, String fileName, InputStream content) throws IOException {
    requireIssuing(actor);
    UUID id = UUID.randomUUID();
    database
        .sql(
            """
            insert into issuance_run (id, supervisor_alias, file_name, state, created_by,
              created_by_name, actor, created_at)
            values (:id, :supervisor, :fileName, 'preview', :user, :name, :actor::jsonb, :now)
            """)
        .param("id", id)
        .param("supervisor", actor.organization().alias())
        .param("fileName", shortened(fileName))
        .param("user", actor.userId())
        .param("name", actor.displayName())
        .param("actor", json.writeValueAsString(actor))
        .param("now", now())
        .update();
    Map<String, Integer> rowOfCode = new HashMap<>();
    List<RunRow> batch = new ArrayList<>();
    int unused =
        TableFile.read(
            content,
            FacilityFile.LAYOUT,
            TableLimits.DEFAULT,
            (head, row) -> {
              batch.add(checked(head, row, rowOfCode));
              if (batch.size() == BATCH) {
                insert(id, batch);
                batch.clear();
              }
            });
    insert(id, batch);
    return id;
  }

  private static String shortened(String fileName) {
    String name =
        fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    String plain = name.replaceAll("\\p{C}", "");
    return plain.length() <= 200 ? plain : plain.substring(0, 200);
  }

  private static RunRow checked(TableHead head, TableRow row, Map<String, Integer> rowOfCode) {
    Map<String, String> cells = new HashMap<>();
    row.cells().forEach((key, cell) -> cells.put(key, cell.text()));
    List<RowProblem> problems = new ArrayList<>();
    for (FieldError error : errors(cells)) {
      problems.add(
          new RowProblem(
              row.address(head, error.getField()),
              FacilityFile.title(error.getField()),
              String.valueOf(error.getCode()),
              strings(error.getArguments())));
    }
    row.outside()
        .forEach(cell -> problems.add(new RowProblem(cell, "", "issuance.row.outside", List.of())));
    String code = TypedText.digits(row.text("code"));
    if (!code.isEmpty()) {
      Integer former = rowOfCode.putIfAbsent(code, row.number());
      if (former != null) {
        problems.add(
            new RowProblem(
                row.address(head, "code"),
                FacilityFile.title("code"),
                "issuance.row.duplicate",
                List.of(former.toString())));
      }
    }
    return new RunRow(row.number(), problems.isEmpty() ? "ready" : "wrong", code, cells, problems);
  }

  private static List<String> strings(Object @Nullable [] arguments) {
    return arguments == null ? List.of() : Stream.of(arguments).map(String::valueOf).toList();
  }

  private static List<FieldError> errors(Map<String, String> cells) {
    AdministratorForm form = FacilityFile.form(cells);
    BeanPropertyBindingResult errors = new BeanPropertyBindingResult(form, "row");
    // Both, so that all that is wrong is said at once.
    boolean facility = form.newFacility(errors).isPresent();
    boolean administrator = form.administrator(errors).isPresent();
    return facility && administrator ? List.of() : errors.getFieldErrors();
  }

  private void insert(UUID run, List<RunRow> rows) {
    Set<String> held =
        register.codesHeld(
            rows.stream()
                .filter(row -> row.state().equals("ready"))
                .map(RunRow::code)
                .collect(Collectors.toSet()));
    int[][] unused =
        batches.batchUpdate(
            """
            insert into issuance_row (run_id, number, state, code, cells, problems)
            values (?, ?, ?, ?, ?::jsonb, ?::jsonb)
            """,
            rows,
            BATCH,
            (statement, row) -> {
              boolean isHeld = row.state().equals("ready") && held.contains(row.code());
              statement.setObject(1, run);
              statement.setInt(2, row.number());
              statement.setString(3, isHeld ? "held" : row.state());
              statement.setString(4, row.code());
              statement.setString(5, json.writeValueAsString(row.cells()));
              statement.setString(6, json.writeValueAsString(row.problems()));
            });
  }

  /** The files of the actor's municipality, newest first. Two statements. */
  PageOf<IssuanceRun> page(Actor actor, int number) {
    requireIssuing(actor);
    List<IssuanceRun> runs =
        database
            .sql(
                """
                select * from issuance_run where supervisor_alias = :supervisor
                order by created_at desc, id limit :most offset :skip
                """)
            .param("supervisor", actor.organization().alias())
            .param("most", PageOf.SIZE)
            .param("skip", PageOf.skip(number, PageOf.SIZE))
            .query(IssuanceRuns::run)
            .list();
    long total =
        database
            .sql("select count(*) from issuance_run where supervisor_alias = :supervisor")
            .param("supervisor", actor.organization().alias())
            .query(Long.class)
            .single();
    return PageOf.of(runs, total, number, PageOf.SIZE);
  }

  /** The files of the actor's municipality, newest first. One statement. */
  public List<IssuanceRun> recent(Actor actor) {
    requireIssuing(actor);
    return database
        .sql(
            """
            select * from issuance_run where supervisor_alias = :supervisor
            order by created_at desc limit :most
            """)
        .param("supervisor", actor.organization().alias())
        .param("most", 100)
        .query(IssuanceRuns::run)
        .list();
  }

  /**
   * A file of the actor's municipality.
   *
   * @throws NotFoundException if there is none with that id, or it is another's
   */
  public IssuanceRun require(Actor actor, UUID id) {
    requireIssuing(actor);
    return database
        .sql("select * from issuance_run where id = :id and supervisor_alias = :supervisor")
        .param("id", id)
        .param("supervisor", actor.organization().alias())
        .query(IssuanceRuns::run)
        .optional()
        .orElseThrow(NotFoundException::new);
  }

  /** One statement. */
  public RunProgress progress(Actor actor, UUID id) {
    IssuanceRun run = require(actor, id);
    Map<String, Long> counts = new HashMap<>();
    database
        .sql(
            """
            select case when r.state = 'taken' then coalesce(i.state, 'waiting') else r.state end
                as state, count(*) as number
            from issuance_row r left join account_issuance i on i.id = r.issuance_id
            where r.run_id = :run group by 1
            """)
        .param("run", run.id())
        .query(
            row -> {
              counts.put(row.getString("state"), row.getLong("number"));
            });
    long trouble = counts.getOrDefault("mail_failed", 0L) + counts.getOrDefault("refused", 0L);
    long done =
        Stream.of("issued", "mail_sent", "first_login_done", "expired")
            .mapToLong(state -> counts.getOrDefault(state, 0L))
            .sum();
    return new RunProgress(
        counts.getOrDefault("ready", 0L),
        counts.getOrDefault("wrong", 0L),
        counts.getOrDefault("held", 0L),
        counts.getOrDefault("failed", 0L),
        counts.getOrDefault("waiting", 0L),
        done,
        trouble);
  }

  /** Rows that need somebody, wrong ones first. Two statements. */
  public PageOf<RunRow> rows(Actor actor, UUID id, int number) {
    IssuanceRun run = require(actor, id);
    List<RunRow> rows =
        database
            .sql(
                """
                select * from issuance_row where run_id = :run
                order by case state when 'wrong' then 0 when 'failed' then 1 when 'held' then 2
                  else 3 end, number
                limit :most offset :skip
                """)
            .param("run", run.id())
            .param("most", PageOf.SIZE)
            .param("skip", PageOf.skip(number, PageOf.SIZE))
            .query(this::row)
            .list();
    long total =
        database
            .sql("select count(*) from issuance_row where run_id = :run")
            .param("run", run.id())
            .query(Long.class)
            .single();
    return PageOf.of(rows, total, number, PageOf.SIZE);
  }

  /** The rows with errors as a file to correct and upload again. */
  public void writeErrors(Actor actor, UUID id, OutputStream out) throws IOException {
    IssuanceRun run = require(actor, id);
    List<RunRow> rows =
        database
            .sql(
                """
                select * from issuance_row where run_id = :run and state in ('wrong', 'failed')
                order by number
                """)
            .param("run", run.id())
            .query(this::row)
            .list();
    List<String> titles =
        new ArrayList<>(FacilityFile.keys().stream().map(FacilityFile::title).toList());
    titles.add(FacilityFile.PROBLEMS);
    try (CsvExport csv = new CsvExport(out, titles)) {
      for (RunRow row : rows) {
        List<String> values = new ArrayList<>();
        FacilityFile.keys().forEach(key -> values.add(row.cells().getOrDefault(key, "")));
        values.add(
            row.problems().stream()
                .map(problem -> said(problem, actor.locale()))
                .collect(Collectors.joining(" / ")));
        csv.row(values);
      }
    }
  }

  private String said(RowProblem problem, Locale locale) {
    return problem.cell()
        + ": "
        + texts.getMessage(problem.key(), problem.arguments().toArray(), locale);
  }

  /**
   * Begins, pauses, goes on or cancels.
   *
   * @throws ConflictException if the file is not in a state for that
   */
  @Transactional
  public void become(Actor actor, UUID id, RunState state) {
    requireIssuing(actor);
    IssuanceRun run =
        database
            .sql(
                """
                select * from issuance_run where id = :id and supervisor_alias = :supervisor
                for no key update
                """)
            .param("id", id)
            .param("supervisor", actor.organization().alias())
            .query(IssuanceRuns::run)
            .optional()
            .orElseThrow(NotFoundException::new);
    if (!run.state().mayBecome(state) || state == RunState.DONE) {
      throw new ConflictException(run.state() + " does not become " + state);
    }
    database
        .sql(
            """
            update issuance_run set state = :state,
              actor = case when :state = 'running' then :actor::jsonb else actor end,
              started_at = case when :state = 'running' then coalesce(started_at, :now)
                else started_at end,
              finished_at = case when :state = 'cancelled' then :now else finished_at end
            where id = :id
            """)
        .param("state", state.column())
        .param("actor", json.writeValueAsString(actor))
        .param("now", now())
        .param("id", id)
        .update();
    auditTrail.record(
        actor,
        new AuditEvent(
            "issuance-run." + state.column(),
            "issuance-run",
            id.toString(),
            null,
            List.of(),
            Map.of("file", run.fileName())));
  }

  @Scheduled(fixedDelayString = "PT0.3S", initialDelayString = "PT2S")
  void work() {
    if (settings.enabled()) {
      handOver();
    }
  }

  /** Hands over what there is room for, of each file that runs. */
  void handOver() {
    try {
      for (UUID run :
          database
              .sql("select id from issuance_run where state = 'running' order by created_at")
              .query(UUID.class)
              .list()) {
        boolean unused = Boolean.TRUE.equals(transactions.execute(status -> handOver(run)));
      }
    } catch (RuntimeException e) {
      LOG.error("Files cannot be worked on; next try soon", e);
    }
  }

  /** Whether it was this process's turn. One process at a time works on a file. */
  private boolean handOver(UUID run) {
    List<Actor> locked =
        database
            .sql(
                """
                select actor from issuance_run where id = :id and state = 'running'
                for no key update skip locked
                """)
            .param("id", run)
            .query((row, number) -> json.readValue(row.getString("actor"), Actor.class))
            .list();
    if (locked.isEmpty()) {
      return false;
    }
    long waiting =
        database
            .sql("select count(*) from account_issuance where run_id = :run and state = 'waiting'")
            .param("run", run)
            .query(Long.class)
            .single();
    List<RunRow> ready =
        database
            .sql(
                """
                select * from issuance_row where run_id = :run and state = 'ready'
                order by number limit :room
                """)
            .param("run", run)
            .param("room", Math.max(1, settings.inFlight() - waiting))
            .query(this::row)
            .list();
    if (waiting < settings.inFlight()) {
      ready.forEach(row -> take(locked.get(0), run, row));
    }
    if (ready.isEmpty() && waiting == 0) {
      database
          .sql("update issuance_run set state = 'done', finished_at = :now where id = :id")
          .param("now", now())
          .param("id", run)
          .update();
    }
    return true;
  }

  /** In a transaction of its own: a row that cannot be registered takes no other one along. */
  private void take(Actor actor, UUID run, RunRow row) {
    TransactionTemplate own =
        new TransactionTemplate(
            java.util.Objects.requireNonNull(transactions.getTransactionManager()));
    own.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
    try {
      own.executeWithoutResult(status -> issue(actor, run, row));
    } catch (CodeHeldException e) {
      own.executeWithoutResult(status -> mark(run, row.number(), "held", null, List.of()));
    } catch (RuntimeException e) {
      LOG.warn("Row {} of {} cannot be issued", row.number(), run, e);
      own.executeWithoutResult(
          status ->
              mark(
                  run,
                  row.number(),
                  "failed",
                  null,
                  List.of(
                      new RowProblem(
                          String.valueOf(row.number()), "", "issuance.row.failed", List.of()))));
    }
  }

  private void issue(Actor actor, UUID run, RunRow row) {
    AdministratorForm form = FacilityFile.form(row.cells());
    BeanPropertyBindingResult errors = new BeanPropertyBindingResult(form, "row");
    NewFacility facility = form.newFacility(errors).orElseThrow();
    Administrator administrator = form.administrator(errors).orElseThrow();
    UUID issued = issuance.issueFacility(actor, facility, administrator, run);
    mark(run, row.number(), "taken", issued, List.of());
  }

  private void mark(
      UUID run, int number, String state, @Nullable UUID issued, List<RowProblem> problems) {
    database
        .sql(
            """
            update issuance_row set state = :state, issuance_id = :issued,
              problems = :problems::jsonb
            where run_id = :run and number = :number
            """)
        .param("state", state)
        .param("issued", issued, java.sql.Types.OTHER)
        .param("problems", json.writeValueAsString(problems))
        .param("run", run)
        .param("number", number)
        .update();
  }

  private RunRow row(ResultSet row, int number) throws SQLException {
    return new RunRow(
        row.getInt("number"),
        row.getString("state"),
        row.getString("code"),
        json.readValue(row.getString("cells"), CELLS),
        json.readValue(row.getString("problems"), PROBLEMS));
  }

  private static IssuanceRun run(ResultSet row, int number) throws SQLException {
    return new IssuanceRun(
        row.getObject("id", UUID.class),
        row.getString("supervisor_alias"),
        row.getString("file_name"),
        RunState.of(row.getString("state")),
        row.getString("created_by_name"),
        java.util.Objects.requireNonNull(instant(row, "created_at")),
        instant(row, "started_at"),
        instant(row, "finished_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
