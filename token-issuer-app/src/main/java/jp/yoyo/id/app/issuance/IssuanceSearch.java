package jp.yoyo.id.app.issuance;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to look for among the accounts.
 *
 * @param text part of name, code, user ID or mail address; "" for all
 */
public record IssuanceSearch(String text, Optional<IssuanceState> state, Sort sort) {

  /** The orders of the list. */
  public enum Sort {
    NEWEST("-requested", "requested_at desc, id"),
    OLDEST("requested", "requested_at, id desc"),
    CODE("code", "code, id"),
    CODE_DESCENDING("-code", "code desc, id desc");

    private final String typed;
    private final String order;

    Sort(String typed, String order) {
      this.typed = typed;
      this.order = order;
    }

    /** As it stands in the address. */
    public String typed() {
      return typed;
    }

    String order() {
      return order;
    }

    /** Newest first for anything that is none. */
    public static Sort of(@Nullable String typed) {
      for (Sort sort : values()) {
        if (sort.typed.equals(typed)) {
          return sort;
        }
      }
      return NEWEST;
    }
  }

  /** Newest first. */
  public IssuanceSearch(String text, Optional<IssuanceState> state) {
    this(text, state, Sort.NEWEST);
  }
}
