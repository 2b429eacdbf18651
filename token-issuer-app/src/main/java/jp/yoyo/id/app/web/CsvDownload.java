package jp.yoyo.id.app.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import jp.yoyo.id.app.files.CsvExport;

/**
 * A list as a file that the browser saves. Ask for the permission first: from here on the answer is
 * being written.
 *
 * <pre>{@code
 * try (CsvExport csv = CsvDownload.open(response, "facilities.csv", titles)) {
 *   csv.row(…);
 * }
 * }</pre>
 */
public final class CsvDownload {

  private CsvDownload() {}

  /**
   * Begins the answer and writes the head.
   *
   * @param fileName in ASCII
   */
  public static CsvExport open(HttpServletResponse response, String fileName, List<String> titles)
      throws IOException {
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    return new CsvExport(response.getOutputStream(), titles);
  }
}
