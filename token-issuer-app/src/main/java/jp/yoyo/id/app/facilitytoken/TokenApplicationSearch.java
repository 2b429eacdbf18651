package jp.yoyo.id.app.facilitytoken;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to look for among the applications. Anything that is no value of its kind looks for all.
 *
 * @param q facility code or its beginning, reference number, or part of the facility's name
 * @param after the key of the last row of the page before
 */
record TokenApplicationSearch(
    String q,
    Optional<TokenApplicationState> state,
    Optional<ApplicationKind> kind,
    Sort sort,
    boolean descending,
    Optional<Key> after) {

  /** The orders that there are indexes for. */
  enum Sort {
    SUBMITTED("submitted_at", "timestamptz"),
    CODE("facility_code", "text");

    private final String column;
    private final String type;

    Sort(String column, String type) {
      this.column = column;
      this.type = type;
    }

    String column() {
      return column;
    }

    String type() {
      return type;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where a page ends. */
  record Key(String value, UUID id) {

    String text() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((id + "|" + value).getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Key> of(@Nullable String text, Sort sort) {
      if (text == null || text.isEmpty() || text.length() > 200) {
        return Optional.empty();
      }
      try {
        String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        int bar = decoded.indexOf('|');
        String value = decoded.substring(bar + 1);
        boolean valid =
            switch (sort) {
              case SUBMITTED -> value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:.+Z-]{5,30}");
              case CODE -> value.matches("[0-9]{0,10}");
            };
        return valid
            ? Optional.of(new Key(value, UUID.fromString(decoded.substring(0, Math.max(bar, 0)))))
            : Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  static TokenApplicationSearch of(
      @Nullable String q,
      @Nullable String state,
      @Nullable String kind,
      @Nullable String sort,
      @Nullable String after) {
    String order = sort == null || sort.isBlank() ? "submitted" : sort.strip();
    boolean descending = order.startsWith("-");
    Sort by = (descending ? order.substring(1) : order).equals("code") ? Sort.CODE : Sort.SUBMITTED;
    String text = q == null ? "" : q.replace("\0", "").strip();
    return new TokenApplicationSearch(
        text.length() <= 100 ? text : text.substring(0, 100),
        TokenApplicationState.named(state),
        ApplicationKind.named(kind),
        by,
        descending,
        Key.of(after, by));
  }

  String sortCode() {
    return (descending ? "-" : "") + sort.code();
  }

  TokenApplicationSearch after(String key) {
    return new TokenApplicationSearch(q, state, kind, sort, descending, Key.of(key, sort));
  }

  /** As it stands in the address. */
  Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("q", q);
    query.put("state", state.map(TokenApplicationState::column).orElse(""));
    query.put("kind", kind.map(ApplicationKind::column).orElse(""));
    query.put("sort", sortCode());
    return query;
  }
}
