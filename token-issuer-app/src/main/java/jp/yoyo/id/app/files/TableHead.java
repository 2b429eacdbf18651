package jp.yoyo.id.app.files;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The first row that is not empty: which column is where.
 *
 * @param number of the row
 * @param columns where a column is, counted from 0, by its key
 * @param width to the last column that has a head
 */
public record TableHead(int number, Map<String, Integer> columns, int width) {

  /**
   * Finds the columns by their heads. Width, case, spaces and the mark for required ones do not
   * matter.
   *
   * @throws FileRefusedException with everything that is missing, unknown or there twice
   */
  static TableHead of(TableLayout layout, int number, List<String> titles) {
    Map<String, TableColumn> known = new HashMap<>();
    for (TableColumn column : layout.columns()) {
      column.titles().forEach(title -> known.put(normalized(title), column));
    }
    List<TableProblem> problems = new ArrayList<>();
    Map<String, Integer> columns = new HashMap<>();
    int width = 0;
    for (int i = 0; i < titles.size(); i++) {
      String title = titles.get(i).strip();
      if (title.isEmpty()) {
        continue;
      }
      width = i + 1;
      String cell = TableRow.address(i, number);
      TableColumn column = known.get(normalized(title));
      if (column == null) {
        problems.add(new TableProblem(cell, "files.column.unknown", List.of(shortened(title))));
      } else if (!column.ignored() && columns.put(column.key(), i) != null) {
        problems.add(new TableProblem(cell, "files.column.repeated", List.of(column.title())));
      }
    }
    for (TableColumn column : layout.columns()) {
      if (column.required() && !columns.containsKey(column.key())) {
        problems.add(TableProblem.ofFile("files.column.missing", column.title()));
      }
    }
    if (!problems.isEmpty()) {
      throw new FileRefusedException(problems);
    }
    return new TableHead(number, Map.copyOf(columns), width);
  }

  private static String normalized(String title) {
    return Normalizer.normalize(title, Normalizer.Form.NFKC)
        .replaceAll("[\\s\u3000*※]|必須|\\(任意\\)", "")
        .toLowerCase(Locale.ROOT);
  }

  /** A file that is no table at all has its first page here. */
  private static String shortened(String title) {
    return title.codePointCount(0, title.length()) <= 30
        ? title
        : title.substring(0, title.offsetByCodePoints(0, 30)) + "…";
  }
}
