package jp.yoyo.id.facilitytoken;

import java.util.Locale;
import jp.yoyo.id.organizationadmin.Problem;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponseException;

/** The errors of this API beyond those that it shares with organization-admin's (RFC 9457). */
enum TokenProblem {
  /** The facility has as many active tokens as it may have. */
  TOO_MANY_TOKENS,
  /** The same issue again, but its token is in use. */
  TOKEN_ALREADY_USED,
  /** The same request id was given for something else, or its token is no longer active. */
  REQUEST_ID_TAKEN,
  /** A token that is rotated, expired or revoked cannot be rotated. */
  TOKEN_NOT_ACTIVE,
  ORGANIZATION_DISABLED;

  private static final String BUNDLE = "jp.yoyo.id.facilitytoken.problems";
  private static final int CONFLICT = 409;

  /** The exception that rolls back and answers with this problem. */
  ErrorResponseException in(KeycloakSession session, Object... arguments) {
    return Problem.of(session, BUNDLE, inMessages(), CONFLICT, arguments);
  }

  private String inMessages() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
