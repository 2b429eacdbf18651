package jp.yoyo.id.app.files;

import java.util.List;
import java.util.Map;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/**
 * One row below the head.
 *
 * @param number as the spreadsheet shows it, the first one is 1
 * @param cells by the column's key; empty cells are left out
 * @param outside addresses of cells that are in no column, right of the head
 */
public record TableRow(int number, Map<String, Cell> cells, List<String> outside) {

  /**
   * A cell that is not empty.
   *
   * @param column counted from 0
   * @param padded whether leading zeros were put back
   */
  public record Cell(int column, String text, boolean padded) {}

  /** The text of a cell without spaces around; empty if there is none. */
  public String text(String key) {
    Cell cell = cells.get(key);
    return cell == null ? "" : cell.text();
  }

  /** Whether the cell's leading zeros were put back: to be shown, the guess may be wrong. */
  public boolean padded(String key) {
    Cell cell = cells.get(key);
    return cell != null && cell.padded();
  }

  /** Where a cell is, {@code C7}; for an empty one its column's head tells. */
  public String address(TableHead head, String key) {
    @Nullable Integer column = head.columns().get(key);
    return column == null ? String.valueOf(number) : address(column, number);
  }

  static String address(int column, int number) {
    return CellReference.convertNumToColString(column) + number;
  }
}
