package jp.yoyo.id.organizationadmin;

import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.yoyo.id.organizationadmin.OrganizationRoles.Membership;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager.BearerTokenAuthenticator;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/**
 * Who calls, and what he may do in which organisation at this moment. Decided from the database at
 * each request, whatever the token says: a role taken away is gone at once.
 */
public final class Caller {

  /** The audience that an access token must carry: this API's client in the realm. */
  static final String AUDIENCE = "organization-admin";

  /** The realm attribute with the ids of the clients whose tokens are accepted. */
  static final String CLIENTS_ATTRIBUTE = "organizationAdmin.clients";

  /** The client role of {@link #AUDIENCE} that lets a service account act on behalf of a user. */
  static final String ACT_ON_BEHALF = "act-on-behalf";

  /** The header by which a service account names that user's id. */
  static final String ACTING_USER = "Acting-User";

  private static final String DEFAULT_CLIENTS = "account-console";

  private final KeycloakSession session;
  private final OrganizationCatalogue catalogue;
  private final UserModel user;
  private final AccessToken token;
  private final ClientModel client;
  private final boolean onBehalf;
  private final @Nullable UserSessionModel userSession;
  private final Map<String, OrganizationRow> organizations = new HashMap<>();
  private final List<OrganizationRow> organizationsByName;
  private final Map<String, Set<String>> roles = new HashMap<>();
  private @Nullable Set<String> assisting;

  private Caller(
      KeycloakSession session,
      UserModel user,
      AccessToken token,
      ClientModel client,
      boolean onBehalf,
      @Nullable UserSessionModel userSession) {
    this.session = session;
    this.catalogue = Catalogues.of(session);
    this.user = user;
    this.token = token;
    this.client = client;
    this.onBehalf = onBehalf;
    this.userSession = userSession;
    List<Membership> memberships =
        session.getProvider(OrganizationRoles.class).membershipsOf(user.getId());
    this.organizationsByName = memberships.stream().map(Membership::organization).toList();
    for (Membership membership : memberships) {
      organizations.put(membership.organization().alias(), membership.organization());
      roles.put(membership.organization().id(), membership.roles());
    }
  }

  /**
   * Finds out who calls, from the bearer token alone.
   *
   * @throws org.keycloak.services.ErrorResponseException 401 if there is no token that counts here,
   *     403 if a service account names no user it may act for, 503 while the API is closed to him
   */
  static Caller authenticate(KeycloakSession session) {
    AuthResult result = bearer(session, AUDIENCE);
    RealmModel realm = session.getContext().getRealm();
    if (result == null || !allowedClients(realm).contains(result.client().getClientId())) {
      throw Problem.UNAUTHENTICATED.in(session);
    }
    String actingUser =
        session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(ACTING_USER);
    boolean serviceAccount = result.user().getServiceAccountClientLink() != null;
    if (!serviceAccount) {
      if (actingUser != null) {
        throw Problem.FORBIDDEN.in(session);
      }
      requireOpen(session, result.user());
      return new Caller(
          session, result.user(), result.token(), result.client(), false, result.session());
    }
    Caller caller = onBehalf(session, result, AUDIENCE, ACT_ON_BEHALF);
    requireOpen(session, caller.user);
    return caller;
  }

  private static void requireOpen(KeycloakSession session, UserModel user) {
    Optional<Availability.Closure> closure = Availability.closure(session, user);
    if (closure.isPresent()) {
      throw Problem.MAINTENANCE.closed(session, closure.get());
    }
  }

  /**
   * Finds out for whom a service account calls the API of another module.
   *
   * @param audience the client that stands for that API: the access token must carry it
   * @param role the role of that client which the service account must hold
   * @throws org.keycloak.services.ErrorResponseException 401 if there is no token that counts
   *     there, 403 if it is none of such a service account or names no user it may act for, 503
   *     while the APIs are closed to that user
   */
  public static Caller onBehalf(KeycloakSession session, String audience, String role) {
    Caller caller = onBehalfWhileClosed(session, audience, role);
    requireOpen(session, caller.user);
    return caller;
  }

