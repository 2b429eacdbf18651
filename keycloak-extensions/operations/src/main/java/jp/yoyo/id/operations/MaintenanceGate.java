package jp.yoyo.id.operations;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.Authenticator;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/**
 * Shows the maintenance page instead of letting anybody on. Stands twice in a flow: first of all,
 * and again where the user is known, so that named operators can say who they are, and so that
 * nobody passes who was on the login page when it began.
 */
final class MaintenanceGate implements Authenticator {

  static final String PAGE = "maintenance.ftl";

  /** The button by which operators get to the login form. */
  static final String OPERATOR = "operator";

  /** The error of the event: somebody proved who he is, and is not among the operators. */
  static final String ERROR = "maintenance";

  private static final String BROWSER_FLOW = "authenticate";

  @Override
  public void authenticate(AuthenticationFlowContext context) {
    Plan plan = Plans.ongoing(context.getRealm()).orElse(null);
    if (plan == null) {
      context.success();
      return;
    }
    UserModel user = context.getUser();
    if (user != null) {
      if (plan.lets(user.getUsername())) {
        context.success();
      } else {
        context.getEvent().user(user).error(ERROR);
        context.failure(AuthenticationFlowError.ACCESS_DENIED, page(context.form(), plan, false));
      }
      return;
    }
    UserModel returning = userOfCookie(context);
    if (returning != null && plan.lets(returning.getUsername())) {
      context.success();
      return;
    }
    context.challenge(page(context.form(), plan, isLogin(context)));
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    boolean operator =
        context.getHttpRequest().getDecodedFormParameters().containsKey(OPERATOR)
            && isLogin(context)
            && context.getUser() == null;
    if (operator) {
      // Who it is shows at the second gate, behind the password.
      context.success();
    } else {
      authenticate(context);
    }
  }

  /** An operator who lost the password has it reissued: resets are closed to all. */
  private static boolean isLogin(AuthenticationFlowContext context) {
    return BROWSER_FLOW.equals(context.getFlowPath());
  }

  private static @Nullable UserModel userOfCookie(AuthenticationFlowContext context) {
    if (!isLogin(context)) {
      return null;
    }
    AuthResult result =
        AuthenticationManager.authenticateIdentityCookie(
            context.getSession(), context.getRealm(), true);
    return result == null ? null : result.user();
  }

  /** The maintenance page, 503. */
  static Response page(LoginFormsProvider form, Plan plan, boolean withOperator) {
    return form.setAttribute("operatorMayLogIn", withOperator && !plan.operators().isEmpty())
        .setResponseHeader(HttpHeaders.RETRY_AFTER, Integer.toString(plan.secondsLeft(Plans.now())))
        .setStatus(Response.Status.SERVICE_UNAVAILABLE)
        .createForm(PAGE);
  }

  @Override
  public boolean requiresUser() {
    return false;
  }

  @Override
  public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
    return true;
  }

  @Override
  public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

  @Override
  public void close() {}
}
