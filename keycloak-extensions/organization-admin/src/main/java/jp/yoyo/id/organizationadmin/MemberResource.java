package jp.yoyo.id.organizationadmin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.yoyo.id.organizationadmin.Audit.Action;
import jp.yoyo.id.temporarypassword.AccountNotices;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.services.managers.AuthenticationManager;

/** One member of one organisation. {@link MemberRules} says who may do what to whom. */
@APIResponse(
    responseCode = "default",
    description = "A problem (RFC 9457)",
    content =
        @Content(
            mediaType = Problem.MEDIA_TYPE,
            schema = @Schema(implementation = Problem.Body.class)))
public class MemberResource {

  private static final int LONGEST_IDENTIFICATION = 200;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final OrganizationAccess access;
  private final String id;
  private final Members members;
  private final MemberRules rules;
  private final Audit audit;

  MemberResource(KeycloakSession session, OrganizationAccess access, String id) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.access = access;
    this.id = id;
    this.members = new Members(session, access.organization());
    this.rules = new MemberRules(session, access);
    this.audit = Audit.by(session, access.caller());
  }

  /**
   * The member, with what the caller may not do to him and why. A supervisor sees administrators
   * only.
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getMember", summary = "A member")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.MemberView.class)))
  public Response get() {
    boolean administratorsOnly = access.requireOrOutside(Permission.VIEW_MEMBERS);
    Member member = target(administratorsOnly);
    return OrganizationAdminResource.ok(member.view(rules.refused(member)));
  }

  /** Updates the member's data; If-Match names the version that was read. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "updateMember", summary = "Update a member")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.MemberUpdate.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.MemberView.class)))
  public Response update(
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, InputStream body) {
    rules.requirePermission(MemberAction.UPDATE);
    Requests.MemberUpdate wanted = new JsonBody(session).read(body, Requests.MemberUpdate.class);
    members.require(id);
    new OrganizationQueries(session).lockUser(id);
    Member member = members.require(id);
    rules.require(MemberAction.UPDATE, member);
    boolean newMail =
        wanted.email() != null && !wanted.email().strip().equalsIgnoreCase(member.row().email());
    if (newMail) {
      rules.require(MemberAction.CHANGE_EMAIL, member);
    }
    Version.require(session, ifMatch, member.version());
    UserModel user = user(member);
    new Profile(session).update(user, wanted);
    if (newMail) {
      user.setEmailVerified(false);
      AccountNotices.in(session).emailChanged(user, member.row().email());
    }
    record(Action.UPDATE_MEMBER, member, Map.of("fields", fieldsOf(wanted)));
    new OrganizationQueries(session).flush();
    Member updated = members.require(id);
    Views.MemberView view = updated.view(rules.refused(updated));
    Transactions.commit(session);
    MemberIndexes.ON_THIS_NODE.drop(access.organization().id());
    return OrganizationAdminResource.ok(view);
  }

  /**
   * Removes the member from the organisation. A user who then belongs to none keeps the user ID but
   * can no longer log in.
   */
  @DELETE
  @Operation(operationId = "removeMember", summary = "Remove a member from the organization")
  @APIResponse(responseCode = "204")
  public Response remove() {
    rules.requirePermission(MemberAction.REMOVE);
    lockOrganization();
    Member member = members.require(id);
    rules.require(MemberAction.REMOVE, member);
    UserModel user = user(member);
    session.getProvider(OrganizationProvider.class).removeMember(access.model(), user);
    if (!member.memberOfOthers()) {
      user.setEnabled(false);
      endSessions(user);
    }
    record(Action.REMOVE_MEMBER, member, Map.of());
    Transactions.commit(session);
    MemberIndexes.ON_THIS_NODE.drop(access.organization().id());
    return Response.noContent().build();
  }

  /**
   * Mails the member a new temporary password; the former password is dead, all sessions end. The
   * help desk has to say how the person was identified. Of whom a second factor is required, it
   * must have been shown just now.
   */
  @POST
  @Path("temporary-password")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "sendTemporaryPassword",
      summary = "Send a member a new temporary password")
  @RequestBody(content = @Content(schema = @Schema(implementation = Requests.Reissue.class)))
  @APIResponse(responseCode = "204")
  @APIResponse(
      responseCode = "403",
      description =
          "A problem: step-up-required where a fresh second factor (acr_values=2) has to be shown"
              + " first, or another one",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.Body.class)))
  public Response temporaryPassword(InputStream body) {
    rules.requirePermission(MemberAction.SEND_TEMPORARY_PASSWORD);
    Requests.Reissue wanted = new JsonBody(session).read(body, Requests.Reissue.class);
    String identification = identification(wanted.identification());
    if (identification.isEmpty() && access.isOnlyAssistant(Permission.MANAGE_MEMBERS)) {
      throw identificationRequired();
    }
    Member member = target(access.isOnlySupervisor(Permission.MANAGE_MEMBERS));
    rules.require(MemberAction.SEND_TEMPORARY_PASSWORD, member);
    new Issuance(session, audit).temporaryPassword(access, member, identification);
    return Response.noContent().build();
  }

  /**
   * Takes the member's second factor away, because the device is lost: authenticator apps, passkeys
   * and recovery codes. All sessions end, the member is told by mail, and where a second factor is
   * required the next login asks to register a new one. Whoever does it says how the person was
   * identified, and has shown the own second factor just now, if one is required.
   */
  @POST
  @Path("second-factor-reset")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "resetSecondFactor",
      summary = "Reset the second factor of a member who has lost the device")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.SecondFactorReset.class)))
  @APIResponse(responseCode = "204")
  @APIResponse(
      responseCode = "403",
      description =
          "A problem: step-up-required where a fresh second factor (acr_values=2) has to be shown"
              + " first, or another one",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.Body.class)))
  public Response resetSecondFactor(InputStream body) {
    rules.requirePermission(MemberAction.RESET_SECOND_FACTOR);
    String identification =
        identification(
            new JsonBody(session).read(body, Requests.SecondFactorReset.class).identification());
    if (identification.isEmpty()) {
      throw identificationRequired();
    }
    target(access.isOnlySupervisor(Permission.MANAGE_MEMBERS));
    new OrganizationQueries(session).lockUser(id);
    Member member = target(access.isOnlySupervisor(Permission.MANAGE_MEMBERS));
    rules.require(MemberAction.RESET_SECOND_FACTOR, member);
    UserModel user = user(member);
    List<String> removed = SecondFactors.removeAll(user);
    endSessions(user);
    record(
        Action.RESET_SECOND_FACTOR,
        member,
        Map.of("identification", identification, "removed", String.join(",", removed)));
    AccountNotices.in(session).secondFactorReset(user);
    Transactions.commit(session);
    return Response.noContent().build();
  }

  /** Disables or enables the member; a disabled one is signed out at once. */
  @PUT
  @Path("enabled")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "enableMember", summary = "Disable or enable a member")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.EnabledChange.class)))
  @APIResponse(responseCode = "204")
  public Response enable(InputStream body) {
    // Both need the same permission; which of the two it is stands in the body.
    rules.requirePermission(MemberAction.ENABLE);
    boolean enabled = OrganizationResource.enabledIn(session, body);
    lockOrganization();
    Member member = members.require(id);
    rules.require(enabled ? MemberAction.ENABLE : MemberAction.DISABLE, member);
    UserModel user = user(member);
    user.setEnabled(enabled);
    if (!enabled) {
      endSessions(user);
    }
    record(enabled ? Action.ENABLE_MEMBER : Action.DISABLE_MEMBER, member, Map.of());
    Transactions.commit(session);
    return Response.noContent().build();
  }

  /** Ends the lock-out that wrong passwords have brought. */
  @POST
  @Path("unlock")
  @Operation(operationId = "unlockMember", summary = "Unlock a member")
  @APIResponse(responseCode = "204")
  public Response unlock() {
    rules.requirePermission(MemberAction.UNLOCK);
    Member member = members.require(id);
    rules.require(MemberAction.UNLOCK, member);
    session.loginFailures().removeUserLoginFailure(realm, member.id());
    record(Action.UNLOCK_MEMBER, member, Map.of());
    Transactions.commit(session);
    return Response.noContent().build();
  }

  /** Ends all sessions of the member. */
  @POST
  @Path("sign-out")
  @Operation(operationId = "signOutMember", summary = "Sign a member out everywhere")
  @APIResponse(responseCode = "204")
  public Response signOut() {
    rules.requirePermission(MemberAction.SIGN_OUT);
    Member member = members.require(id);
    rules.require(MemberAction.SIGN_OUT, member);
    endSessions(user(member));
    record(Action.SIGN_OUT_MEMBER, member, Map.of());
    Transactions.commit(session);
    return Response.noContent().build();
  }

  /** Makes the given roles the member's only ones in this organisation. */
  @PUT
  @Path("roles")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "changeRoles", summary = "Change the roles of a member")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = Requests.RoleChange.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Views.MemberView.class)))
  public Response changeRoles(
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, InputStream body) {
    rules.requirePermission(MemberAction.CHANGE_ROLES);
    List<String> wanted = new JsonBody(session).read(body, Requests.RoleChange.class).roles();
    if (wanted == null) {
      throw Problem.INVALID.fields(session, List.of(Problem.field(session, "roles", "required")));
    }
    Set<String> roles = Set.copyOf(new HashSet<>(wanted));
    lockOrganization();
    Member member = members.require(id);
    rules.require(MemberAction.CHANGE_ROLES, member);
    rules.requireKnown(roles);
    rules.requireHolds(changed(member.roles(), roles));
    Version.require(session, ifMatch, member.version());
    rules.requireAdministratorRemains(member, roles);
    session.getProvider(OrganizationRoles.class).replace(access.model(), user(member), roles);
    record(
        Action.CHANGE_ROLES, member, Map.of("from", joined(member.roles()), "to", joined(roles)));
    Member updated = members.require(id);
    Views.MemberView view = updated.view(rulesFor(updated).refused(updated));
    Transactions.commit(session);
    MemberIndexes.ON_THIS_NODE.drop(access.organization().id());
    return OrganizationAdminResource.ok(view);
  }

  /**
   * Waits for other changes of who administers this organisation, then decides anew whether the
   * caller still may: he may have lost his role while he waited.
   */
  private void lockOrganization() {
    new OrganizationQueries(session).lockOrganization(access.organization().id());
    Set<String> held =
        session
            .getProvider(OrganizationRoles.class)
            .heldBy(access.caller().user().getId(), access.organization().id());
    boolean stillEnabled =
        members.find(access.caller().user().getId()).map(own -> own.row().enabled()).orElse(false);
    if (!stillEnabled
        || !access.caller().catalogue().permissionsOf(held).containsAll(access.permissions())) {
      throw Problem.FORBIDDEN.in(session);
    }
  }

  /** Whoever changes his own roles may from then on do what those allow. */
  private MemberRules rulesFor(Member updated) {
    return updated.id().equals(access.caller().user().getId())
        ? new MemberRules(session, access.holding(updated.roles()))
        : rules;
  }

  private Member target(boolean administratorsOnly) {
    Member member = members.require(id);
    if (administratorsOnly
        && !member.roles().contains(access.caller().catalogue().administrator().name())) {
      throw Problem.NOT_FOUND.in(session);
    }
    return member;
  }

  private UserModel user(Member member) {
    return Objects.requireNonNull(session.users().getUserById(realm, member.id()));
  }

  private void endSessions(UserModel user) {
    session.users().setNotBeforeForUser(realm, user, Math.toIntExact(Time.currentTimeSeconds()));
    // Collected first: each log-out removes from what the stream reads.
    List.copyOf(
            Stream.concat(
                    session.sessions().getUserSessionsStream(realm, user),
                    session.sessions().getOfflineUserSessionsStream(realm, user))
                .toList())
        .forEach(
            userSession ->
                AuthenticationManager.backchannelLogout(
                    session,
                    realm,
                    userSession,
                    session.getContext().getUri(),
                    session.getContext().getConnection(),
                    session.getContext().getHttpRequest().getHttpHeaders(),
                    true));
  }

  private void record(Action action, Member member, Map<String, String> details) {
    audit.record(action, access.organization().alias(), member.id(), member.userId(), details);
  }

  private RuntimeException identificationRequired() {
    return Problem.INVALID.fields(
        session, List.of(Problem.field(session, "identification", "required")));
  }

  private String identification(@Nullable String given) {
    String text = given == null ? "" : given.strip();
    if (text.length() > LONGEST_IDENTIFICATION) {
      throw Problem.INVALID.fields(
          session,
          List.of(
              Problem.field(
                  session, "identification", "too-long", String.valueOf(LONGEST_IDENTIFICATION))));
    }
    return text;
  }

  private static Set<String> changed(Set<String> former, Set<String> wanted) {
    Set<String> changed = new HashSet<>(former);
    changed.addAll(wanted);
    changed.removeIf(role -> former.contains(role) && wanted.contains(role));
    return changed;
  }

  private static String joined(Set<String> roles) {
    return String.join(",", roles.stream().sorted().toList());
  }

  /** The names, not the values: the audit keeps no personal data that it can do without. */
  private static String fieldsOf(Requests.MemberUpdate wanted) {
    return Stream.of(
            wanted.lastName() == null ? null : "lastName",
            wanted.firstName() == null ? null : "firstName",
            wanted.lastNameKana() == null ? null : "lastNameKana",
            wanted.firstNameKana() == null ? null : "firstNameKana",
            wanted.email() == null ? null : "email",
            wanted.phoneNumber() == null ? null : "phoneNumber",
            wanted.department() == null ? null : "department",
            wanted.locale() == null ? null : "locale")
        .filter(Objects::nonNull)
        .collect(Collectors.joining(","));
  }
}
