package jp.yoyo.id.app.web;

import java.util.List;

/**
 * A page of a list, by number.
 *
 * @param total on all pages together, as far as they were counted
 * @param counted whether all were counted; else there are more than {@code total}
 * @param number of this page, from 1
 * @param size the most items on a page
 */
public record PageOf<T>(List<T> items, long total, boolean counted, int number, int size) {

  /** The usual number of items on a page. */
  public static final int SIZE = 20;

  /** Nobody turns so many pages: a filter helps. */
  private static final int LAST = 500;

  public PageOf {
    items = List.copyOf(items);
  }

  /** A page of a list all of whose items were counted. */
  public static <T> PageOf<T> of(List<T> items, long total, int number, int size) {
    return new PageOf<>(items, total, true, number, size);
  }

  /** A page number as it came in: something usable in any case. */
  public static int number(@org.jspecify.annotations.Nullable Integer wanted) {
    return wanted == null ? 1 : Math.min(Math.max(wanted, 1), LAST);
  }

  /** How many items come before a page. */
  public static long skip(int number, int size) {
    return (number - 1L) * size;
  }

  /** Position of the first item, from 1; 0 on an empty page. */
  public long first() {
    return items.isEmpty() ? 0 : skip(number, size) + 1;
  }

  /** Position of the last item. */
  public long last() {
    return items.isEmpty() ? 0 : skip(number, size) + items.size();
  }

  /** How many pages there are, at least one. */
  public int pages() {
    return (int) Math.min(LAST, Math.max(1, (total + size - 1) / size));
  }

  public boolean hasPrevious() {
    return number > 1;
  }

  public boolean hasNext() {
    return number < pages();
  }
}
