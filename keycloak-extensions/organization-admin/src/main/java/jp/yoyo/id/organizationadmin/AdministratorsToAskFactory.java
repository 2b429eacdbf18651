package jp.yoyo.id.organizationadmin;

import jp.yoyo.id.temporarypassword.TemporaryPasswordContacts;
import jp.yoyo.id.temporarypassword.TemporaryPasswordContactsFactory;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes {@link AdministratorsToAsk}. */
public final class AdministratorsToAskFactory implements TemporaryPasswordContactsFactory {

  @Override
  public TemporaryPasswordContacts create(KeycloakSession session) {
    return new AdministratorsToAsk(session);
  }

  @Override
  public String getId() {
    return "organization-administrators";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
