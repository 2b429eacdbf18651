package jp.yoyo.id.organizationadmin;

import java.util.List;
import java.util.Locale;
import jp.yoyo.id.organizationadmin.Audit.Action;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * Which events of an organisation are wanted.
 *
 * @param action only this
 * @param actor only what the user with that user ID did
 * @param member only what was done to the user with that user ID
 * @param from only from this moment on, in milliseconds since 1970
 * @param to only before this moment
 */
record EventSearch(
    @Nullable Action action,
    @Nullable String actor,
    @Nullable String member,
    @Nullable Long from,
    @Nullable Long to) {

  /**
   * Reads the query parameters; an empty one counts as left out.
   *
   * @throws org.keycloak.services.ErrorResponseException 400 with the wrong one
   */
  static EventSearch of(
      KeycloakSession session,
      @Nullable String action,
      @Nullable String actor,
      @Nullable String member,
      @Nullable String from,
      @Nullable String to) {
    return new EventSearch(
        action(session, action),
        userId(session, "actor", actor),
        userId(session, "member", member),
        moment(session, "from", from),
        moment(session, "to", to));
  }

  private static @Nullable Action action(KeycloakSession session, @Nullable String name) {
    if (name == null || name.isEmpty()) {
      return null;
    }
    return Action.ofApi(name)
        .orElseThrow(
            () ->
                Problem.INVALID.fields(
                    session, List.of(Problem.field(session, "action", "action"))));
  }

  private static @Nullable String userId(
      KeycloakSession session, String field, @Nullable String text) {
    String userId = MembersResource.search(session, field, text);
    return userId == null ? null : userId.toLowerCase(Locale.ROOT);
  }

  private static @Nullable Long moment(
      KeycloakSession session, String field, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (!text.matches("[0-9]{1,13}")) {
      throw Problem.INVALID.fields(session, List.of(Problem.field(session, field, "moment")));
    }
    return Long.parseLong(text);
  }
}