  /**
   * As {@link #onBehalf(KeycloakSession, String, String)}, for an API that answers while the others
   * are closed: by it they are opened again.
   */
  public static Caller onBehalfWhileClosed(KeycloakSession session, String audience, String role) {
    AuthResult result = bearer(session, audience);
    if (result == null) {
      throw Problem.UNAUTHENTICATED.in(session);
    }
    if (result.user().getServiceAccountClientLink() == null) {
      throw Problem.FORBIDDEN.in(session);
    }
    return onBehalf(session, result, audience, role);
  }

  /**
   * Goes on only for such a service account as {@link #onBehalf} lets in, for a question that no
   * user asks.
   *
   * @throws org.keycloak.services.ErrorResponseException 401 if there is no token that counts
   *     there, 403 if it is none of such a service account
   */
  public static void requireServiceAccount(KeycloakSession session, String audience, String role) {
    AuthResult result = bearer(session, audience);
    if (result == null) {
      throw Problem.UNAUTHENTICATED.in(session);
    }
    if (result.user().getServiceAccountClientLink() == null
        || !holds(session.getContext().getRealm(), result.user(), audience, role)) {
      throw Problem.FORBIDDEN.in(session);
    }
  }

  private static Caller onBehalf(
      KeycloakSession session, AuthResult result, String audience, String role) {
    RealmModel realm = session.getContext().getRealm();
    String actingUser =
        session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(ACTING_USER);
    UserModel acting =
        actingUser == null || !holds(realm, result.user(), audience, role)
            ? null
            : session.users().getUserById(realm, actingUser);
    // A program of an organisation is a user like others; one that acts for users is acted for by
    // nobody, or it could hide who asked it to.
    if (acting == null
        || !acting.isEnabled()
        || holds(realm, acting, AUDIENCE, ACT_ON_BEHALF)
        || holds(realm, acting, audience, role)) {
      throw Problem.FORBIDDEN.in(session);
    }
    return new Caller(session, acting, result.token(), result.client(), true, null);
  }

  private static @Nullable AuthResult bearer(KeycloakSession session, String audience) {
    HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
    if (headers.getHeaderString(HttpHeaders.AUTHORIZATION) == null) {
      return null;
    }
    try {
      return new BearerTokenAuthenticator(session).setAudience(audience).authenticate();
    } catch (NotAuthorizedException e) {
      return null;
    }
  }

  private static Set<String> allowedClients(RealmModel realm) {
    String configured =
        Optional.ofNullable(realm.getAttribute(CLIENTS_ATTRIBUTE)).orElse(DEFAULT_CLIENTS);
    return Set.copyOf(
        Arrays.stream(configured.split(",", -1))
            .map(String::trim)
            .filter(id -> !id.isEmpty())
            .distinct()
            .toList());
  }

  private static boolean holds(
      RealmModel realm, UserModel serviceAccount, String clientId, String roleName) {
    ClientModel api = realm.getClientByClientId(clientId);
    RoleModel role = api == null ? null : api.getRole(roleName);
    return role != null && serviceAccount.hasRole(role);
  }

  /** Who acts. */
  public UserModel user() {
    return user;
  }

  /** The access token of the one who calls. */
  public AccessToken token() {
    return token;
  }

  /** The client by which he calls. */
  public ClientModel client() {
    return client;
  }

  /** Whether a service account calls for the user. */
  boolean isOnBehalf() {
    return onBehalf;
  }

  /**
   * Goes on only for somebody who has shown a second factor in the present session just now, or of
   * whom none is required.
   *
   * <p>Who calls on behalf is let through. There is no session of the user's here to look at: the
   * program that acts for him has him before it, and asks him itself before it calls. Nor would
   * asking here keep anything from that program: it is trusted to name whoever acts.
   *
   * @throws org.keycloak.services.ErrorResponseException 403
   */
  void requireStepUp() {
    if (!onBehalf
        && StepUp.isRequiredOf(session, user)
        && !FreshSecondFactor.isIn(userSession, Time.currentTimeSeconds())) {
      throw Problem.STEP_UP_REQUIRED.in(session);
    }
  }

