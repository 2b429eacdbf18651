package jp.yoyo.id.logintrouble;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Puts the page below a realm's address. */
final class LoginTroubleResourceProvider implements RealmResourceProvider {

  private final KeycloakSession session;

  LoginTroubleResourceProvider(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public Object getResource() {
    return new LoginTroubleResource(session);
  }

  @Override
  public void close() {}
}
