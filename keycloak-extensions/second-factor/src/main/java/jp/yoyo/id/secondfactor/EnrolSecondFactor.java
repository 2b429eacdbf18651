package jp.yoyo.id.secondfactor;

import java.util.Map;
import java.util.Set;
import jp.yoyo.id.organizationadmin.SecondFactors;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.authentication.requiredactions.RecoveryAuthnCodesAction;
import org.keycloak.authentication.requiredactions.WebAuthnRegisterFactory;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The page that asks a user who needs a second factor and has none to register one: an
 * authenticator app or a passkey, by Keycloak's own pages, then recovery codes.
 *
 * <p>It is not written down with the user but found out anew at each step of each login, and stands
 * in the login's own session: it cannot be taken away or skipped in another tab, and whoever gets a
 * role that needs a second factor is asked at the next login. A login ends with a session only when
 * nothing is left to do.
 */
public final class EnrolSecondFactor implements RequiredActionProvider, RequiredActionFactory {

  static final String ID = "enrol-second-factor";
  static final String PAGE = "enrol-second-factor.ftl";

  /** From this level of authentication on, a client wants to see a second factor (acr). */
  static final int LEVEL_OF_SECOND_FACTOR = 2;

  private static final String RECOVERY_CODES = RecoveryAuthnCodesAction.PROVIDER_ID;

  /** Note of the login: the required action that the user has chosen here. */
  private static final String CHOSEN = "second-factor.chosen";

  private static final String FIELD = "method";

  /** What can be chosen: values of the field, and the required action of each. */
  private static final Map<String, String> METHODS =
      Map.of(
          "app",
          UserModel.RequiredAction.CONFIGURE_TOTP.name(),
          "passkey",
          WebAuthnRegisterFactory.PROVIDER_ID);

  @Override
  public void evaluateTriggers(RequiredActionContext context) {
    AuthenticationSessionModel login = context.getAuthenticationSession();
    SecondFactorPolicy policy = new SecondFactorPolicy(context.getRealm());
    if (policy.isOff()) {
      return;
    }
    UserModel user = context.getUser();
    boolean enrolling = login.getAuthNote(CHOSEN) != null;
    if (enrolling && SecondFactors.hasFactor(user)) {
      if (!SecondFactors.hasRecoveryCodes(user)) {
        login.addRequiredAction(RECOVERY_CODES);
      }
    } else if (isNeeded(policy, context) && !isUnderWay(login)) {
      login.addRequiredAction(ID);
    }
  }

  private static boolean isNeeded(SecondFactorPolicy policy, RequiredActionContext context) {
    UserModel user = context.getUser();
    return (policy.requires(context.getSession(), user)
            || isAskedForBy(context.getAuthenticationSession()))
        && !SecondFactors.hasFactor(user);
  }

  /** A client that wants to see a second factor is not told that there was one without one. */
  private static boolean isAskedForBy(AuthenticationSessionModel login) {
    String level = login.getClientNote(Constants.REQUESTED_LEVEL_OF_AUTHENTICATION);
    try {
      return level != null && Integer.parseInt(level) >= LEVEL_OF_SECOND_FACTOR;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  /** Whether the user has chosen, and the page of what was chosen is still to come. */
  private static boolean isUnderWay(AuthenticationSessionModel login) {
    String chosen = login.getAuthNote(CHOSEN);
    Set<String> open = login.getRequiredActions();
    return chosen != null && open.contains(chosen);
  }

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    context.challenge(context.form().createForm(PAGE));
  }

  @Override
  public void processAction(RequiredActionContext context) {
    String wanted = context.getHttpRequest().getDecodedFormParameters().getFirst(FIELD);
    String action = wanted == null ? null : METHODS.get(wanted);
    if (action == null) {
      requiredActionChallenge(context);
      return;
    }
    AuthenticationSessionModel login = context.getAuthenticationSession();
    login.setAuthNote(CHOSEN, action);
    login.addRequiredAction(action);
    context.success();
  }

  @Override
  public RequiredActionProvider create(KeycloakSession session) {
    return this;
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayText() {
    return "Enrol a second factor";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
