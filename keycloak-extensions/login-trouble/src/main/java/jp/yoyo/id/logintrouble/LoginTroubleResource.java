package jp.yoyo.id.logintrouble;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.services.resources.RealmsResource;

/**
 * {@code GET /realms/{realm}/login-trouble}: 「ログインできないとき」. For everybody, logged in or not, and the
 * same for everybody: nothing on it depends on a user.
 */
public class LoginTroubleResource {

  static final String PAGE = "login-trouble.ftl";

  /** What names a login that has begun, so that it goes on afterwards. */
  private static final List<String> OF_A_LOGIN =
      List.of(Constants.CLIENT_ID, Constants.TAB_ID, Constants.CLIENT_DATA);

  private static final int LONGEST_PARAMETER = 4_000;

  private final KeycloakSession session;

  LoginTroubleResource(KeycloakSession session) {
    this.session = session;
  }

  /** The page. Without parameters it leads to a new login. */
  @GET
  public Response page(@Context UriInfo request) {
    RealmModel realm = session.getContext().getRealm();
    LoginFormsProvider form = session.getProvider(LoginFormsProvider.class);
    form.setAttribute("loginUrl", loginUrl(realm, request).toString());
    if (realm.isResetPasswordAllowed()) {
      form.setAttribute(
          "resetUrl",
          ofTheLogin(LoginActionsService.RESET_CREDENTIALS_PATH, realm, request).toString());
    }
    if (realm.isBruteForceProtected()) {
      form.setAttribute("failures", realm.getFailureFactor());
      form.setAttribute("shortestWait", minutes(realm.getWaitIncrementSeconds()));
      form.setAttribute("longestWait", minutes(realm.getMaxFailureWaitSeconds()));
    }
    return form.createForm(PAGE);
  }

  private UriBuilder base() {
    return UriBuilder.fromUri(session.getContext().getUri().getBaseUri());
  }

  /** The login that was begun; else where the client begins one, or the account console. */
  private URI loginUrl(RealmModel realm, UriInfo request) {
    if (parameter(request, Constants.TAB_ID) != null) {
      return ofTheLogin(LoginActionsService.RESTART_PATH, realm, request);
    }
    String clientId = parameter(request, Constants.CLIENT_ID);
    ClientModel client = clientId == null ? null : realm.getClientByClientId(clientId);
    String home = client == null ? null : client.getBaseUrl();
    return home != null && (home.startsWith("https://") || home.startsWith("http://"))
        ? URI.create(home)
        : RealmsResource.accountUrl(base()).build(realm.getName());
  }

  private URI ofTheLogin(String path, RealmModel realm, UriInfo request) {
    UriBuilder address = LoginActionsService.loginActionsBaseUrl(base()).path(path);
    for (String name : OF_A_LOGIN) {
      String value = parameter(request, name);
      if (value != null) {
        // As a template, or a brace in the value would be taken for one.
        address.queryParam(name, "{" + name + "}").resolveTemplate(name, value);
      }
    }
    return address.build(realm.getName());
  }

  private static @Nullable String parameter(UriInfo request, String name) {
    String value = request.getQueryParameters().getFirst(name);
    return value == null || value.isEmpty() || value.length() > LONGEST_PARAMETER ? null : value;
  }

  private static long minutes(int seconds) {
    return Math.max(1, TimeUnit.SECONDS.toMinutes(seconds + 59L));
  }
}
