package jp.yoyo.id.app.inquiry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which inquiries the help desk wants to see.
 *
 * @param text reference number, number of an error page, user ID, or part of an organisation's or
 *     user's name; "" for all
 */
record InquirySearch(
    String text, Optional<InquiryState> state, Optional<InquiryCategory> category, Order order) {

  private static final int LONGEST = 100;

  /** In which order. */
  enum Order {
    CREATED("created", "i.created_at, i.id"),
    CREATED_DESCENDING("-created", "i.created_at desc, i.id desc"),
    CHANGED("changed", "i.changed_at, i.id"),
    CHANGED_DESCENDING("-changed", "i.changed_at desc, i.id desc"),
    ORGANIZATION("organization", "i.organization_name, i.created_at, i.id"),
    ORGANIZATION_DESCENDING("-organization", "i.organization_name desc, i.created_at, i.id");

    private final String code;
    private final String columns;

    Order(String code, String columns) {
      this.code = code;
      this.columns = columns;
    }

    String code() {
      return code;
    }

    String columns() {
      return columns;
    }

    static Optional<Order> named(@Nullable String typed) {
      for (Order order : values()) {
        if (order.code.equals(typed)) {
          return Optional.of(order);
        }
      }
      return Optional.empty();
    }
  }

  /** As it came in from a page: what is nonsense finds everything. */
  static InquirySearch of(
      @Nullable String text,
      @Nullable String state,
      @Nullable String category,
      @Nullable String sort) {
    String typed = text == null ? "" : text.replace("\0", "").strip();
    return new InquirySearch(
        typed.length() <= LONGEST ? typed : typed.substring(0, LONGEST),
        InquiryState.named(state),
        InquiryCategory.named(category),
        Order.named(sort).orElse(Order.CREATED_DESCENDING));
  }

  /** As it stands in addresses. */
  Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("q", text);
    query.put("state", state.map(InquiryState::column).orElse(""));
    query.put("category", category.map(InquiryCategory::code).orElse(""));
    query.put("sort", order == Order.CREATED_DESCENDING ? "" : order.code());
    return query;
  }
}
