package jp.yoyo.id.app.keycloak;

import java.util.List;

/**
 * A page of a list.
 *
 * @param total on all pages together
 * @param first position of the first item, from 0
 */
public record Slice<T>(List<T> items, long total, int first, int max) {

  public Slice {
    items = List.copyOf(items);
  }
}
