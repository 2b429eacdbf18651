package jp.yoyo.id.organizationadmin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.organizationadmin.Issuance.Issued;
import jp.yoyo.id.organizationadmin.OrganizationQueries.Rows;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** The organisations below those of the caller: for supervisors (chapter 1 of the manual). */
@APIResponse(
    responseCode = "default",
    description = "A problem (RFC 9457)",
    content =
        @Content(
            mediaType = Problem.MEDIA_TYPE,
            schema = @Schema(implementation = Problem.Body.class)))
public class OrganizationsResource {

  private final KeycloakSession session;
  private final Caller caller;

  OrganizationsResource(KeycloakSession session, Caller caller) {
    this.session = session;
    this.caller = caller;
  }

  /**
   * A page of the organisations that one of the caller's organisations supervises, by name.
   *
   * @param supervisor alias; may be left out where the caller supervises for one organisation only
   * @param search part of code or display name
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "listOrganizations",
      summary = "The organizations that one of the caller's organizations supervises")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.OrganizationPage.class)))
  public Response list(
      @QueryParam("supervisor") @Nullable String supervisor,
      @QueryParam("search") @Nullable String search,
      @QueryParam("first") @Nullable String first,
      @QueryParam("max") @Nullable String max) {
    OrganizationRow acting = requireSupervising(supervisor);
    Paging paging = Paging.of(session, first, max);
    OrganizationQueries queries = new OrganizationQueries(session);
    Rows<OrganizationRow> rows =
        queries.supervisedBy(acting.alias(), MembersResource.search(session, search), paging);
    Map<String, Map<String, String>> attributes =
        queries.organizationAttributes(rows.rows().stream().map(OrganizationRow::groupId).toList());
    List<Views.OrganizationView> views =
        rows.rows().stream()
            .map(
                row ->
                    OrganizationResource.view(
                        row, attributes.getOrDefault(row.groupId(), Map.of())))
            .toList();
    return OrganizationAdminResource.ok(
        new Views.Page<>(views, rows.total(), paging.first(), paging.max()));
  }

  /**
   * Issues an organisation with its first administrator, who gets the mail with user ID and
   * temporary password. 201 the first time; the same call again answers 200 and does nothing.
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "issueOrganization",
      summary = "Issue an organization with its first administrator")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.OrganizationIssue.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Views.IssuedOrganization.class)))
  public Response issue(InputStream body) {
    requireSupervisingAny();
    Requests.OrganizationIssue wanted =
        new JsonBody(session).read(body, Requests.OrganizationIssue.class);
    OrganizationRow supervisor = requireSupervising(wanted.supervisor());
    requireMaySupervise(supervisor, wanted.type());
    Issued issued =
        new Issuance(session, Audit.by(session, caller)).organization(wanted, supervisor.alias());
    return answer(session, issued);
  }

  static Response answer(KeycloakSession session, Issued issued) {
    return OrganizationAdminResource.uncached(
            Response.status(issued.now() ? Response.Status.CREATED : Response.Status.OK))
        .entity(
            new Views.IssuedOrganization(
                OrganizationResource.view(issued.organization(), issued.attributes()),
                issued.administrator().view()))
        .build();
  }

  private void requireSupervisingAny() {
    if (caller.supervising().isEmpty()) {
      throw Problem.FORBIDDEN.in(session);
    }
  }

  /** The named one of the caller's organisations, or the only one in question. */
  private OrganizationRow requireSupervising(@Nullable String alias) {
    requireSupervisingAny();
    if (alias == null) {
      if (caller.supervising().size() > 1) {
        throw Problem.INVALID.fields(
            session, List.of(Problem.field(session, "supervisor", "supervisor")));
      }
      return caller.supervising().get(0);
    }
    OrganizationRow acting = caller.supervising(alias);
    if (acting == null) {
      throw Problem.NOT_FOUND.in(session);
    }
    return acting;
  }

  private void requireMaySupervise(OrganizationRow supervisor, @Nullable String type) {
    if (type == null) {
      return; // named as missing together with the other fields
    }
    String ownType =
        new OrganizationQueries(session).attributesOf(supervisor).get(OrganizationAttributes.TYPE);
    if (!caller.catalogue().supervises(ownType, type)) {
      throw Problem.INVALID.fields(session, List.of(Problem.field(session, "type", "type")));
    }
  }
}
