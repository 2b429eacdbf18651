package jp.yoyo.id.organizationadmin;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Puts the API at {@code /realms/{realm}/organization-admin}. */
final class OrganizationAdminResourceProvider implements RealmResourceProvider {

  private final KeycloakSession session;

  OrganizationAdminResourceProvider(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public Object getResource() {
    return new OrganizationAdminResource(session);
  }

  @Override
  public void close() {}
}
