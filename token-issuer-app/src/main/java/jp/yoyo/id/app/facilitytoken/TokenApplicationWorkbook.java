package jp.yoyo.id.app.facilitytoken;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityCode;
import jp.yoyo.id.app.facility.KatakanaName;
import jp.yoyo.id.app.facility.PlainLine;
import jp.yoyo.id.app.facility.TelephoneNumber;
import jp.yoyo.id.app.files.FileRefusedException;
import jp.yoyo.id.app.files.TableColumn;
import jp.yoyo.id.app.files.TableFile;
import jp.yoyo.id.app.files.TableLayout;
import jp.yoyo.id.app.files.TableLimits;
import jp.yoyo.id.app.format.FormatException;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.FieldError;

/**
 * 医療機関トークン申請書 as a workbook: one item a row, the cell to fill in beside it (column C). Written with
 * what the register knows, read again with the limits of package {@code files}; whatever is wrong
 * names its cell.
 */
@Component
public class TokenApplicationWorkbook {

  static final String SHEET = "申請書";
  static final String EXAMPLE = "記入例";
  static final String INSTRUCTIONS = "記入方法";
  static final String CHOICES = "コード表";

  /** Name and version of the form. */
  static final String FORM = "facility-token-application-1";

  private static final String FORM_PROPERTY = "YoyoForm";
  private static final String CONSENT = "同意する";
  private static final int MOST_ROWS = 60;
  private static final TableLimits LIMITS =
      new TableLimits(5L << 20, 20L << 20, MOST_ROWS, 10, 1_000);

  private static final TableLayout LAYOUT =
      new TableLayout(
          SHEET,
          FORM,
          List.of(
              TableColumn.optional("number", "番号"),
              TableColumn.required("item", "項目"),
              TableColumn.required("value", "記入欄").padded(0),
              TableColumn.ignored("説明")));

  /**
   * A row of the form.
   *
   * @param field of the {@link TokenApplicationForm}, or one that has to agree with the register
   */
  record Item(String field, String title, boolean required, List<String> choices, String hint) {}

  /** In the order of the form: the first one stands in row 2. */
  static final List<Item> ITEMS =
      List.of(
          new Item("appliedOn", "申請日", true, List.of(), "例：2026/6/1"),
          new Item(
              "kind",
              "申請区分",
              true,
              Arrays.stream(ApplicationKind.values()).map(ApplicationKind::japanese).toList(),
              "コード表から選択"),
          new Item("municipality", "申請先自治体", true, List.of(), "全国地方公共団体コード（6桁）"),
          new Item(
              "way",
              "受領方法",
              true,
              Arrays.stream(HandOverWay.values()).map(HandOverWay::japanese).toList(),
              "受領コードの受け取り方"),
          new Item("consent", "同意事項", true, List.of(CONSENT), "トークンを第三者に渡さず、自機関で管理すること"),
          new Item("code", "医療機関コード", true, List.of(), "10桁の数字"),
          new Item("name", "医療機関名称", true, List.of(), "医療機関マスタのとおり"),
          new Item("kana", "フリガナ", true, List.of(), "全角カタカナ"),
          new Item("address", "所在地", true, List.of(), ""),
          new Item("telephone", "電話番号", true, List.of(), ""),
          new Item("founder", "開設者名", true, List.of(), "医療機関マスタのとおり"),
          new Item("representative", "代表者名", true, List.of(), "医療機関マスタのとおり"),
          new Item("contactName", "担当者名", true, List.of(), "医療機関の職員（事業者ではない方）"),
          new Item("contactDepartment", "担当者の部署", false, List.of(), ""),
          new Item("contactTelephone", "担当者の電話番号", true, List.of(), ""),
          new Item("contactMail", "担当者のメールアドレス", true, List.of(), "手続きの状況をお知らせします"),
          new Item("appName", "アプリ名", true, List.of(), ""),
          new Item("appVendor", "提供事業者", true, List.of(), ""),
          new Item(
              "connection",
              "接続形態",
              true,
              Arrays.stream(TokenConnection.values()).map(TokenConnection::japanese).toList(),
              "コード表から選択"),
          new Item("terminal", "端末名称", true, List.of(), "例：受付端末1"),
          new Item("terminals", "台数", true, List.of(), "1～999"),
          new Item("wantedFrom", "利用開始希望日", false, List.of(), "例：2026/7/1"),
          new Item("targetToken", "対象トークン", false, List.of(), "再発行・更新・変更・廃止のとき：一覧の「識別番号」"),
          new Item("reason", "事由", false, List.of(), "再発行・変更・廃止のとき"),
          new Item("occurredOn", "発生日", false, List.of(), "紛失などの日"));

