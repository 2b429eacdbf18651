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
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** The members of one organisation (chapter 4 of the manual). */
@APIResponse(
    responseCode = "default",
    description = "A problem (RFC 9457)",
    content =
        @Content(
            mediaType = Problem.MEDIA_TYPE,
            schema = @Schema(implementation = Problem.Body.class)))
public class MembersResource {

  private static final int LONGEST_SEARCH = 100;

  private final KeycloakSession session;
  private final OrganizationAccess access;

  MembersResource(KeycloakSession session, OrganizationAccess access) {
    this.session = session;
    this.access = access;
  }

  /**
   * A page of the members, in a constant number of statements. A supervisor sees the administrators
   * only, the help desk everybody.
   *
   * @param search part of user ID, name, kana or mail address
   * @param role name of a role
   * @param state a state as members show it
   * @param sort userId (the default), name (by kana) or createdAt, descending with a hyphen before
   *     it
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "listMembers", summary = "The members of an organization")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.MemberPage.class)))
  public Response list(
      @QueryParam("search") @Nullable String search,
      @QueryParam("role") @Nullable String role,
      @QueryParam("state") @Nullable String state,
      @QueryParam("sort") @Nullable String sort,
      @QueryParam("first") @Nullable String first,
      @QueryParam("max") @Nullable String max) {
    boolean administratorsOnly = access.requireOrOutside(Permission.VIEW_MEMBERS);
    Paging paging = Paging.of(session, first, max);
    String wantedRole = role == null || role.isEmpty() ? null : role;
    if (wantedRole != null) {
      requireNoControl(session, "role", wantedRole);
    }
    if (administratorsOnly) {
      wantedRole = access.caller().catalogue().administrator().name();
    }
    return OrganizationAdminResource.ok(
        new Members(session, access.organization())
            .list(search(session, search), wantedRole, state(state), order(sort), paging));
  }

  /**
   * Registers a member, who gets the mail with the temporary password; the user ID is for the
   * administrator to hand over.
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "registerMember", summary = "Register a member")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.NewMember.class)))
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Views.MemberView.class)))
  public Response register(InputStream body) {
    access.require(Permission.MANAGE_MEMBERS);
    Requests.NewMember wanted = new JsonBody(session).read(body, Requests.NewMember.class);
    List<String> wantedRoles = wanted.roles();
    Set<String> granted = wantedRoles == null ? Set.of() : Set.copyOf(wantedRoles);
    if (!granted.isEmpty()) {
      access.require(Permission.MANAGE_ROLES);
      MemberRules rules = new MemberRules(session, access);
      rules.requireKnown(granted);
      rules.requireHolds(granted);
    }
    Views.MemberView member =
        new Issuance(session, Audit.by(session, access.caller())).member(access, wanted, granted);
    return OrganizationAdminResource.uncached(Response.status(Response.Status.CREATED))
        .location(session.getContext().getUri().getAbsolutePathBuilder().path(member.id()).build())
        .entity(member)
        .build();
  }

  /** See {@link OrganizationAdminResource#proposedUserId}. */
  Response proposedUserId(@Nullable String wanted) {
    access.require(Permission.MANAGE_MEMBERS);
    String code = access.attributes().get(OrganizationAttributes.CODE);
    String proposed =
        new Issuance(session, Audit.by(session, access.caller()))
            .proposeUserId(code == null ? access.organization().alias() : code);
    if (wanted == null || wanted.isEmpty()) {
      return OrganizationAdminResource.ok(new Views.ProposedUserId(proposed, null, null));
    }
    Optional<String> problem = new Profile(session).problemOfUserId(wanted);
    return OrganizationAdminResource.ok(
        new Views.ProposedUserId(proposed, problem.isEmpty(), problem.orElse(null)));
  }

  static @Nullable String search(KeycloakSession session, @Nullable String search) {
    return search(session, "search", search);
  }

  /**
   * What is searched for, without the space around it; null if that is nothing.
   *
   * @param field name of the query parameter
   * @throws org.keycloak.services.ErrorResponseException 400
   */
  static @Nullable String search(KeycloakSession session, String field, @Nullable String search) {
    if (search == null || search.isBlank()) {
      return null;
    }
    if (search.length() > LONGEST_SEARCH) {
      throw Problem.INVALID.fields(
          session,
          List.of(Problem.field(session, field, "too-long", String.valueOf(LONGEST_SEARCH))));
    }
    requireNoControl(session, field, search);
    return search.strip();
  }

  /** PostgreSQL knows no NUL, and nothing that can be found holds another control character. */
  private static void requireNoControl(KeycloakSession session, String field, String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw Problem.INVALID.fields(session, List.of(Problem.field(session, field, "profile")));
    }
  }

  private @Nullable MemberState state(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return null;
    }
    return MemberState.ofApi(name)
        .orElseThrow(
            () ->
                Problem.INVALID.fields(session, List.of(Problem.field(session, "state", "state"))));
  }

  private MemberOrder order(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return MemberOrder.USER_ID;
    }
    return MemberOrder.ofApi(name)
        .orElseThrow(
            () -> Problem.INVALID.fields(session, List.of(Problem.field(session, "sort", "sort"))));
  }
}