  /**
   * When the user logged in before the present session, and when it last failed. One statement.
   * Empty where somebody calls on behalf and does not say which of the user's sessions is the
   * present one.
   *
   * @param sessionId the present session, for who calls on behalf
   */
  Optional<OrganizationQueries.LoginsBefore> loginsBefore(@Nullable String sessionId) {
    UserSessionModel present = onBehalf ? sessionOf(sessionId) : userSession;
    return present == null
        ? Optional.empty()
        : Optional.of(
            new OrganizationQueries(session)
                .loginsBefore(user.getId(), present.getId(), present.getStarted()));
  }

  /** The user's session with that id; that of another user is as good as none. */
  private @Nullable UserSessionModel sessionOf(@Nullable String sessionId) {
    UserSessionModel found =
        sessionId == null
            ? null
            : session.sessions().getUserSession(session.getContext().getRealm(), sessionId);
    return found != null && user.getId().equals(found.getUser().getId()) ? found : null;
  }

  /** Whether the caller holds the permission in any of his organisations. */
  boolean holdsAnywhere(String permission) {
    return organizationsByName.stream().anyMatch(own -> permissionsIn(own).contains(permission));
  }

  OrganizationCatalogue catalogue() {
    return catalogue;
  }

  /** The organisations that the caller is a member of, by name. */
  public List<OrganizationRow> organizations() {
    return organizationsByName;
  }

  /** The names of the caller's roles in one of his organisations. */
  Set<String> rolesIn(OrganizationRow organization) {
    return roles.getOrDefault(organization.id(), Set.of());
  }

  /** What the caller may do in one of his organisations: nothing while that is disabled. */
  public Set<String> permissionsIn(OrganizationRow organization) {
    return organization.enabled() ? catalogue.permissionsOf(rolesIn(organization)) : Set.of();
  }

  /**
   * The organisation with that alias, as far as it concerns the caller: as a member, or as somebody
   * who supervises it or assists its people.
   *
   * @throws org.keycloak.services.ErrorResponseException 404 if there is none or it does not
   *     concern the caller: the answer is the same
   */
  public OrganizationAccess in(String alias) {
    OrganizationRow own = organizations.get(alias);
    if (own != null) {
      return new OrganizationAccess(session, this, own, permissionsIn(own));
    }
    OrganizationRow other =
        new OrganizationQueries(session)
            .organization(alias)
            .orElseThrow(() -> Problem.NOT_FOUND.in(session));
    OrganizationAccess access = new OrganizationAccess(session, this, other, Set.of());
    if (!access.isSupervisor() && !access.isAssistant()) {
      throw Problem.NOT_FOUND.in(session);
    }
    return access;
  }

  /** The organisation with that alias, whether or not it concerns the caller. One statement. */
  public Optional<OrganizationRow> anyOrganization(String alias) {
    return new OrganizationQueries(session).organization(alias);
  }

  /** The own organisation with that alias, if the caller may supervise others in its name. */
  @Nullable OrganizationRow supervising(@Nullable String alias) {
    OrganizationRow own = alias == null ? null : organizations.get(alias);
    return own != null && permissionsIn(own).contains(Permission.SUPERVISE_ORGANIZATIONS)
        ? own
        : null;
  }

  /**
   * The aliases of the own organisations in whose name the caller may assist the people of those
   * below. One statement at most.
   */
  Set<String> assisting() {
    Set<String> known = assisting;
    if (known == null) {
      List<OrganizationRow> holding =
          organizationsByName.stream()
              .filter(own -> permissionsIn(own).contains(Permission.ASSIST_USERS))
              .toList();
      Map<String, Map<String, String>> attributes =
          new OrganizationQueries(session)
              .organizationAttributes(holding.stream().map(OrganizationRow::groupId).toList());
      known =
          holding.stream()
              .filter(
                  own ->
                      catalogue.isNamedBy(
                          attributes
                              .getOrDefault(own.groupId(), Map.of())
                              .get(OrganizationAttributes.TYPE),
                          Permission.ASSIST_USERS))
              .map(OrganizationRow::alias)
              .collect(Collectors.toUnmodifiableSet());
      assisting = known;
    }
    return known;
  }

  /** The own organisations in whose name the caller may supervise others. */
  List<OrganizationRow> supervising() {
    return organizationsByName.stream()
        .filter(own -> permissionsIn(own).contains(Permission.SUPERVISE_ORGANIZATIONS))
        .toList();
  }
}