  /** Something wrong, to be said in the reader's language. */
  public record Problem(String cell, String key, List<String> arguments) {}

  /**
   * A filled-in form as it was read.
   *
   * @param facility that it is of, as far as that is clear
   * @param content only where nothing is wrong
   */
  record Filled(
      @Nullable Facility facility,
      @Nullable TokenApplicationContent content,
      List<Problem> problems) {}

  /** Finds the facility that holds a code now, among those that the uploader may apply for. */
  interface FacilityOfCode {
    Optional<Facility> find(FacilityCode code);
  }

  private final Clock clock;

  TokenApplicationWorkbook(Clock clock) {
    this.clock = clock;
  }

  /** The cell of an item in the form as it is given out; "" for what is no item. */
  static String cell(String field) {
    for (int i = 0; i < ITEMS.size(); i++) {
      if (ITEMS.get(i).field().equals(field)) {
        return "C" + (i + 2);
      }
    }
    return "";
  }

  /** Reads a filled-in form. */
  Filled read(InputStream file, FacilityOfCode facilities) throws IOException {
    Map<String, String> values = new HashMap<>();
    Map<String, String> cells = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    Map<String, Item> byTitle = new HashMap<>();
    ITEMS.forEach(item -> byTitle.put(item.title(), item));
    try {
      TableFile.read(
          file,
          LAYOUT,
          LIMITS,
          (head, row) -> {
            String title = row.text("item").replaceAll("※必須|\\s", "");
            Item item = byTitle.get(title);
            if (item == null) {
              problems.add(
                  new Problem(
                      row.address(head, "item"), "facilitytoken.file.item", List.of(title)));
            } else if (cells.put(item.field(), row.address(head, "value")) != null) {
              problems.add(
                  new Problem(
                      row.address(head, "item"), "facilitytoken.file.repeated", List.of(title)));
            } else {
              values.put(item.field(), row.text("value"));
            }
          });
    } catch (FileRefusedException e) {
      return new Filled(
          null,
          null,
          e.problems().stream()
              .map(
                  problem ->
                      new Problem(
                          problem.cell(),
                          problem.key(),
                          problem.arguments().stream().map(String::valueOf).toList()))
              .toList());
    }
    for (Item item : ITEMS) {
      if (!cells.containsKey(item.field())) {
        problems.add(new Problem("", "facilitytoken.file.missing", List.of(item.title())));
      }
    }
    Facility facility = facility(values, cells, problems, facilities);
    TokenApplicationContent content = content(values, cells, problems);
    return problems.isEmpty() && facility != null
        ? new Filled(facility, content, List.of())
        : new Filled(facility, null, List.copyOf(problems));
  }

