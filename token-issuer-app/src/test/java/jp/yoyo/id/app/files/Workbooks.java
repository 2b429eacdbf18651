package jp.yoyo.id.app.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks written by hand, so that a test can put into them what no spreadsheet would. */
final class Workbooks {

  static final String WORKBOOK_TYPE =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PACKAGE_RELATIONS =
      "http://schemas.openxmlformats.org/package/2006/relationships";

  private final Map<String, String> parts = new LinkedHashMap<>();

  private Workbooks() {
    parts.put(
        "[Content_Types].xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Default Extension="xml" ContentType="application/xml"/>
        <Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>
        <Override PartName="/xl/workbook.xml" ContentType="%s"/>
        </Types>
        """
            .formatted(WORKBOOK_TYPE));
    parts.put(
        "_rels/.rels",
        "<Relationships xmlns=\"%s\"><Relationship Id=\"r1\" Type=\"%s/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            .formatted(PACKAGE_RELATIONS, RELATIONS));
    parts.put(
        "xl/workbook.xml",
        "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"一覧\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>"
            .formatted(MAIN, RELATIONS));
    parts.put(
        "xl/_rels/workbook.xml.rels",
        """
        <Relationships xmlns="%1$s">
        <Relationship Id="s1" Type="%2$s/worksheet" Target="sheet1.xml"/>
        <Relationship Id="t1" Type="%2$s/sharedStrings" Target="shared.xml"/>
        <Relationship Id="y1" Type="%2$s/styles" Target="styles.xml"/>
        </Relationships>
        """
            .formatted(PACKAGE_RELATIONS, RELATIONS));
    parts.put("xl/shared.xml", "<sst xmlns=\"%s\"></sst>".formatted(MAIN));
    parts.put(
        "xl/styles.xml",
        "<styleSheet xmlns=\"%s\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            .formatted(MAIN));
  }

  /** One with these rows, in the XML of sheets. */
  static Workbooks ofRows(String rows) {
    return new Workbooks().with("xl/sheet1.xml", sheet(rows));
  }

  static String sheet(String rows) {
    return "<worksheet xmlns=\"" + MAIN + "\"><sheetData>" + rows + "</sheetData></worksheet>";
  }

  static String sharedTexts(String items) {
    return "<sst xmlns=\"" + MAIN + "\">" + items + "</sst>";
  }

  /** A row of texts. */
  static String row(int number, String... texts) {
    StringBuilder row = new StringBuilder("<row r=\"" + number + "\">");
    for (int i = 0; i < texts.length; i++) {
      row.append("<c r=\"").append(TableRow.address(i, number)).append("\" t=\"inlineStr\">");
      row.append("<is><t>").append(texts[i]).append("</t></is></c>");
    }
    return row.append("</row>").toString();
  }

  Workbooks with(String part, String content) {
    parts.put(part, content);
    return this;
  }

  Workbooks replacing(String part, String from, String to) {
    return with(part, parts.getOrDefault(part, "").replace(from, to));
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
