package jp.yoyo.id.operations;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.keycloak.models.KeycloakSession;

/** The root of the API, at {@code /realms/{realm}/operations}. */
public class OperationsResource {

  /** Seconds for which the status may be kept. */
  private static final int STATUS_SECONDS = 5;

  private final KeycloakSession session;

  OperationsResource(KeycloakSession session) {
    this.session = session;
  }

  /** For everybody: says nothing that the login page does not say. No statement. */
  @GET
  @Path("status")
  @Produces(MediaType.APPLICATION_JSON)
  @SecurityRequirements
  @Operation(
      operationId = "status",
      summary = "Whether a maintenance is announced or ongoing, and how to reach the help desk")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.Status.class)))
  public Response status() {
    CacheControl shortly = new CacheControl();
    shortly.setMaxAge(STATUS_SECONDS);
    shortly.setNoTransform(false);
    return Response.ok(Views.Status.of(session.getContext().getRealm()))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .cacheControl(shortly)
        .build();
  }

  @Path("maintenance")
  public MaintenanceResource maintenance() {
    return new MaintenanceResource(session, Planner.actingUser(session));
  }
}
