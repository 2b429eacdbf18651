package jp.yoyo.id.secondfactor;

import jp.yoyo.id.organizationadmin.StepUp;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** Whoever has to have a second factor has to show it anew before something grave. */
final class SecondFactorStepUp implements StepUp {

  private final KeycloakSession session;

  SecondFactorStepUp(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public boolean isRequiredOf(UserModel user) {
    return new SecondFactorPolicy(session.getContext().getRealm()).requires(session, user);
  }

  @Override
  public void close() {}
}
