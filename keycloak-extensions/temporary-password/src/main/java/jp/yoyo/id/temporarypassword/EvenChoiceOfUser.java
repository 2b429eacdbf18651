package jp.yoyo.id.temporarypassword;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.resetcred.ResetCredentialChooseUser;
import org.keycloak.models.KeycloakSession;

/**
 * Keycloak's first step of a reset, under its id: the answer takes the same time whether the user
 * ID exists or not.
 */
public final class EvenChoiceOfUser extends ResetCredentialChooseUser {

  /** Above Keycloak's own, which has 0. */
  @Override
  public int order() {
    return 100;
  }

  @Override
  public Authenticator create(KeycloakSession session) {
    return this;
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    EvenAnswer.begin(context.getSession()).hold();
    super.action(context);
  }
}
