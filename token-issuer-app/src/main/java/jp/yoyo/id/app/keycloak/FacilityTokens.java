package jp.yoyo.id.app.keycloak;

import java.util.List;
import java.util.UUID;

/**
 * The REST API of facility-token in Keycloak: issues, lists, rotates and revokes 医療機関トークン. Every
 * call but {@link #standing} is made on behalf of a user: what is checked are that user's
 * permissions at this moment.
 *
 * <p>Every method throws {@link OrganizationAdminException} when Keycloak refuses, and {@link
 * KeycloakUnavailableException} when there is no telling whether it did what was asked: ask again,
 * with the same {@code requestId}.
 *
 * <p>{@code onBehalfOf} is always Keycloak's id of the acting user, {@code alias} the facility's.
 */
public interface FacilityTokens {

  /**
   * Issues a token.
   *
   * @param requestId makes the call repeatable: with one that was seen before, the token that
   *     nobody has used is replaced; there is never a second one
   */
  IssuedFacilityToken issue(
      String onBehalfOf, String alias, UUID requestId, String label, String terminal);

  /** All that Keycloak still knows of the facility's tokens, the newest first; no secret. */
  List<FacilityToken> tokens(String onBehalfOf, String alias);

  /** A successor; the token itself stays valid for the overlap. */
  IssuedFacilityToken rotate(String onBehalfOf, String alias, String tokenId, UUID requestId);

  /** Ends a token at once. Ending it again changes nothing. */
  void revoke(String onBehalfOf, String alias, String tokenId, String reason);

  /** Ends all of a facility's tokens at once. */
  void revokeAll(String onBehalfOf, String alias, String reason);

  /**
   * Whether a facility may be served.
   *
   * @param enabled not suspended
   * @param validTokens how many of its tokens could be exchanged now
   */
  record Standing(boolean enabled, int validTokens) {}

  /** What an access token cannot say that was given out some minutes ago. No user asks it. */
  Standing standing(String alias);
}
