package jp.yoyo.id.organizationadmin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.Constants;
import org.keycloak.models.UserSessionModel;

/**
 * Whether a session's user has shown a second factor just now: reached {@link #LEVEL} of Keycloak's
 * levels of authentication, which the realm's browser flow gives for nothing else, and not out of
 * what was shown before (the level lasts a second; of one that lasts none Keycloak notes no time).
 *
 * <p>The session says when, not the token: a token that was issued before counts from then on, and
 * one that was refreshed since is not fresh for it.
 */
final class FreshSecondFactor {

  /** What a client asks for by {@code acr_values} (OpenID Connect Core, section 3.1.2.1). */
  static final int LEVEL = 2;

  /** For how long what was shown is fresh. */
  static final int SECONDS = 5 * 60;

  private static final TypeReference<Map<Integer, Integer>> TIME_BY_LEVEL =
      new TypeReference<>() {};

  private FreshSecondFactor() {}

  /**
   * Whether it is so in this session.
   *
   * @param now seconds since 1970
   */
  static boolean isIn(@Nullable UserSessionModel session, long now) {
    return session != null && isIn(session.getNote(Constants.LOA_MAP), now);
  }

  /**
   * The same, of Keycloak's note itself. What cannot be read counts as never shown.
   *
   * @param note the levels that were reached and when, as JSON: {@code {"1":1780000000}}
   */
  static boolean isIn(@Nullable String note, long now) {
    if (note == null) {
      return false;
    }
    try {
      Integer shown = OrganizationCatalogue.JSON.readValue(note, TIME_BY_LEVEL).get(LEVEL);
      return shown != null && now - shown <= SECONDS;
    } catch (JsonProcessingException | RuntimeException e) {
      return false;
    }
  }
}
