package jp.yoyo.id.secondfactor;

import jp.yoyo.id.organizationadmin.StepUp;
import jp.yoyo.id.organizationadmin.StepUpFactory;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes {@link SecondFactorStepUp}. */
public final class SecondFactorStepUpFactory implements StepUpFactory {

  @Override
  public StepUp create(KeycloakSession session) {
    return new SecondFactorStepUp(session);
  }

  @Override
  public String getId() {
    return "second-factor";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
