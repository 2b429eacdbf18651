package jp.yoyo.id.app.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import jp.yoyo.id.app.format.TypedText;
import org.jspecify.annotations.Nullable;

/** Makes rows with names from cells with positions, whatever file they come from. */
final class RowAssembler {

  /**
   * What a file has in one place.
   *
   * @param untyped whether the file does not say that this is a text: a spreadsheet may have taken
   *     leading zeros away
   */
  record RawCell(int column, String text, boolean untyped) {}

  private final TableLayout layout;
  private final TableLimits limits;
  private final BiConsumer<TableHead, TableRow> rows;
  private final Map<Integer, TableColumn> byPosition = new HashMap<>();
  private @Nullable TableHead head;
  private int count;

  RowAssembler(TableLayout layout, TableLimits limits, BiConsumer<TableHead, TableRow> rows) {
    this.layout = layout;
    this.limits = limits;
    this.rows = rows;
  }

  /**
   * Takes the next row.
   *
   * @param cells in the order of their columns
   */
  void row(int number, List<RawCell> cells) {
    List<RawCell> filled = cells.stream().filter(cell -> !cell.text().isBlank()).toList();
    if (filled.isEmpty()) {
      return;
    }
    RawCell last = filled.get(filled.size() - 1);
    if (last.column() >= limits.columns()) {
      throw new FileRefusedException("files.too-many-columns", limits.columns());
    }
    for (RawCell cell : filled) {
      if (cell.text().length() > limits.cellLength()) {
        throw new FileRefusedException(
            List.of(
                new TableProblem(
                    TableRow.address(cell.column(), number),
                    "files.cell-too-long",
                    List.of(limits.cellLength()))));
      }
    }
    TableHead known = head;
    if (known == null) {
      head = headOf(number, filled);
      return;
    }
    if (++count > limits.rows()) {
      throw new FileRefusedException("files.too-many-rows", limits.rows());
    }
    rows.accept(known, rowOf(known, number, filled));
  }

  /**
   * To be called after the last row.
   *
   * @return how many rows there were
   */
  int end() {
    if (head == null) {
      throw new FileRefusedException("files.empty");
    }
    if (count == 0) {
      throw new FileRefusedException("files.no-rows");
    }
    return count;
  }

  private TableHead headOf(int number, List<RawCell> cells) {
    List<String> titles = new ArrayList<>();
    for (RawCell cell : cells) {
      while (titles.size() < cell.column()) {
        titles.add("");
      }
      titles.add(cell.text());
    }
    TableHead found = TableHead.of(layout, number, titles);
    for (TableColumn column : layout.columns()) {
      Integer position = found.columns().get(column.key());
      if (position != null) {
        byPosition.put(position, column);
      }
    }
    return found;
  }

  private TableRow rowOf(TableHead known, int number, List<RawCell> cells) {
    Map<String, TableRow.Cell> named = new HashMap<>();
    List<String> outside = new ArrayList<>();
    for (RawCell cell : cells) {
      TableColumn column = byPosition.get(cell.column());
      if (column != null) {
        named.put(column.key(), padded(cell, column));
      } else if (cell.column() >= known.width()) {
        outside.add(TableRow.address(cell.column(), number));
      }
    }
    return new TableRow(number, named, outside);
  }

  private static TableRow.Cell padded(RawCell cell, TableColumn column) {
    String text = cell.text().strip();
    boolean tooShort = text.length() < column.padTo();
    if (tooShort && cell.untyped() && TypedText.isDigits(text)) {
      String zeros = "0".repeat(column.padTo() - text.length());
      return new TableRow.Cell(cell.column(), zeros + text, true);
    }
    return new TableRow.Cell(cell.column(), text, false);
  }
}
