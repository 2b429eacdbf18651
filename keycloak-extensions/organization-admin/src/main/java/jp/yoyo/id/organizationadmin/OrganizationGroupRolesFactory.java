package jp.yoyo.id.organizationadmin;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes {@link OrganizationGroupRoles}. */
public final class OrganizationGroupRolesFactory implements OrganizationRolesFactory {

  @Override
  public OrganizationRoles create(KeycloakSession session) {
    return new OrganizationGroupRoles(session);
  }

  @Override
  public String getId() {
    return "organization-groups";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
