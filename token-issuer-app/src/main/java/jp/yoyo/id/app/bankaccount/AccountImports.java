package jp.yoyo.id.app.bankaccount;

import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.facility.FacilityCode;
import jp.yoyo.id.app.files.TableColumn;
import jp.yoyo.id.app.files.TableFile;
import jp.yoyo.id.app.files.TableForm;
import jp.yoyo.id.app.files.TableHead;
import jp.yoyo.id.app.files.TableLayout;
import jp.yoyo.id.app.files.TableLimits;
import jp.yoyo.id.app.files.TableRow;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.reference.BankCode;
import jp.yoyo.id.app.reference.Banks;
import jp.yoyo.id.app.reference.BranchCode;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a federation brings in by file: the accounts that 国保総合システム knows, and what banks answered
 * about accounts (口座確認). A file is read and shown first; nothing counts before it is confirmed, and
 * nothing of a file with an error ever does.
 */
@Service
public class AccountImports {

  /** What a file holds. */
  public enum Kind {
    KNOWN,
    VERIFICATION;

    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that name as it came in. */
    public static Optional<Kind> named(@Nullable String typed) {
      for (Kind kind : values()) {
        if (kind.column().equals(typed)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /** As many problems as a person looks at; the others are counted. */
  static final int MOST_PROBLEMS = 500;

  private static final int BATCH = 1_000;
  private static final int FORM_ROWS = 5_000;

  /** What is wrong with one cell. */
  public record Problem(String cell, String key, List<String> arguments) {}

  /** A file that was uploaded. */
  public record Import(
      UUID id,
      Kind kind,
      String prefecture,
      String fileName,
      String state,
      int rows,
      List<Problem> problems,
      int problemCount,
      @Nullable Integer changed,
      String uploadedByName,
      Instant uploadedAt) {

    /** Whether it can be confirmed. */
    public boolean isReady() {
      return state.equals("preview") && problemCount == 0;
    }
  }

  private record Line(int number, String code, BankAccount account, @Nullable String result) {}

  private static final TableLayout KNOWN_LAYOUT = layout("既登録口座", "known-accounts-1", false);
  private static final TableLayout VERIFICATION_LAYOUT =
      layout("口座確認結果", "account-verification-1", true);
  private static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {};

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final Banks banks;
  private final AuditTrail audit;
  private final JsonMapper json;
  private final Clock clock;

  AccountImports(
      JdbcClient database,
      javax.sql.DataSource dataSource,
      Banks banks,
      AuditTrail audit,
      JsonMapper json,
      Clock clock) {
    this.database = database;
    this.batches = new JdbcTemplate(dataSource);
    this.banks = banks;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  private static TableLayout layout(String sheet, String form, boolean verification) {
    List<TableColumn> columns =
        new ArrayList<>(
            List.of(
                TableColumn.required("code", "医療機関コード").padded(10),
                TableColumn.required("bank", "金融機関コード").padded(4),
                TableColumn.required("branch", "支店コード").padded(3),
                TableColumn.required("kind", "預金種目"),
                TableColumn.required("number", "口座番号").padded(7),
                TableColumn.required("holder", "口座名義カナ").alsoCalled("口座名義", "口座名義（カナ）"),
                TableColumn.ignored("医療機関名"),
                TableColumn.ignored("金融機関名"),
                TableColumn.ignored("支店名")));
    if (verification) {
      columns.add(TableColumn.required("result", "口座確認結果").alsoCalled("確認結果"));
    }
    return new TableLayout(sheet, form, List.copyOf(columns));
  }

  /** The form to fill in. */
  static TableForm template(Kind kind) {
    TableLayout layout = kind == Kind.KNOWN ? KNOWN_LAYOUT : VERIFICATION_LAYOUT;
    List<String> example =
        new ArrayList<>(List.of("1390110049", "0001", "001", "普通", "1234567", "ｲ)ﾖﾎﾞｳｶｲ"));
    List<String> instructions =
        new ArrayList<>(
            List.of(
                "「%s」シートの2行目から、1行に1つの口座を記入してください。".formatted(layout.sheet()),
                "金融機関コード（4桁）と支店コード（3桁）は、実在するものを記入してください。",
                "口座名義カナは、半角カナで30文字まで記入してください。",
                "1件でもエラーがあるファイルは取り込めません。CSVファイル（UTF-8またはShift_JIS）でも取り込めます。"));
    if (kind == Kind.VERIFICATION) {
      example.add("0");
      instructions.add("口座確認結果：0 確認済、1 該当口座なし、2 受取人名相違、9 その他");
    }
    return new TableForm(
        layout,
        layout.columns().stream()
            .filter(column -> !column.ignored())
            .map(column -> new TableForm.Field(column, choices(column), ""))
            .toList(),
        List.of(example),
        instructions,
        TableForm.SheetNames.JAPANESE,
        FORM_ROWS);
  }

  private static List<String> choices(TableColumn column) {
    return switch (column.key()) {
      case "kind" -> List.of("普通", "当座", "貯蓄", "その他");
      case "result" -> List.of("0", "1", "2", "9");
      default -> List.of();
    };
  }

  /**
   * Reads a file for its preview.
   *
   * @throws jp.yoyo.id.app.files.FileRefusedException if it is not the table it should be
   */
  @Transactional
  public UUID upload(Actor actor, Kind kind, String fileName, InputStream content)
      throws IOException {
    FederationBankAccounts.requireDecider(actor);
    String prefecture = actor.organization().prefecture();
    Reader reader = new Reader(prefecture, kind, banks);
    int rows =
        TableFile.read(
            content,
            kind == Kind.KNOWN ? KNOWN_LAYOUT : VERIFICATION_LAYOUT,
            TableLimits.DEFAULT,
            reader::read);
    UUID id = UUID.randomUUID();
    database
        .sql(
            """
            insert into bank_account_import (id, kind, prefecture, file_name, state, rows_total,
              problems, problem_count, uploaded_by, uploaded_by_name, uploaded_at)
            values (:id, :kind, :prefecture, :fileName, 'preview', :rows, :problems::jsonb,
              :problemCount, :user, :userName, :now)
            """)
        .param("id", id)
        .param("kind", kind.column())
        .param("prefecture", prefecture)
        .param("fileName", fileName.length() <= 200 ? fileName : fileName.substring(0, 200))
        .param("rows", rows)
        .param("problems", json.writeValueAsString(reader.problems))
        .param("problemCount", reader.problemCount)
        .param("user", actor.userId())
        .param("userName", actor.displayName())
        .param("now", Applications.utc(clock.instant()))
        .update();
    // Nobody will confirm a file with errors: its numbers need not lie about.
    if (reader.problemCount == 0) {
      insertRows(id, reader.lines);
    }
    return id;
  }

  private void insertRows(UUID id, List<Line> lines) {
    batches.batchUpdate(
        """
        insert into bank_account_import_row (import_id, row_number, facility_code, bank, branch,
          kind, number, holder, result)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        lines,
        BATCH,
        (statement, line) -> {
          statement.setObject(1, id);
          statement.setInt(2, line.number());
          statement.setString(3, line.code());
          statement.setString(4, line.account().bank().value());
          statement.setString(5, line.account().branch().value());
          statement.setString(6, line.account().kindCode());
          statement.setString(7, line.account().number().value());
          statement.setString(8, line.account().holder().value());
          statement.setString(9, line.result());
        });
  }

  /** Own files, newest first. Two statements. */
  PageOf<Import> page(Actor actor, int number) {
    FederationBankAccounts.requireDecider(actor);
    List<Import> imports =
        database
            .sql(
                """
                select * from bank_account_import where prefecture = :prefecture
                order by uploaded_at desc, id limit :most offset :skip
                """)
            .param("prefecture", actor.organization().prefecture())
            .param("most", PageOf.SIZE)
            .param("skip", PageOf.skip(number, PageOf.SIZE))
            .query(this::read)
            .list();
    long total =
        database
            .sql("select count(*) from bank_account_import where prefecture = :prefecture")
            .param("prefecture", actor.organization().prefecture())
            .query(Long.class)
            .single();
    return PageOf.of(imports, total, number, PageOf.SIZE);
  }

  Import find(Actor actor, UUID id) {
    FederationBankAccounts.requireDecider(actor);
    return database
        .sql("select * from bank_account_import where id = :id and prefecture = :prefecture")
        .param("id", id)
        .param("prefecture", actor.organization().prefecture())
        .query(this::read)
        .optional()
        .orElseThrow(NotFoundException::new);
  }

  /**
   * An account that a bank did not confirm.
   *
   * @param application the newest one with that account; null if there is none
   */
  public record Unconfirmed(
      String facilityCode, String maskedNumber, String result, @Nullable UUID application) {}

  /**
   * What a confirmed file of 口座確認 brought.
   *
   * @param counts of accounts by result
   */
  public record Answers(Map<String, Long> counts, List<Unconfirmed> unconfirmed) {

    public Answers {
      unconfirmed = List.copyOf(unconfirmed);
    }
  }

  /** Three statements. */
  Answers answers(Actor actor, UUID id) {
    FederationBankAccounts.requireDecider(actor);
    UUID own = find(actor, id).id();
    Map<String, Long> counts = new TreeMap<>();
    database
        .sql(
            """
            select result, count(*) as number from bank_account_verification
            where import_id = :id group by result
            """)
        .param("id", own)
        .query(
            row -> {
              counts.put(row.getString("result"), row.getLong("number"));
            });
    List<Unconfirmed> unconfirmed =
        database
            .sql(
                """
                select v.facility_code, v.number, v.result,
                  (select a.id from bank_account_application a
                   where a.prefecture = v.prefecture and a.facility_code = v.facility_code
                     and a.bank = v.bank and a.branch = v.branch and a.kind = v.kind
                     and a.number = v.number and a.submitted_at is not null
                   order by a.submitted_at desc limit 1) as application
                from bank_account_verification v where v.import_id = :id and v.result <> '0'
                order by v.facility_code, v.id limit :most
                """)
            .param("id", own)
            .param("most", MOST_PROBLEMS)
            .query(
                (row, number) ->
                    new Unconfirmed(
                        row.getString("facility_code"),
                        new BankAccountNumber(row.getString("number")).masked(),
                        row.getString("result"),
                        row.getObject("application", UUID.class)))
            .list();
    return new Answers(counts, unconfirmed);
  }

  /** How many of the accounts are new, different, the same. */
  public record Comparison(long added, long different, long same) {}

  /** What confirming would change. */
  Comparison compare(Actor actor, UUID id) {
    FederationBankAccounts.requireDecider(actor);
    return database
        .sql(
            """
            select count(*) filter (where k.facility_code is null) as added,
              count(*) filter (where k.facility_code is not null
                and (k.bank, k.branch, k.kind, k.number, k.holder)
                  is distinct from (r.bank, r.branch, r.kind, r.number, r.holder)) as different,
              count(*) filter (where (k.bank, k.branch, k.kind, k.number, k.holder)
                = (r.bank, r.branch, r.kind, r.number, r.holder)) as same
            from bank_account_import_row r
            left join known_bank_account k on k.facility_code = r.facility_code
            where r.import_id = :id
            """)
        .param("id", find(actor, id).id())
        .query(
            (row, number) ->
                new Comparison(row.getLong("added"), row.getLong("different"), row.getLong("same")))
        .single();
  }

  /**
   * Lets a file count. All of it or nothing, once.
   *
   * @return how many rows were new or different
   */
  @Transactional
  public int confirm(Actor actor, UUID id) {
    FederationBankAccounts.requireDecider(actor);
    Import file = find(actor, id);
    Instant now = clock.instant();
    if (!file.isReady() || !finish(id, "confirmed", now)) {
      throw new ConflictException("import " + id + " is " + file.state());
    }
    int changed = file.kind() == Kind.KNOWN ? mergeKnown(id, now) : addVerifications(id, now);
    database
        .sql("update bank_account_import set changed = :changed where id = :id")
        .param("changed", changed)
        .param("id", id)
        .update();
    deleteRows(id);
    record(actor, "confirm", file, changed);
    return changed;
  }

  @Transactional
  public void discard(Actor actor, UUID id) {
    FederationBankAccounts.requireDecider(actor);
    Import file = find(actor, id);
    if (!finish(id, "discarded", clock.instant())) {
      throw new ConflictException("import " + id + " is " + file.state());
    }
    deleteRows(id);
    record(actor, "discard", file, 0);
  }

  private boolean finish(UUID id, String state, Instant now) {
    return database
            .sql(
                """
                update bank_account_import set state = :state, finished_at = :now
                where id = :id and state = 'preview'
                """)
            .param("state", state)
            .param("now", Applications.utc(now))
            .param("id", id)
            .update()
        == 1;
  }

  private int mergeKnown(UUID id, Instant now) {
    return database
        .sql(
            """
            insert into known_bank_account (prefecture, facility_code, bank, branch, kind, number,
              holder, import_id, imported_at)
            select i.prefecture, r.facility_code, r.bank, r.branch, r.kind, r.number, r.holder,
              i.id, :now
            from bank_account_import_row r join bank_account_import i on i.id = r.import_id
            where r.import_id = :id
            on conflict (facility_code) do update set bank = excluded.bank,
              branch = excluded.branch, kind = excluded.kind, number = excluded.number,
              holder = excluded.holder, import_id = excluded.import_id,
              imported_at = excluded.imported_at
            where (known_bank_account.bank, known_bank_account.branch, known_bank_account.kind,
                known_bank_account.number, known_bank_account.holder)
              is distinct from (excluded.bank, excluded.branch, excluded.kind, excluded.number,
                excluded.holder)
            """)
        .param("id", id)
        .param("now", Applications.utc(now))
        .update();
  }

  private int addVerifications(UUID id, Instant now) {
    return database
        .sql(
            """
            insert into bank_account_verification (prefecture, facility_code, bank, branch, kind,
              number, holder, result, import_id, imported_at)
            select i.prefecture, r.facility_code, r.bank, r.branch, r.kind, r.number, r.holder,
              r.result, i.id, :now
            from bank_account_import_row r join bank_account_import i on i.id = r.import_id
            where r.import_id = :id
              -- The same answer about the same account again says nothing new.
              and not exists (select 1 from bank_account_verification v
                where v.facility_code = r.facility_code and v.bank = r.bank
                  and v.branch = r.branch and v.kind = r.kind and v.number = r.number
                  and v.holder = r.holder and v.result = r.result
                  and v.id = (select max(w.id) from bank_account_verification w
                    where w.facility_code = r.facility_code and w.bank = r.bank
                      and w.branch = r.branch and w.kind = r.kind and w.number = r.number))
            """)
        .param("id", id)
        .param("now", Applications.utc(now))
        .update();
  }

  private void deleteRows(UUID id) {
    database
        .sql("delete from bank_account_import_row where import_id = :id")
        .param("id", id)
        .update();
  }

  private void record(Actor actor, String action, Import file, int changed) {
    audit.record(
        actor,
        new AuditEvent(
            "bank-account-import." + action,
            "bank-account-import",
            file.id().toString(),
            null,
            List.of(),
            Map.of(
                "kind", file.kind().column(),
                "rows", String.valueOf(file.rows()),
                "changed", String.valueOf(changed))));
  }

  private Import read(ResultSet row, int number) throws SQLException {
    return new Import(
        row.getObject("id", UUID.class),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("prefecture"),
        row.getString("file_name"),
        row.getString("state"),
        row.getInt("rows_total"),
        json.readValue(row.getString("problems"), PROBLEMS),
        row.getInt("problem_count"),
        row.getObject("changed", Integer.class),
        row.getString("uploaded_by_name"),
        row.getObject("uploaded_at", OffsetDateTime.class).toInstant());
  }

  /** Reads rows and notes what is wrong, by cell. */
  private static final class Reader {

    private final String prefecture;
    private final Kind kind;
    private final List<Line> lines = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final Banks banks;
    private final Map<BankCode, Boolean> bankExists = new HashMap<>();
    private final Map<String, Boolean> branchExists = new HashMap<>();
    private int problemCount;

    Reader(String prefecture, Kind kind, Banks banks) {
      this.prefecture = prefecture;
      this.kind = kind;
      this.banks = banks;
    }

    /** An ended branch is one that there was: the other system may not have noticed yet. */
    private void requireExisting(TableHead head, TableRow row, BankCode bank, BranchCode branch) {
      if (!bankExists.computeIfAbsent(bank, code -> banks.bank(code).isPresent())) {
        problem(row.address(head, "bank"), "bankaccount.import.bank", List.of());
      } else if (!branchExists.computeIfAbsent(
          bank.value() + "-" + branch.value(), key -> banks.branch(bank, branch).isPresent())) {
        problem(row.address(head, "branch"), "bankaccount.import.branch", List.of());
      }
    }

    void read(TableHead head, TableRow row) {
      // Something without a head: most likely a row that has slipped to the right.
      row.outside().forEach(cell -> problem(cell, "bankaccount.import.outside", List.of()));
      Optional<FacilityCode> code = cell(head, row, "code", FacilityCode::parse);
      Optional<BankCode> bank = cell(head, row, "bank", BankCode::parse);
      Optional<BranchCode> branch = cell(head, row, "branch", BranchCode::parse);
      Optional<AccountKind> accountKind = cell(head, row, "kind", AccountKind::parse);
      Optional<BankAccountNumber> number = cell(head, row, "number", BankAccountNumber::parse);
      Optional<AccountHolderKana> holder = cell(head, row, "holder", AccountHolderKana::parse);
      String result = kind == Kind.VERIFICATION ? row.text("result") : null;
      if (result != null && !result.matches("[0129]")) {
        problem(row.address(head, "result"), "bankaccount.import.result", List.of());
      }
      if (bank.isPresent() && branch.isPresent()) {
        requireExisting(head, row, bank.get(), branch.get());
      }
      if (code.isPresent()) {
        if (!code.get().prefecture().equals(prefecture)) {
          problem(row.address(head, "code"), "bankaccount.import.prefecture", List.of(prefecture));
        }
        String key =
            kind == Kind.KNOWN
                ? code.get().value()
                : code.get()
                    + "/"
                    + bank
                    + branch
                    + accountKind
                    + number.map(BankAccountNumber::value);
        Integer before = seen.putIfAbsent(key, row.number());
        if (before != null) {
          problem(
              row.address(head, "code"),
              "bankaccount.import.repeated",
              List.of(String.valueOf(before)));
        }
      }
      if (problemCount == 0) {
        lines.add(
            new Line(
                row.number(),
                code.orElseThrow().value(),
                new BankAccount(
                    bank.orElseThrow(),
                    branch.orElseThrow(),
                    accountKind.orElseThrow(),
                    number.orElseThrow(),
                    holder.orElseThrow()),
                result));
      }
    }

    private <T> Optional<T> cell(
        TableHead head, TableRow row, String key, Function<String, T> parse) {
      try {
        return Optional.of(parse.apply(row.text(key)));
      } catch (FormatException e) {
        problem(
            row.address(head, key), e.key(), e.arguments().stream().map(String::valueOf).toList());
        return Optional.empty();
      }
    }

    private void problem(String cell, String key, List<String> arguments) {
      problemCount++;
      if (problems.size() < MOST_PROBLEMS) {
        problems.add(new Problem(cell, key, arguments));
      }
    }
  }
}
