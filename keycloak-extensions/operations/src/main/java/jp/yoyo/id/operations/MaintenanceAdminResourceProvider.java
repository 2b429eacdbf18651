package jp.yoyo.id.operations;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * Puts {@link MaintenanceResource} into the admin API, at {@code /admin/realms/{realm}/maintenance}
 * : for the one who administers the realm, by command.
 */
public final class MaintenanceAdminResourceProvider
    implements AdminRealmResourceProviderFactory, AdminRealmResourceProvider {

  @Override
  public AdminRealmResourceProvider create(KeycloakSession session) {
    return this;
  }

  @Override
  public Object getResource(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator auth,
      AdminEventBuilder adminEvent) {
    auth.realm().requireManageRealm();
    return new MaintenanceResource(session, new Planner(auth.adminAuth(), null, null));
  }

  @Override
  public String getId() {
    return "maintenance";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
