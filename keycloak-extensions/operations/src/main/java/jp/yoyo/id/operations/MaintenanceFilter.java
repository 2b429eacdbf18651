package jp.yoyo.id.operations;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jp.yoyo.id.organizationadmin.Problem;
import org.jspecify.annotations.Nullable;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.managers.AppAuthManager.BearerTokenAuthenticator;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Closes those of Keycloak's own addresses that lead past the gate of the flows while a maintenance
 * lasts: links of mails, required actions, the REST API of the account, devices, registrations.
 *
 * <p>No flow runs there, or one that is not ours. Filters run behind the locators of resources, so
 * the session is there and knows the realm.
 */
@Provider
public class MaintenanceFilter implements ContainerRequestFilter {

  /** Of {@code protocol/openid-connect}: what a flow guards, or what no person waits for. */
  private static final Set<String> OPEN_OF_OPENID_CONNECT =
      Set.of(
          "auth", // the gate stands in the flow
          "ext/par/request", // a client's, before auth
          "token", // the companion app's own, by which the maintenance ends; refreshs
          "token/introspect",
          "userinfo",
          "certs",
          "revoke");

  /** Of the same, with whatever is below them. */
  private static final Set<String> OPEN_WITH_ALL_BELOW =
      Set.of("logout", "login-status-iframe.html", "3p-cookies");

  private static final Set<String> OPEN_OF_LOGIN_ACTIONS = Set.of("authenticate", "restart");

  private static final Set<String> CLOSED =
      Set.of(
          "account", "authz", "broker", "clients-managements", "clients-registrations", "device");

  private static final String ACTION_TOKEN = "key";

  @Override
  public void filter(ContainerRequestContext request) {
    KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
    RealmModel realm = session == null ? null : session.getContext().getRealm();
    // First: nearly always there is none, and nothing else is to be done for the request.
    Plan plan = realm == null ? null : Plans.ongoing(realm).orElse(null);
    if (session == null || realm == null || plan == null) {
      return;
    }
    if (isOpen(request.getUriInfo().getPath()) || isConsole(request)) {
      return;
    }
    if (users(session, realm, request).anyMatch(user -> plan.lets(user.getUsername()))) {
      return;
    }
    request.abortWith(answer(session, request, plan));
  }

  /** Whether the maintenance of a realm leaves the address alone. */
  static boolean isOpen(String path) {
    List<String> parts =
        Arrays.stream(path.split("/", -1))
            .map(part -> part.replaceFirst(";.*", ""))
            .filter(part -> !part.isEmpty())
            .toList();
    if (parts.size() < 3 || !parts.get(0).equals("realms")) {
      return true;
    }
    List<String> rest = parts.subList(3, parts.size());
    return switch (parts.get(2)) {
      case "login-actions" -> rest.size() == 1 && OPEN_OF_LOGIN_ACTIONS.contains(rest.get(0));
      case "protocol" -> isOpenOfProtocol(rest);
      // Extensions answer for themselves: those of ours ask Availability.
      default -> !CLOSED.contains(parts.get(2));
    };
  }

  private static boolean isOpenOfProtocol(List<String> rest) {
    if (rest.size() < 2 || !rest.get(0).equals("openid-connect")) {
      return false;
    }
    return OPEN_OF_OPENID_CONNECT.contains(String.join("/", rest.subList(1, rest.size())))
        || OPEN_WITH_ALL_BELOW.contains(rest.get(1));
  }

  /** The account console's own page, as Keycloak tells it from its REST API. It shows no data. */
  private static boolean isConsole(ContainerRequestContext request) {
    boolean page =
        request.getMethod().equals(HttpMethod.GET)
            && !header(request, HttpHeaders.ACCEPT).contains("json")
            && !header(request, HttpHeaders.CONTENT_TYPE).contains("json");
    return (page || request.getMethod().equals(HttpMethod.OPTIONS))
        && request.getUriInfo().getPath().matches("/?realms/[^/;]+/account(/.*)?");
  }

  private static String header(ContainerRequestContext request, String name) {
    return Optional.ofNullable(request.getHeaderString(name)).orElse("").toLowerCase(Locale.ROOT);
  }

  /** Who has proved who he is, by whichever of the means that these addresses know. */
  private static Stream<UserModel> users(
      KeycloakSession session, RealmModel realm, ContainerRequestContext request) {
    MultivaluedMap<String, String> parameters = request.getUriInfo().getQueryParameters();
    return Stream.of(
            ofLogin(session, realm, parameters),
            ofMail(session, realm, parameters.getFirst(ACTION_TOKEN)),
            ofBearer(session, request))
        .flatMap(Optional::stream);
  }

  /** A login that has come as far as a required action. */
  private static Optional<UserModel> ofLogin(
      KeycloakSession session, RealmModel realm, MultivaluedMap<String, String> parameters) {
    String clientId = parameters.getFirst(Constants.CLIENT_ID);
    String tab = parameters.getFirst(Constants.TAB_ID);
    ClientModel client = clientId == null ? null : realm.getClientByClientId(clientId);
    if (client == null || tab == null) {
      return Optional.empty();
    }
    AuthenticationSessionModel login =
        new AuthenticationSessionManager(session)
            .getCurrentAuthenticationSession(realm, client, tab);
    return Optional.ofNullable(login).map(AuthenticationSessionModel::getAuthenticatedUser);
  }

  /** The one to whom the link was mailed. Whether it is still good is for Keycloak to say. */
  private static Optional<UserModel> ofMail(
      KeycloakSession session, RealmModel realm, @Nullable String token) {
    JsonWebToken known = token == null ? null : session.tokens().decode(token, JsonWebToken.class);
    return Optional.ofNullable(known)
        .map(JsonWebToken::getSubject)
        .map(id -> session.users().getUserById(realm, id));
  }

  private static Optional<UserModel> ofBearer(
      KeycloakSession session, ContainerRequestContext request) {
    if (request.getHeaderString(HttpHeaders.AUTHORIZATION) == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(new BearerTokenAuthenticator(session).authenticate())
          .map(AuthResult::user);
    } catch (NotAuthorizedException e) {
      return Optional.empty();
    }
  }

  private static Response answer(
      KeycloakSession session, ContainerRequestContext request, Plan plan) {
    if (header(request, HttpHeaders.ACCEPT).contains(MediaType.TEXT_HTML)) {
      // To come again is to open the same address.
      LoginFormsProvider form =
          session.getProvider(LoginFormsProvider.class).setAttribute("again", "");
      return MaintenanceGate.page(form, plan, false);
    }
    return Problem.MAINTENANCE.closed(session, MaintenanceAvailability.closure(plan)).getResponse();
  }
}
