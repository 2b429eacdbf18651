package jp.yoyo.id.acceptance.chapter4;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The XLSX template that somebody downloaded, with rows typed in as a spreadsheet saves them. */
final class FilledTemplate {

  private static final String SHEET = "xl/worksheets/sheet1.xml";
  private static final Pattern ROWS =
      Pattern.compile("(?s)<sheetData>(<row.*?</row>).*</sheetData>");

  private FilledTemplate() {}

  /** The template with these rows below its headings. */
  static byte[] of(Path template, List<List<String>> rows) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (InputStream in = Files.newInputStream(template);
        ZipInputStream former = new ZipInputStream(in);
        ZipOutputStream filled = new ZipOutputStream(file)) {
      for (ZipEntry entry = former.getNextEntry(); entry != null; entry = former.getNextEntry()) {
        byte[] content = former.readAllBytes();
        filled.putNextEntry(new ZipEntry(entry.getName()));
        filled.write(
            entry.getName().equals(SHEET)
                ? typedIn(new String(content, StandardCharsets.UTF_8), rows)
                    .getBytes(StandardCharsets.UTF_8)
                : content);
      }
    }
    return file.toByteArray();
  }

  private static String typedIn(String sheet, List<List<String>> rows) {
    Matcher found = ROWS.matcher(sheet);
    if (!found.find()) {
      throw new AssertionError("No row of headings in the template: " + sheet);
    }
    StringBuilder all = new StringBuilder(found.group(1));
    for (int i = 0; i < rows.size(); i++) {
      int number = i + 2;
      all.append("<row r=\"").append(number).append("\">");
      List<String> cells = rows.get(i);
      for (int column = 0; column < cells.size(); column++) {
        all.append("<c r=\"").append((char) ('A' + column)).append(number);
        all.append("\" t=\"inlineStr\"><is><t>").append(cells.get(column)).append("</t></is></c>");
      }
      all.append("</row>");
    }
    return sheet.substring(0, found.start())
        + "<sheetData>"
        + all
        + "</sheetData>"
        + sheet.substring(found.end());
  }
}
