package jp.yoyo.id.app.issuance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.app.facility.FacilityKind;
import jp.yoyo.id.app.files.TableColumn;
import jp.yoyo.id.app.files.TableForm;
import jp.yoyo.id.app.files.TableLayout;

/** The file in which a municipality lists its facilities with their first administrators. */
final class FacilityFile {

  /** Heads of columns, and what the drop-down offers, are Japanese: so is the form. */
  private static final Map<String, String> TITLES = new LinkedHashMap<>();

  static final String FACILITY = "医療機関";
  static final String VENUE = "接種会場";

  /** Head of the column that our error report adds. */
  static final String PROBLEMS = "エラー内容";

  static {
    TITLES.put("kind", "区分");
    TITLES.put("code", "医療機関コード");
    TITLES.put("overrideReason", "コード確認済の理由");
    TITLES.put("name", "名称");
    TITLES.put("kana", "フリガナ");
    TITLES.put("postalCode", "郵便番号");
    TITLES.put("address", "所在地");
    TITLES.put("telephone", "電話番号");
    TITLES.put("founder", "開設者名");
    TITLES.put("lastName", "管理者の姓");
    TITLES.put("firstName", "管理者の名");
    TITLES.put("lastNameKana", "管理者の姓（カナ）");
    TITLES.put("firstNameKana", "管理者の名（カナ）");
    TITLES.put("email", "管理者のメールアドレス");
    TITLES.put("userId", "ユーザID（希望）");
  }

  private static final List<String> OPTIONAL =
      List.of("kind", "overrideReason", "lastNameKana", "firstNameKana", "userId");

  private static final int FORM_ROWS = 5_000;

  static final TableLayout LAYOUT = new TableLayout("医療機関一覧", "facilities-1", columns());

  private FacilityFile() {}

  private static List<TableColumn> columns() {
    List<TableColumn> columns = new ArrayList<>();
    TITLES.forEach((key, title) -> columns.add(column(key, title)));
    columns.add(TableColumn.ignored(PROBLEMS));
    return List.copyOf(columns);
  }

  private static TableColumn column(String key, String title) {
    TableColumn column =
        OPTIONAL.contains(key)
            ? TableColumn.optional(key, title)
            : TableColumn.required(key, title);
    return switch (key) {
      case "code" -> column.padded(10);
      case "postalCode" -> column.padded(7);
      default -> column;
    };
  }

  /** Keys of the columns, in their order. */
  static List<String> keys() {
    return List.copyOf(TITLES.keySet());
  }

  static String title(String key) {
    return TITLES.getOrDefault(key, key);
  }

  /** What a cell says, as a form has it. */
  static AdministratorForm form(Map<String, String> cells) {
    AdministratorForm form = new AdministratorForm();
    String kind = cells.getOrDefault("kind", "");
    form.setKind(
        switch (kind) {
          case "", FACILITY -> FacilityKind.FACILITY.column();
          case VENUE -> FacilityKind.VENUE.column();
          default -> kind;
        });
    form.setCode(cells.getOrDefault("code", ""));
    form.setOverrideReason(cells.getOrDefault("overrideReason", ""));
    form.setName(cells.getOrDefault("name", ""));
    form.setKana(cells.getOrDefault("kana", ""));
    form.setPostalCode(cells.getOrDefault("postalCode", ""));
    form.setAddress(cells.getOrDefault("address", ""));
    form.setTelephone(cells.getOrDefault("telephone", ""));
    form.setFounder(cells.getOrDefault("founder", ""));
    form.setLastName(cells.getOrDefault("lastName", ""));
    form.setFirstName(cells.getOrDefault("firstName", ""));
    form.setLastNameKana(cells.getOrDefault("lastNameKana", ""));
    form.setFirstNameKana(cells.getOrDefault("firstNameKana", ""));
    form.setEmail(cells.getOrDefault("email", ""));
    form.setUserId(cells.getOrDefault("userId", ""));
    return form;
  }

  /** The form to fill in. */
  static TableForm template() {
    List<TableForm.Field> fields = new ArrayList<>();
    for (TableColumn column : LAYOUT.columns()) {
      if (!column.ignored()) {
        fields.add(
            new TableForm.Field(
                column, column.key().equals("kind") ? List.of(FACILITY, VENUE) : List.of(), ""));
      }
    }
    return new TableForm(
        LAYOUT,
        fields,
        List.of(
            List.of(
                FACILITY,
                "1390110049",
                "",
                "予防クリニック",
                "ヨボウクリニック",
                "100-0001",
                "東京都千代田区千代田1-1",
                "03-1234-5678",
                "医療法人予防会",
                "予防",
                "花子",
                "ヨボウ",
                "ハナコ",
                "yobo@example.jp",
                "")),
        List.of(
            "「医療機関一覧」シートの2行目から、1行に1つの医療機関または接種会場を記入してください。",
            "「※必須」の列は必ず記入してください。",
            "医療機関コードの検証番号が一致しない場合は、コードを確認のうえ「コード確認済の理由」に理由を記入してください。",
            "ユーザIDを空欄にすると、自動で付番されます。",
            "CSVファイル（UTF-8またはShift_JIS）でも提出できます。"),
        TableForm.SheetNames.JAPANESE,
        FORM_ROWS);
  }
}
