package jp.yoyo.id.operations;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Makes the API's root. */
final class OperationsResourceProvider implements RealmResourceProvider {

  private final KeycloakSession session;

  OperationsResourceProvider(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public Object getResource() {
    return new OperationsResource(session);
  }

  @Override
  public void close() {}
}
