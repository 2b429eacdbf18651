package jp.yoyo.id.organizationadmin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * The root of the API, at {@code /realms/{realm}/organization-admin}. Everything below it needs an
 * access token; a session cookie counts for nothing.
 */
public class OrganizationAdminResource {

  private final KeycloakSession session;

  OrganizationAdminResource(KeycloakSession session) {
    this.session = session;
  }

  /**
   * The caller: own organisations, own roles and permissions in each, the last login, links. Five
   * statements.
   *
   * @param sessionId for who calls on behalf: the user's present session (claim sid of the ID
   *     token), without which the last login is not told
   */
  @GET
  @Path("me")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "me",
      summary = "The caller, with roles and permissions in each of the own organisations")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.Me.class)))
  public Response me(@QueryParam("session") @Nullable String sessionId) {
    Caller caller = Caller.authenticate(session);
    OrganizationCatalogue catalogue = caller.catalogue();
    Locale locale = Problem.locale(session);
    Map<String, Map<String, String>> attributes =
        new OrganizationQueries(session)
            .organizationAttributes(
                caller.organizations().stream().map(OrganizationRow::groupId).toList());
    List<Views.MyOrganization> organizations =
        caller.organizations().stream()
            .map(
                organization -> {
                  Map<String, String> own =
                      attributes.getOrDefault(organization.groupId(), Map.of());
                  String type = own.get(OrganizationAttributes.TYPE);
                  Set<String> held = caller.rolesIn(organization);
                  Set<String> permissions = caller.permissionsIn(organization);
                  return new Views.MyOrganization(
                      organization.alias(),
                      organization.name(),
                      own.getOrDefault(OrganizationAttributes.DISPLAY_NAME, organization.name()),
                      type,
                      own.get(OrganizationAttributes.CODE),
                      own.get(OrganizationAttributes.PREFECTURE),
                      organization.enabled(),
                      OrganizationResource.roleViews(catalogue, type, permissions, locale).stream()
                          .filter(role -> held.contains(role.name()))
                          .toList(),
                      permissions);
                })
            .toList();
    UserModel user = caller.user();
    String name =
        String.join(
            " ",
            Stream.of(user.getLastName(), user.getFirstName())
                .filter(part -> part != null && !part.isBlank())
                .toList());
    List<Views.LinkView> links =
        Links.of(caller, session).stream()
            .map(link -> new Views.LinkView(link.label().in(locale), link.url()))
            .toList();
    Optional<OrganizationQueries.LoginsBefore> before = caller.loginsBefore(sessionId);
    return ok(
        new Views.Me(
            user.getId(),
            user.getUsername(),
            name,
            user.getEmail(),
            before.map(OrganizationQueries.LoginsBefore::login).orElse(null),
            before.map(OrganizationQueries.LoginsBefore::failure).orElse(null),
            SecondFactors.isRequired(session.getContext().getRealm()) ? "required" : "off",
            organizations,
            links));
  }

  @Path("organizations")
  public OrganizationsResource organizations() {
    return new OrganizationsResource(session, Caller.authenticate(session));
  }

  /**
   * For the help desk: the members with exactly that user ID or mail address in the organisations
   * below its own, in a constant number of statements.
   *
   * @param search user ID or mail address
   */
  @GET
  @Path("members")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "findMembers",
      summary = "The members below with that user ID or mail address (help desk)")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.FoundMemberPage.class)))
  public Response findMembers(
      @QueryParam("search") @Nullable String search,
      @QueryParam("first") @Nullable String first,
      @QueryParam("max") @Nullable String max) {
    Caller caller = Caller.authenticate(session);
    if (caller.assisting().isEmpty()) {
      throw Problem.FORBIDDEN.in(session);
    }
    String text = MembersResource.search(session, search);
    if (text == null) {
      throw Problem.INVALID.fields(session, List.of(Problem.field(session, "search", "required")));
    }
    Paging paging = Paging.of(session, first, max);
    OrganizationQueries.Rows<OrganizationQueries.FoundRow> rows =
        new OrganizationQueries(session).membersBelow(caller.assisting(), text, paging);
    List<Views.FoundMember> items =
        rows.rows().stream()
            .map(
                row ->
                    new Views.FoundMember(
                        row.organization(),
                        row.organizationName(),
                        row.id(),
                        row.userId(),
                        row.lastName(),
                        row.firstName(),
                        row.email(),
                        row.enabled()))
            .toList();
    return ok(new Views.Page<>(items, rows.total(), paging.first(), paging.max()));
  }

  @Path("organizations/{alias}")
  public OrganizationResource organization(@PathParam("alias") String alias) {
    return new OrganizationResource(session, Caller.authenticate(session).in(named(alias)));
  }

  @Path("organizations/{alias}/members")
  public MembersResource members(@PathParam("alias") String alias) {
    return new MembersResource(session, Caller.authenticate(session).in(named(alias)));
  }

  /**
   * A user ID that is free at the moment, of the form code-nnn, and whether the wanted one is. It
   * stands here because the way to a member, whose path has more letters than that to the members,
   * would take it for an id.
   *
   * @param wanted a user ID that somebody would like to register
   */
  @GET
  @Path("organizations/{alias}/members/proposed-user-id")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "proposeUserId", summary = "A user ID that is free at the moment")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.ProposedUserId.class)))
  public Response proposedUserId(
      @PathParam("alias") String alias, @QueryParam("wanted") @Nullable String wanted) {
    return members(alias).proposedUserId(wanted);
  }

  @Path("organizations/{alias}/members/{id}")
  public MemberResource member(@PathParam("alias") String alias, @PathParam("id") String id) {
    return new MemberResource(session, Caller.authenticate(session).in(named(alias)), named(id));
  }

  /** PostgreSQL cannot even be asked for a text with a NUL in it: nothing is named so. */
  private String named(String text) {
    if (text.indexOf('\0') >= 0) {
      throw Problem.NOT_FOUND.in(session);
    }
    return text;
  }

  /** 200 with a body that nobody may keep: it is about people. */
  static Response ok(Object entity) {
    return uncached(Response.ok(entity)).build();
  }

  static Response.ResponseBuilder uncached(Response.ResponseBuilder builder) {
    CacheControl noStore = new CacheControl();
    noStore.setNoStore(true);
    return builder.type(MediaType.APPLICATION_JSON_TYPE).cacheControl(noStore);
  }
}
