package jp.yoyo.id.app.facilitytoken;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** 医療機関トークン申請書 as a person fills it in. */
final class FilledForm {

  private static final Map<String, String> TYPED =
      Map.of(
          "申請日", "2026/6/1",
          "申請区分", "新規",
          "受領方法", "書面",
          "同意事項", "同意する",
          "担当者名", "予防 次郎",
          "アプリ名", "予防接種アプリ",
          "提供事業者", "アプリ提供株式会社",
          "接続形態", "インターネット接続",
          "端末名称", "受付端末1",
          "台数", "２");

  private FilledForm() {}

  /** Everything that is not known filled in, and then something changed. */
  static byte[] of(byte[] form, Consumer<XSSFWorkbook> change) throws IOException {
    try (XSSFWorkbook opened = new XSSFWorkbook(new ByteArrayInputStream(form))) {
      TYPED.forEach((title, text) -> set(opened, title, text));
      change.accept(opened);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      opened.write(out);
      return out.toByteArray();
    }
  }

  static void set(XSSFWorkbook opened, String title, String text) {
    XSSFSheet sheet = opened.getSheet(TokenApplicationWorkbook.SHEET);
    for (int i = 1; i <= sheet.getLastRowNum(); i++) {
      if (sheet.getRow(i).getCell(1).getStringCellValue().replace("※必須", "").equals(title)) {
        sheet.getRow(i).getCell(2).setCellValue(text);
      }
    }
  }
}
