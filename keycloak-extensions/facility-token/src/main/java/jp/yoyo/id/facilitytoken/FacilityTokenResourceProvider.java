package jp.yoyo.id.facilitytoken;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Makes the API's root. */
final class FacilityTokenResourceProvider implements RealmResourceProvider {

  private final KeycloakSession session;

  FacilityTokenResourceProvider(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public Object getResource() {
    return new FacilityTokenResource(session);
  }

  @Override
  public void close() {}
}
