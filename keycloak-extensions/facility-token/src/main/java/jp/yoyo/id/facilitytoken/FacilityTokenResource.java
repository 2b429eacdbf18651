package jp.yoyo.id.facilitytoken;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jp.yoyo.id.organizationadmin.Problem;
import org.keycloak.models.KeycloakSession;

/**
 * The root of the issuing API, at {@code /realms/{realm}/facility-token}. Only a service account
 * with the client role {@value FacilityTokenAccess#ROLE} gets in, and only on behalf of a user.
 */
public class FacilityTokenResource {

  private final KeycloakSession session;

  FacilityTokenResource(KeycloakSession session) {
    this.session = session;
  }

  @Path("facilities/{alias}/tokens")
  public TokensResource tokens(@PathParam("alias") String alias) {
    // PostgreSQL cannot even be asked for a text with a NUL in it: nothing is named so.
    if (alias.indexOf('\0') >= 0) {
      throw Problem.NOT_FOUND.in(session);
    }
    return new TokensResource(session, FacilityTokenAccess.to(session, alias));
  }
}
