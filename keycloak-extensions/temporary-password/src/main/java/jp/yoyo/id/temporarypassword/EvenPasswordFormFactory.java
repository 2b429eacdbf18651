package jp.yoyo.id.temporarypassword;

import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordFormFactory;
import org.keycloak.models.KeycloakSession;

/** Makes {@link EvenPasswordForm}, under the id of Keycloak's own step. */
public final class EvenPasswordFormFactory extends UsernamePasswordFormFactory {

  /** Above Keycloak's own, which has 0. */
  @Override
  public int order() {
    return 100;
  }

  @Override
  public Authenticator create(KeycloakSession session) {
    return new EvenPasswordForm(session);
  }
}
