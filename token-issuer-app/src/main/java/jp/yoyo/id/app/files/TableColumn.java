package jp.yoyo.id.app.files;

import java.util.List;
import java.util.stream.Stream;

/**
 * A column that a table may or must have.
 *
 * @param key its name in the program
 * @param title its head in the form that we hand out
 * @param otherTitles heads that mean the same
 * @param required whether the table must have the column; whether a cell may be empty is not said
 *     here
 * @param padTo how many digits a code has whose leading zeros a spreadsheet may have taken away; 0
 *     for none
 * @param ignored whether the column may be there and is not read, such as our own error report's
 */
public record TableColumn(
    String key,
    String title,
    List<String> otherTitles,
    boolean required,
    int padTo,
    boolean ignored) {

  public static TableColumn required(String key, String title) {
    return new TableColumn(key, title, List.of(), true, 0, false);
  }

  public static TableColumn optional(String key, String title) {
    return new TableColumn(key, title, List.of(), false, 0, false);
  }

  public static TableColumn ignored(String title) {
    return new TableColumn("", title, List.of(), false, 0, true);
  }

  /** The same as a code of so many digits. */
  public TableColumn padded(int digits) {
    return new TableColumn(key, title, otherTitles, required, digits, ignored);
  }

  /** The same with other heads that are understood. */
  public TableColumn alsoCalled(String... titles) {
    return new TableColumn(key, title, List.of(titles), required, padTo, ignored);
  }

  Stream<String> titles() {
    return Stream.concat(Stream.of(title), otherTitles.stream());
  }
}