  private @Nullable Facility facility(
      Map<String, String> values,
      Map<String, String> cells,
      List<Problem> problems,
      FacilityOfCode facilities) {
    String cell = cells.getOrDefault("code", "");
    String typed = values.getOrDefault("code", "");
    FacilityCode code;
    try {
      code = FacilityCode.parse(typed);
    } catch (FormatException e) {
      problems.add(problem(cell, e));
      return null;
    }
    if (code.checkDigit() == FacilityCode.CheckDigit.WRONG && facilities.find(code).isEmpty()) {
      // A code that an officer has accepted in spite of its check digit is in the register.
      problems.add(new Problem(cell, "facilitytoken.file.check-digit", List.of()));
      return null;
    }
    Facility facility = facilities.find(code).orElse(null);
    if (facility == null) {
      problems.add(new Problem(cell, "facilitytoken.file.unknown", List.of()));
      return null;
    }
    agree("municipality", facility.municipalityCode(), values, cells, problems);
    agree("name", facility.name(), values, cells, problems);
    agree("founder", facility.founder(), values, cells, problems);
    agree(
        "representative",
        Objects.requireNonNullElse(facility.representative(), ""),
        values,
        cells,
        problems);
    required("kana", values, cells, problems, KatakanaName::parse);
    required("address", values, cells, problems, text -> PlainLine.parse(text, 200));
    required("telephone", values, cells, problems, TelephoneNumber::parse);
    required("appliedOn", values, cells, problems, TokenApplicationForm::date);
    FacilityTokenApplications.missing(facility, LocalDate.now(clock))
        .forEach(missing -> problems.add(new Problem(cell, missing.key(), List.of())));
    return facility;
  }

  private static void required(
      String field,
      Map<String, String> values,
      Map<String, String> cells,
      List<Problem> problems,
      java.util.function.Function<String, ?> parse) {
    String cell = cells.getOrDefault(field, "");
    String typed = values.getOrDefault(field, "");
    if (typed.isBlank()) {
      problems.add(new Problem(cell, "facility.text.required", List.of()));
      return;
    }
    try {
      Object unused = parse.apply(typed);
    } catch (FormatException e) {
      problems.add(problem(cell, e));
    }
  }

  /** What the register says counts; a form that says otherwise is out of date, or of another. */
  private static void agree(
      String field,
      String registered,
      Map<String, String> values,
      Map<String, String> cells,
      List<Problem> problems) {
    String typed = values.getOrDefault(field, "");
    if (!comparable(typed).equals(comparable(registered)) || typed.isBlank()) {
      problems.add(
          new Problem(
              cells.getOrDefault(field, ""), "facilitytoken.file.register", List.of(registered)));
    }
  }

