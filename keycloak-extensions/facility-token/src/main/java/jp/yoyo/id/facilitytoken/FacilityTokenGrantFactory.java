package jp.yoyo.id.facilitytoken;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;

/** Makes {@link FacilityTokenGrant}. */
public final class FacilityTokenGrantFactory implements OAuth2GrantTypeFactory {

  @Override
  public OAuth2GrantType create(KeycloakSession session) {
    return new FacilityTokenGrant();
  }

  @Override
  public String getId() {
    return FacilityTokenGrant.GRANT_TYPE;
  }

  /** Stands in the ids of the access tokens; none of Keycloak's own grants has it. */
  @Override
  public String getShortcut() {
    return "ft";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
