package jp.yoyo.id.organizationadmin;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * Which part of a list is wanted.
 *
 * @param first position of the first item, from 0
 * @param max the most items, 1 to {@value #MOST}
 */
record Paging(int first, int max) {

  static final int MOST = 200;
  static final int DEFAULT = 50;
  static final int FURTHEST = 10_000_000;

  /**
   * Reads the query parameters.
   *
   * @throws org.keycloak.services.ErrorResponseException 400 if one is no number or out of range
   */
  static Paging of(KeycloakSession session, @Nullable String first, @Nullable String max) {
    return new Paging(
        number(session, "first", first, 0, FURTHEST, 0),
        number(session, "max", max, 1, MOST, DEFAULT));
  }

  /** The part of the list. */
  <T> List<T> of(List<T> all) {
    int from = Math.min(first, all.size());
    return all.subList(from, Math.min(from + max, all.size()));
  }

  private static int number(
      KeycloakSession session,
      String name,
      @Nullable String text,
      int least,
      int most,
      int otherwise) {
    return number(text, least, most, otherwise)
        .orElseThrow(
            () ->
                Problem.INVALID.fields(
                    session,
                    List.of(
                        Problem.field(
                            session,
                            name,
                            "number",
                            String.valueOf(least),
                            String.valueOf(most)))));
  }

  /** The number that the text says; empty if it says none or one out of range. */
  static OptionalInt number(@Nullable String text, int least, int most, int otherwise) {
    if (text == null || text.isEmpty()) {
      return OptionalInt.of(otherwise);
    }
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return OptionalInt.of(number);
      }
    }
    return OptionalInt.empty();
  }
}