  private static String comparable(String text) {
    return java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKC)
        .replaceAll("[\\s\u3000]", "");
  }

  private static Problem problem(String cell, FormatException e) {
    return new Problem(cell, e.key(), e.arguments().stream().map(String::valueOf).toList());
  }

  private static @Nullable TokenApplicationContent content(
      Map<String, String> values, Map<String, String> cells, List<Problem> problems) {
    TokenApplicationForm form = new TokenApplicationForm();
    BeanPropertyBindingResult errors = new BeanPropertyBindingResult(form, "application");
    form.setKind(values.getOrDefault("kind", ""));
    form.setContactName(values.getOrDefault("contactName", ""));
    form.setContactDepartment(values.getOrDefault("contactDepartment", ""));
    form.setContactTelephone(values.getOrDefault("contactTelephone", ""));
    form.setContactMail(values.getOrDefault("contactMail", ""));
    form.setAppName(values.getOrDefault("appName", ""));
    form.setAppVendor(values.getOrDefault("appVendor", ""));
    form.setConnection(values.getOrDefault("connection", ""));
    form.setTerminal(values.getOrDefault("terminal", ""));
    form.setTerminals(values.getOrDefault("terminals", ""));
    form.setWantedFrom(values.getOrDefault("wantedFrom", ""));
    form.setWay(values.getOrDefault("way", ""));
    form.setTargetToken(values.getOrDefault("targetToken", ""));
    form.setReason(values.getOrDefault("reason", ""));
    form.setOccurredOn(values.getOrDefault("occurredOn", ""));
    form.setConsent(values.getOrDefault("consent", "").equals(CONSENT));
    TokenApplicationContent content = form.content(errors).orElse(null);
    for (FieldError error : errors.getFieldErrors()) {
      Object[] arguments = error.getArguments() == null ? new Object[0] : error.getArguments();
      problems.add(
          new Problem(
              cells.getOrDefault(error.getField(), ""),
              codeOf(error),
              Arrays.stream(arguments).map(String::valueOf).toList()));
    }
    return content;
  }

  /** The last of the codes is the one that was given. */
  private static String codeOf(FieldError error) {
    String code = error.getCode();
    return code == null ? "facility.text.required" : code;
  }

  /** What the register knows, by item. */
  private Map<String, String> known(Facility facility) {
    Map<String, String> known = new LinkedHashMap<>();
    known.put("municipality", facility.municipalityCode());
    known.put("code", facility.codeOn(LocalDate.now(clock)));
    known.put("name", facility.name());
    known.put("kana", facility.kana());
    known.put("address", facility.address());
    known.put("telephone", facility.telephone().value());
    known.put("founder", facility.founder());
    known.put("representative", Objects.requireNonNullElse(facility.representative(), ""));
    known.put("contactTelephone", facility.telephone().value());
    known.put("contactMail", Objects.requireNonNullElse(facility.contactMail(), ""));
    return known;
  }

  /** Writes the form, with what is known of the facility. */
  void write(Facility facility, OutputStream out) throws IOException {
    write(known(facility), out);
  }

  /** Writes the form for whichever facility of a municipality, with the code of that alone. */
  void write(String municipalityCode, OutputStream out) throws IOException {
    write(Map.of("municipality", municipalityCode), out);
  }

  private static void write(Map<String, String> known, OutputStream out) throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook()) {
      workbook.getProperties().getCustomProperties().addProperty(FORM_PROPERTY, FORM);
      Styles styles = new Styles(workbook);
      XSSFSheet sheet = workbook.createSheet(SHEET);
      form(sheet, known, styles, styles.input);
      form(workbook.createSheet(EXAMPLE), exampleValues(), styles, styles.text);
      instructions(workbook.createSheet(INSTRUCTIONS), styles);
      choices(workbook.createSheet(CHOICES), sheet, styles);
      workbook.setActiveSheet(0);
      workbook.write(out);
    }
  }

  private static void form(
      XSSFSheet sheet, Map<String, String> values, Styles styles, CellStyle input) {
    sheet.setColumnWidth(0, 6 * 256);
    sheet.setColumnWidth(1, 26 * 256);
    sheet.setColumnWidth(2, 42 * 256);
    sheet.setColumnWidth(3, 52 * 256);
    line(sheet, 0, List.of("番号", "項目", "記入欄", "説明"), styles.head);
    for (int i = 0; i < ITEMS.size(); i++) {
      Item item = ITEMS.get(i);
      line(
          sheet,
          i + 1,
          List.of(
              String.valueOf(i + 1),
              item.required() ? item.title() + "※必須" : item.title(),
              values.getOrDefault(item.field(), ""),
              item.hint()),
          styles.text);
      sheet.getRow(i + 1).getCell(2).setCellStyle(input);
    }
    sheet.createFreezePane(0, 1);
    sheet.getHeader().setCenter("医療機関トークン申請書");
    sheet.setFitToPage(true);
    protect(sheet);
  }

  private static Map<String, String> exampleValues() {
    Map<String, String> values = new HashMap<>();
    values.put("appliedOn", "2026/6/1");
    values.put("kind", ApplicationKind.NEW.japanese());
    values.put("municipality", "131016");
    values.put("way", HandOverWay.PAPER.japanese());
    values.put("consent", CONSENT);
    values.put("code", "1390110049");
    values.put("name", "予防クリニック");
    values.put("kana", "ヨボウクリニック");
    values.put("address", "東京都千代田区千代田1-1");
    values.put("telephone", "03-1234-5678");
    values.put("founder", "医療法人予防会");
    values.put("representative", "予防 花子");
    values.put("contactName", "予防 次郎");
    values.put("contactDepartment", "医事課");
    values.put("contactTelephone", "03-1234-5678");
    values.put("contactMail", "clinic@example.jp");
    values.put("appName", "予防接種アプリ");
    values.put("appVendor", "アプリ提供株式会社");
    values.put("connection", TokenConnection.INTERNET.japanese());
    values.put("terminal", "受付端末1");
    values.put("terminals", "1");
    values.put("wantedFrom", "2026/7/1");
    return values;
  }

  private static void instructions(XSSFSheet sheet, Styles styles) {
    sheet.setColumnWidth(0, 100 * 256);
    List<String> lines =
        List.of(
            "「申請書」シートの「記入欄」（C列）だけに記入してください。ほかのセルは保護されています。",
            "「※必須」の項目は必ず記入してください。",
            "医療機関コード、名称、開設者名、代表者名は、医療機関マスタに登録されたとおりに記入してください。",
            "担当者は医療機関の職員とし、アプリの提供事業者の方は記入しないでください。",
            "再発行、更新、変更、廃止のときは、対象トークンに、画面の一覧にある識別番号を記入してください。",
            "再発行、変更、廃止のときは、事由を記入してください。紛失や漏えいのときは、先に画面から失効させてください。",
            "記入したファイルは、画面から取り込むか、自治体に提出してください。Excelブック（.xlsx）のまま提出してください。");
    for (int i = 0; i < lines.size(); i++) {
      line(sheet, i, List.of(lines.get(i)), styles.text);
    }
    protect(sheet);
  }

  /** The drop-downs refer to a sheet: a list within the cell ends at 255 characters. */
  private static void choices(XSSFSheet lists, XSSFSheet sheet, Styles styles) {
    DataValidationHelper helper = sheet.getDataValidationHelper();
    int column = 0;
    for (int i = 0; i < ITEMS.size(); i++) {
      Item item = ITEMS.get(i);
      if (item.choices().isEmpty()) {
        continue;
      }
      List<String> texts = new ArrayList<>(List.of(item.title()));
      texts.addAll(item.choices());
      for (int row = 0; row < texts.size(); row++) {
        Row line = lists.getRow(row) == null ? lists.createRow(row) : lists.getRow(row);
        line.createCell(column).setCellValue(texts.get(row));
        line.getCell(column).setCellStyle(row == 0 ? styles.head : styles.text);
      }
      lists.setColumnWidth(column, 24 * 256);
      String letters = CellReference.convertNumToColString(column);
      DataValidation validation =
          helper.createValidation(
              helper.createFormulaListConstraint(
                  "'%s'!$%s$2:$%s$%d"
                      .formatted(CHOICES, letters, letters, item.choices().size() + 1)),
              new CellRangeAddressList(i + 1, i + 1, 2, 2));
      validation.setShowErrorBox(true);
      sheet.addValidationData(validation);
      column++;
    }
    protect(lists);
  }

  private static void line(XSSFSheet sheet, int number, List<String> texts, CellStyle style) {
    Row row = sheet.createRow(number);
    for (int i = 0; i < texts.size(); i++) {
      row.createCell(i).setCellValue(texts.get(i));
      row.getCell(i).setCellStyle(style);
    }
  }

  /** Against accidents, without a password. */
  private static void protect(XSSFSheet sheet) {
    sheet.enableLocking();
    sheet.lockFormatColumns(false);
  }

  private static final class Styles {
    private final CellStyle head;
    private final CellStyle text;
    private final CellStyle input;

    Styles(XSSFWorkbook workbook) {
      short format = workbook.createDataFormat().getFormat("@");
      Font bold = workbook.createFont();
      bold.setBold(true);
      head = bordered(workbook);
      head.setFont(bold);
      head.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
      head.setFillPattern(FillPatternType.SOLID_FOREGROUND);
      text = bordered(workbook);
      text.setDataFormat(format);
      text.setWrapText(true);
      input = bordered(workbook);
      input.setDataFormat(format);
      input.setWrapText(true);
      input.setLocked(false);
      input.setFillForegroundColor(IndexedColors.LIGHT_YELLOW.getIndex());
      input.setFillPattern(FillPatternType.SOLID_FOREGROUND);
    }

    private static CellStyle bordered(XSSFWorkbook workbook) {
      CellStyle style = workbook.createCellStyle();
      style.setBorderTop(BorderStyle.THIN);
      style.setBorderBottom(BorderStyle.THIN);
      style.setBorderLeft(BorderStyle.THIN);
      style.setBorderRight(BorderStyle.THIN);
      style.setVerticalAlignment(VerticalAlignment.TOP);
      return style;
    }
  }
}
