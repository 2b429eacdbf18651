package jp.yoyo.id.facilitytoken;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jp.yoyo.id.organizationadmin.Problem;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.keycloak.models.KeycloakSession;

/**
 * Says to the generator of the OpenAPI document where the API stands; not in the jar, where a root
 * resource would open a second way in.
 */
@OpenAPIDefinition(
    info =
        @Info(
            title = "facility-token",
            version = "1",
            description =
                "Issues, lists, rotates and revokes facility tokens. For a service account only,"
                    + " which names the acting user in the header Acting-User, unless it asks"
                    + " whether a facility may be served. Errors are"
                    + " application/problem+json (RFC 9457) in the language of Accept-Language."))
@SecurityScheme(
    securitySchemeName = "bearer",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT")
@SecurityRequirement(name = "bearer")
@APIResponse(
    responseCode = "default",
    description = "A problem (RFC 9457)",
    content =
        @Content(
            mediaType = Problem.MEDIA_TYPE,
            schema = @Schema(implementation = Problem.Body.class)))
@Path("/realms/{realm}/facility-token")
class OpenApiRoot extends FacilityTokenResource {

  @PathParam("realm")
  String realm = "";

  OpenApiRoot(KeycloakSession session) {
    super(session);
  }
}
