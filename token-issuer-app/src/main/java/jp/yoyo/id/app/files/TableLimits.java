package jp.yoyo.id.app.files;

/**
 * How much one file may hold.
 *
 * @param bytes of the file as it came
 * @param inflatedBytes of any one part of a workbook, unpacked
 * @param rows below the head, empty ones not counted
 * @param columns to the last one that is not empty
 * @param cellLength characters in one cell
 */
public record TableLimits(long bytes, long inflatedBytes, int rows, int columns, int cellLength) {

  public static final TableLimits DEFAULT =
      new TableLimits(20L << 20, 200L << 20, 100_000, 100, 2_000);
}
