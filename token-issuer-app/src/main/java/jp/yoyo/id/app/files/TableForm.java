package jp.yoyo.id.app.files;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The .xlsx form for a {@link TableLayout}: an empty sheet to fill in, an example, instructions,
 * and the lists behind the drop-downs. Every cell to be filled in is text, so that codes keep their
 * leading zeros; every other one is protected against accidents, without a password.
 *
 * @param layout what {@link TableFile} reads again
 * @param fields one for each column of the layout that is not ignored
 * @param examples rows of the example, in the order of the fields
 * @param instructions lines of the instructions
 * @param names of the other sheets
 * @param rows how many the drop-downs are prepared for
 */
public record TableForm(
    TableLayout layout,
    List<Field> fields,
    List<List<String>> examples,
    List<String> instructions,
    SheetNames names,
    int rows) {

  /**
   * A column of the form.
   *
   * @param choices what the drop-down offers; none for a free text
   * @param hint shown when a cell of the column is selected; may be empty
   */
  public record Field(TableColumn column, List<String> choices, String hint) {}

  /** How the sheets beside the one to fill in are called. */
  public record SheetNames(String example, String instructions, String choices) {

    public static final SheetNames JAPANESE = new SheetNames("記入例", "記入方法", "コード表");
  }

  private static final int CHARACTER = 256;
  private static final int NARROWEST = 14;
  private static final int WIDEST = 40;

  /** Excel's own limit for the hint at a cell. */
  private static final int LONGEST_HINT = 255;

  /** Writes the workbook; the stream stays open. */
  public void write(OutputStream out) throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook()) {
      workbook
          .getProperties()
          .getCustomProperties()
          .addProperty(ExcelTable.FORM_PROPERTY, layout.form());
      Styles styles = new Styles(workbook);
      XSSFSheet sheet = workbook.createSheet(layout.sheet());
      head(sheet, styles);
      for (int i = 0; i < fields.size(); i++) {
        sheet.setDefaultColumnStyle(i, styles.input);
      }
      protect(sheet);

      XSSFSheet example = workbook.createSheet(names.example());
      head(example, styles);
      for (int i = 0; i < examples.size(); i++) {
        row(example, i + 1, examples.get(i), styles.example);
      }
      protect(example);

      XSSFSheet text = workbook.createSheet(names.instructions());
      text.setColumnWidth(0, 100 * CHARACTER);
      for (int i = 0; i < instructions.size(); i++) {
        row(text, i, List.of(instructions.get(i)), styles.example);
      }
      protect(text);

      choices(workbook.createSheet(names.choices()), sheet, styles);
      workbook.setActiveSheet(0);
      workbook.write(out);
    }
  }

  private void head(XSSFSheet sheet, Styles styles) {
    List<String> titles = new ArrayList<>();
    for (Field field : fields) {
      TableColumn column = field.column();
      titles.add(column.required() ? column.title() + "※必須" : column.title());
    }
    row(sheet, 0, titles, styles.head);
    for (int i = 0; i < fields.size(); i++) {
      int width = Math.min(WIDEST, Math.max(NARROWEST, titles.get(i).length() * 2 + 2));
      sheet.setColumnWidth(i, width * CHARACTER);
    }
    sheet.createFreezePane(0, 1);
  }

  /** The drop-downs refer to a sheet: a list within the cell ends at 255 characters. */
  private void choices(XSSFSheet lists, XSSFSheet sheet, Styles styles) {
    DataValidationHelper helper = sheet.getDataValidationHelper();
    int list = 0;
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (field.choices().isEmpty() && field.hint().isEmpty()) {
        continue;
      }
      CellRangeAddressList cells = new CellRangeAddressList(1, rows, i, i);
      DataValidation validation;
      if (field.choices().isEmpty()) {
        validation = helper.createValidation(helper.createCustomConstraint("TRUE"), cells);
      } else {
        column(lists, list, field, styles);
        String letters = CellReference.convertNumToColString(list);
        String range =
            "'%s'!$%s$2:$%s$%d"
                .formatted(names.choices(), letters, letters, field.choices().size() + 1);
        validation = helper.createValidation(helper.createFormulaListConstraint(range), cells);
        validation.setShowErrorBox(true);
        list++;
      }
      if (!field.hint().isEmpty()) {
        String hint = field.hint();
        validation.createPromptBox(
            shortened(field.column().title(), 32), shortened(hint, LONGEST_HINT));
        validation.setShowPromptBox(true);
      }
      sheet.addValidationData(validation);
    }
    protect(lists);
  }

  private static void column(XSSFSheet lists, int column, Field field, Styles styles) {
    List<String> texts = new ArrayList<>();
    texts.add(field.column().title());
    texts.addAll(field.choices());
    for (int i = 0; i < texts.size(); i++) {
      Row row = lists.getRow(i) == null ? lists.createRow(i) : lists.getRow(i);
      row.createCell(column).setCellValue(texts.get(i));
      row.getCell(column).setCellStyle(i == 0 ? styles.head : styles.example);
    }
    lists.setColumnWidth(column, 24 * CHARACTER);
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static void row(XSSFSheet sheet, int number, List<String> texts, CellStyle style) {
    Row row = sheet.createRow(number);
    for (int i = 0; i < texts.size(); i++) {
      row.createCell(i).setCellValue(texts.get(i));
      row.getCell(i).setCellStyle(style);
    }
  }

  private static void protect(XSSFSheet sheet) {
    sheet.enableLocking();
    sheet.lockFormatColumns(false);
    sheet.lockInsertRows(false);
    sheet.lockDeleteRows(false);
    sheet.lockSort(false);
    sheet.lockAutoFilter(false);
  }

  private static final class Styles {

    private final CellStyle head;
    private final CellStyle input;
    private final CellStyle example;

    Styles(XSSFWorkbook workbook) {
      short text = workbook.createDataFormat().getFormat("@");
      Font bold = workbook.createFont();
      bold.setBold(true);
      head = workbook.createCellStyle();
      head.setFont(bold);
      head.setWrapText(true);
      head.setBorderBottom(BorderStyle.THIN);
      head.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
      head.setFillPattern(FillPatternType.SOLID_FOREGROUND);
      input = workbook.createCellStyle();
      input.setDataFormat(text);
      input.setLocked(false);
      example = workbook.createCellStyle();
      example.setDataFormat(text);
      example.setWrapText(true);
    }
  }
}
