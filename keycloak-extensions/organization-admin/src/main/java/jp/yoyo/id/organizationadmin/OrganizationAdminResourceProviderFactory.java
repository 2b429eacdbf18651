package jp.yoyo.id.organizationadmin;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Makes {@link OrganizationAdminResourceProvider}. */
public final class OrganizationAdminResourceProviderFactory
    implements RealmResourceProviderFactory {

  @Override
  public RealmResourceProvider create(KeycloakSession session) {
    return new OrganizationAdminResourceProvider(session);
  }

  @Override
  public String getId() {
    return "organization-admin";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
