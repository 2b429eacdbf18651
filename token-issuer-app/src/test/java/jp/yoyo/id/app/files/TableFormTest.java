package jp.yoyo.id.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

class TableFormTest {

  private static final TableColumn CODE = TableColumn.required("code", "医療機関コード").padded(10);
  private static final TableColumn KIND = TableColumn.required("kind", "区分");
  private static final TableForm FORM =
      new TableForm(
          new TableLayout("一覧", "facilities-1", List.of(CODE, KIND)),
          List.of(
              new TableForm.Field(CODE, List.of(), "数字10桁"),
              new TableForm.Field(KIND, List.of("医療機関", "接種会場"), "")),
          List.of(List.of("0110113719", "医療機関")),
          List.of("見出しの下の行に記入してください。"),
          TableForm.SheetNames.JAPANESE,
          1_000);

  @Test
  void writeWhenOpenedThenDropDownsProtectionAndExample() throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(written()))) {
      XSSFSheet sheet = workbook.getSheet("一覧");
      List<String> lists =
          sheet.getDataValidations().stream()
              .map(DataValidation::getValidationConstraint)
              .map(constraint -> String.valueOf(constraint.getFormula1()))
              .toList();
      assertThat(lists).containsExactlyInAnyOrder("TRUE", "'コード表'!$A$2:$A$3");
      assertThat(workbook.getSheet("コード表").getRow(2).getCell(0).getStringCellValue())
          .isEqualTo("接種会場");
      assertThat(sheet.isSheetLocked()).isTrue();
      assertThat(sheet.getRow(0).getCell(0).getCellStyle().getLocked()).isTrue();
      assertThat(sheet.getColumnStyle(0).getLocked()).isFalse();
      assertThat(sheet.getColumnStyle(0).getDataFormatString()).isEqualTo("@");
      assertThat(workbook.getSheet("記入例").getRow(1).getCell(0).getStringCellValue())
          .isEqualTo("0110113719");
      assertThat(workbook.getSheet("記入方法").getPhysicalNumberOfRows()).isEqualTo(1);
    }
  }

  @Test
  void writeWhenFilledInThenRead() throws IOException {
    ByteArrayOutputStream filled = new ByteArrayOutputStream();
    try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(written()))) {
      var row = workbook.getSheet("一覧").createRow(1);
      row.createCell(0).setCellValue("0110113719");
      row.createCell(1).setCellValue("接種会場");
      workbook.write(filled);
    }

    List<TableRow> rows = new ArrayList<>();
    TableFile.read(
        new ByteArrayInputStream(filled.toByteArray()),
        FORM.layout(),
        TableLimits.DEFAULT,
        (head, row) -> rows.add(row));

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).text("code")).isEqualTo("0110113719");
    assertThat(rows.get(0).text("kind")).isEqualTo("接種会場");
  }

  private static byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FORM.write(out);
    return out.toByteArray();
  }
}
