package jp.yoyo.id.temporarypassword;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.FlowStatus;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordForm;
import org.keycloak.models.KeycloakSession;

/**
 * Keycloak's page for user ID and password, whose refusal takes the same time for an unknown user
 * ID, a wrong password and a locked account. A login that succeeds does not wait.
 */
final class EvenPasswordForm extends UsernamePasswordForm {

  EvenPasswordForm(KeycloakSession session) {
    super(session);
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    EvenAnswer answer = EvenAnswer.begin(context.getSession());
    super.action(context);
    if (context.getStatus() != FlowStatus.SUCCESS) {
      answer.hold();
    }
  }
}
