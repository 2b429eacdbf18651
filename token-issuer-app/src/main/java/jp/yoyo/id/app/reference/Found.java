package jp.yoyo.id.app.reference;

import java.util.List;

/**
 * The best answers to a search.
 *
 * @param more whether there were more than could be shown: the page asks to type more
 */
public record Found<T>(List<T> items, boolean more) {

  /** Of a query for one row more than is shown. */
  static <T> Found<T> ofOneMoreThan(int shown, List<T> rows) {
    return rows.size() > shown
        ? new Found<>(List.copyOf(rows.subList(0, shown)), true)
        : new Found<>(List.copyOf(rows), false);
  }
}
