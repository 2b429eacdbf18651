package jp.yoyo.id.app.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a long list, which goes on by key and not by number: each page costs the same.
 *
 * @param total how many there are, as far as they were counted
 * @param counted whether all were counted; else there are more than {@code total}
 * @param next what to ask for as the next page; null on the last one
 * @param isFirst whether nothing comes before
 */
public record KeyPage<T>(
    List<T> items, long total, boolean counted, @Nullable String next, boolean isFirst) {

  public KeyPage {
    items = List.copyOf(items);
  }
}
