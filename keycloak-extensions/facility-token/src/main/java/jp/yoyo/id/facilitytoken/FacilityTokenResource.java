package jp.yoyo.id.facilitytoken;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jp.yoyo.id.organizationadmin.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;

/**
 * The root of the issuing API, at {@code /realms/{realm}/facility-token}. Only a service account
 * with the client role {@value FacilityTokenAccess#ROLE} gets in, and, but for the one question
 * that a resource server has, only on behalf of a user.
 */
public class FacilityTokenResource {

  private final KeycloakSession session;

  FacilityTokenResource(KeycloakSession session) {
    this.session = session;
  }

  /**
   * Whether a facility may still be served: what an access token that was given out some minutes
   * ago cannot say. One statement.
   */
  @GET
  @Path("facilities/{alias}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "facility",
      summary = "Whether a facility is enabled and has a valid token; without an acting user")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.FacilityView.class)))
  public Response facility(@PathParam("alias") String alias) {
    FacilityTokenAccess.requireApp(session);
    requireName(alias);
    Views.FacilityView view =
        new AccountQueries(session)
            .facility(alias, Time.currentTimeMillis())
            .orElseThrow(() -> Problem.NOT_FOUND.in(session));
    return TokensResource.uncached(Response.ok(view));
  }

  @Path("facilities/{alias}/tokens")
  public TokensResource tokens(@PathParam("alias") String alias) {
    requireName(alias);
    return new TokensResource(session, FacilityTokenAccess.to(session, alias));
  }

  /** PostgreSQL cannot even be asked for a text with a NUL in it: nothing is named so. */
  private void requireName(String alias) {
    if (alias.indexOf('\0') >= 0) {
      throw Problem.NOT_FOUND.in(session);
    }
  }
}
