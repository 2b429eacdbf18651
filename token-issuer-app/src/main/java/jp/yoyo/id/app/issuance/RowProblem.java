package jp.yoyo.id.app.issuance;

import java.util.List;

/**
 * Something wrong with a row.
 *
 * @param cell where, {@code C7}
 * @param title of the column
 * @param key message
 */
public record RowProblem(String cell, String title, String key, List<String> arguments) {

  public RowProblem {
    arguments = List.copyOf(arguments);
  }
}
