package jp.yoyo.id.app.office;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.files.FileRefusedException;
import jp.yoyo.id.app.files.TableColumn;
import jp.yoyo.id.app.files.TableFile;
import jp.yoyo.id.app.files.TableForm;
import jp.yoyo.id.app.files.TableHead;
import jp.yoyo.id.app.files.TableLayout;
import jp.yoyo.id.app.files.TableLimits;
import jp.yoyo.id.app.files.TableProblem;
import jp.yoyo.id.app.files.TableRow;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.reference.MunicipalityCode;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.FieldError;

/** A file of municipalities and 広域連合: new ones, renamed ones, ended ones. */
final class OfficeFile {

  private static final TableLayout LAYOUT =
      new TableLayout(
          "自治体一覧",
          "offices-1",
          List.of(
              TableColumn.required("code", "全国地方公共団体コード").padded(6),
              TableColumn.required("name", "名称"),
              TableColumn.required("kana", "フリガナ"),
              TableColumn.optional("endedOn", "廃止日")));
  private static final TableLimits LIMITS = new TableLimits(1L << 20, 20L << 20, 5_000, 50, 500);
  private static final int FORM_ROWS = 1_000;

  /** A row that is right. */
  record Line(MunicipalityCode code, OfficeChange change) {}

  private final List<Line> lines = new ArrayList<>();
  private final List<TableProblem> problems = new ArrayList<>();
  private final Map<String, Integer> seen = new HashMap<>();

  private OfficeFile() {}

  /** The form to fill in. */
  static TableForm template() {
    return new TableForm(
        LAYOUT,
        LAYOUT.columns().stream()
            .map(column -> new TableForm.Field(column, List.of(), ""))
            .toList(),
        List.of(List.of("139998", "予防広域連合", "ヨボウコウイキレンゴウ", "")),
        List.of(
            "「%s」シートの2行目から、1行に1つの自治体または広域連合を記入してください。".formatted(LAYOUT.sheet()),
            "登録のないコードは新しく登録し、登録のあるコードは名称・フリガナ・廃止日を記入のとおりに変更します。",
            "廃止日は、2026-04-01のように記入してください。廃止した自治体は、以後の登録で選べなくなります。",
            "1件でもエラーがあるファイルは取り込めません。CSVファイル（UTF-8またはShift_JIS）でも取り込めます。"),
        TableForm.SheetNames.JAPANESE,
        FORM_ROWS);
  }

  /**
   * Reads a file.
   *
   * @throws FileRefusedException if it is not the table it should be, or a row is wrong: all that
   *     is, by cell
   */
  static List<Line> read(InputStream content) throws IOException {
    OfficeFile file = new OfficeFile();
    int unused = TableFile.read(content, LAYOUT, LIMITS, file::row);
    if (!file.problems.isEmpty()) {
      throw new FileRefusedException(file.problems);
    }
    return file.lines;
  }

  private void row(TableHead head, TableRow row) {
    row.outside()
        .forEach(cell -> problems.add(new TableProblem(cell, "office.file.outside", List.of())));
    MunicipalityCode code = code(head, row);
    OfficeForm form = new OfficeForm();
    form.setName(row.text("name"));
    form.setKana(row.text("kana"));
    form.setEndedOn(row.text("endedOn"));
    BeanPropertyBindingResult errors = new BeanPropertyBindingResult(form, "row");
    Optional<OfficeChange> change = form.change(OrganizationType.MUNICIPALITY, errors);
    for (FieldError error : errors.getFieldErrors()) {
      problems.add(
          new TableProblem(
              row.address(head, error.getField()),
              String.valueOf(error.getCode()),
              arguments(error)));
    }
    if (code != null && change.isPresent()) {
      lines.add(new Line(code, change.get()));
    }
  }

  private @Nullable MunicipalityCode code(TableHead head, TableRow row) {
    String cell = row.address(head, "code");
    try {
      MunicipalityCode code = MunicipalityCode.parse(row.text("code"));
      Integer before = seen.putIfAbsent(code.value(), row.number());
      if (before != null) {
        problems.add(new TableProblem(cell, "office.file.repeated", List.of(before)));
      }
      if (code.isPrefecture()) {
        problems.add(new TableProblem(cell, "office.code.prefecture", List.of()));
      }
      return code;
    } catch (FormatException e) {
      problems.add(new TableProblem(cell, e.key(), List.copyOf(e.arguments())));
      return null;
    }
  }

  private static List<Object> arguments(FieldError error) {
    Object @Nullable [] arguments = error.getArguments();
    return arguments == null ? List.of() : List.of(arguments);
  }
}
