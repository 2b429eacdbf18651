package jp.yoyo.id.organizationadmin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jp.yoyo.id.organizationadmin.Audit.Action;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.OrganizationModel;

/** One organisation. */
@APIResponse(
    responseCode = "default",
    description = "A problem (RFC 9457)",
    content =
        @Content(
            mediaType = Problem.MEDIA_TYPE,
            schema = @Schema(implementation = Problem.Body.class)))
public class OrganizationResource {

  private final KeycloakSession session;
  private final OrganizationAccess access;

  OrganizationResource(KeycloakSession session, OrganizationAccess access) {
    this.session = session;
    this.access = access;
  }

  /**
   * The organisation's data, for its members with the permission, its supervisor and the help desk.
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getOrganization", summary = "An organization")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.OrganizationView.class)))
  public Response get() {
    access.requireOrOutside(Permission.VIEW_ORGANIZATION);
    return OrganizationAdminResource.ok(view(access.organization(), access.attributes()));
  }

  /** Changes code, display name and prefecture: for the supervisor. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "updateOrganization",
      summary = "Update an organization (its supervisor)")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.OrganizationUpdate.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.OrganizationView.class)))
  public Response update(
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, InputStream body) {
    access.requireSupervisor();
    Requests.OrganizationUpdate wanted =
        new JsonBody(session).read(body, Requests.OrganizationUpdate.class);
    Audit audit = Audit.by(session, access.caller());
    new Issuance(session, audit).check(wanted);
    OrganizationQueries queries = new OrganizationQueries(session);
    String alias = access.organization().alias();
    queries.lockOrganization(access.organization().id());
    Views.OrganizationView current = current(queries, alias);
    Version.require(session, ifMatch, current.version());

    OrganizationModel model = access.model();
    Map<String, List<String>> attributes = new HashMap<>(model.getAttributes());
    String displayName =
        wanted.displayName() == null ? current.displayName() : wanted.displayName().strip();
    String code = wanted.code() == null ? current.code() : wanted.code();
    Issuance.put(attributes, OrganizationAttributes.DISPLAY_NAME, displayName);
    Issuance.put(attributes, OrganizationAttributes.CODE, code);
    if (wanted.prefecture() != null) {
      Issuance.put(attributes, OrganizationAttributes.PREFECTURE, wanted.prefecture());
    }
    try {
      model.setName(Issuance.nameOf(code, displayName));
      model.setAttributes(attributes);
      audit.record(Action.UPDATE_ORGANIZATION, alias, changes(wanted));
      queries.flush();
      Views.OrganizationView updated = current(queries, alias);
      Transactions.commit(session);
      return OrganizationAdminResource.ok(updated);
    } catch (ModelDuplicateException e) {
      throw Problem.ORGANIZATION_TAKEN.in(session);
    }
  }

  /**
   * Disables or enables the organisation: for the supervisor. Its members are locked out at once.
   */
  @PUT
  @Path("enabled")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "enableOrganization",
      summary = "Disable or enable an organization (its supervisor)")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.EnabledChange.class)))
  @APIResponse(responseCode = "204")
  public Response enable(InputStream body) {
    access.requireSupervisor();
    boolean enabled = enabledIn(session, body);
    access.model().setEnabled(enabled);
    Audit.by(session, access.caller())
        .record(
            enabled ? Action.ENABLE_ORGANIZATION : Action.DISABLE_ORGANIZATION,
            access.organization().alias(),
            Map.of());
    Transactions.commit(session);
    return Response.noContent().build();
  }

  /**
   * The roles that exist in this organisation, with what they mean and whether the caller may
   * grant.
   */
  @GET
  @Path("roles")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "listRoles", summary = "The roles that exist in an organization")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.RoleView[].class)))
  public Response roles() {
    access.require(Permission.VIEW_ORGANIZATION);
    return OrganizationAdminResource.ok(
        roleViews(
            access.caller().catalogue(),
            access.type(),
            access.permissions(),
            Problem.locale(session)));
  }

  /**
   * Who did what in this organisation, newest first, in a constant number of statements. For its
   * members with the permission and for the help desk.
   *
   * @param action only this, e.g. register-member
   * @param actor only what the user with that user ID did
   * @param member only what was done to the user with that user ID
   * @param from only from this moment on, in milliseconds since 1970
   * @param to only before this moment, in milliseconds since 1970
   */
  @GET
  @Path("events")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "listEvents", summary = "Who did what in an organization, newest first")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.EventPage.class)))
  public Response events(
      @QueryParam("action") @Nullable String action,
      @QueryParam("actor") @Nullable String actor,
      @QueryParam("member") @Nullable String member,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("first") @Nullable String first,
      @QueryParam("max") @Nullable String max) {
    access.requireOrAssistant(Permission.VIEW_EVENTS);
    EventSearch search = EventSearch.of(session, action, actor, member, from, to);
    return OrganizationAdminResource.ok(
        Audit.list(session, access.organization().alias(), search, Paging.of(session, first, max)));
  }

  /**
   * How accounts are used, in three statements: of the members, for those who see members; of the
   * administrators of the organisations below, however far, for those who supervise them. The help
   * desk sees both. Disabled accounts are left out.
   *
   * @param of members (the default) or supervised
   * @param prefecture of those directly below only the organisations of this one, two digits, and
   *     what is below them; a central office with the whole country below it should name one
   * @param supervisorCode of those below only the organisation with this code and those below it
   * @param condition unused, never-logged-in, temporary-password-expired or without-second-factor;
   *     all if left out
   * @param unusedSince unused is who has not logged in since this moment, in milliseconds since
   *     1970; 180 days ago if left out
   */
  @GET
  @Path("accounts")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "listAccounts", summary = "How the accounts of an organization are used")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.AccountPage.class)))
  public Response accounts(
      @QueryParam("of") @Nullable String of,
      @QueryParam("prefecture") @Nullable String prefecture,
      @QueryParam("supervisorCode") @Nullable String supervisorCode,
      @QueryParam("condition") @Nullable String condition,
      @QueryParam("unusedSince") @Nullable String unusedSince,
      @QueryParam("first") @Nullable String first,
      @QueryParam("max") @Nullable String max) {
    access.requireOrAssistant(
        "supervised".equals(of) ? Permission.SUPERVISE_ORGANIZATIONS : Permission.VIEW_MEMBERS);
    Accounts accounts = new Accounts(session, access);
    return OrganizationAdminResource.ok(
        accounts.list(
            accounts.whose(of),
            prefecture,
            supervisorCode,
            condition,
            unusedSince,
            Paging.of(session, first, max)));
  }

  static boolean enabledIn(KeycloakSession session, InputStream body) {
    Boolean enabled = new JsonBody(session).read(body, Requests.EnabledChange.class).enabled();
    if (enabled == null) {
      throw Problem.INVALID.fields(session, List.of(Problem.field(session, "enabled", "required")));
    }
    return enabled;
  }

  /** The roles of a type; grantable are those whose every permission the caller holds himself. */
  static List<Views.RoleView> roleViews(
      OrganizationCatalogue catalogue,
      @Nullable String type,
      Set<String> permissions,
      Locale locale) {
    return catalogue.rolesOf(type).stream()
        .map(
            role ->
                new Views.RoleView(
                    role.name(),
                    role.label().in(locale),
                    role.description() == null ? null : role.description().in(locale),
                    role.administrator(),
                    permissions.contains(Permission.MANAGE_ROLES)
                        && permissions.containsAll(catalogue.permissionsOf(List.of(role.name())))))
        .toList();
  }

  static Views.OrganizationView view(OrganizationRow row, Map<String, String> attributes) {
    String displayName = attributes.getOrDefault(OrganizationAttributes.DISPLAY_NAME, row.name());
    String code = attributes.get(OrganizationAttributes.CODE);
    String prefecture = attributes.get(OrganizationAttributes.PREFECTURE);
    return new Views.OrganizationView(
        row.alias(),
        row.name(),
        displayName,
        attributes.get(OrganizationAttributes.TYPE),
        code,
        prefecture,
        attributes.get(OrganizationAttributes.SUPERVISOR),
        row.enabled(),
        Version.of(displayName, code, prefecture));
  }

  private Views.OrganizationView current(OrganizationQueries queries, String alias) {
    OrganizationRow row =
        queries.organization(alias).orElseThrow(() -> Problem.NOT_FOUND.in(session));
    return view(row, queries.attributesOf(row));
  }

  private static Map<String, String> changes(Requests.OrganizationUpdate wanted) {
    Map<String, String> changes = new HashMap<>();
    if (wanted.code() != null) {
      changes.put(OrganizationAttributes.CODE, wanted.code());
    }
    if (wanted.displayName() != null) {
      changes.put(OrganizationAttributes.DISPLAY_NAME, wanted.displayName());
    }
    if (wanted.prefecture() != null) {
      changes.put(OrganizationAttributes.PREFECTURE, wanted.prefecture());
    }
    return changes;
  }
}
