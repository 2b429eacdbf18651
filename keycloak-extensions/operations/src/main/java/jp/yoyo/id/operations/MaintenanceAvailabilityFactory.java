package jp.yoyo.id.operations;

import jp.yoyo.id.organizationadmin.Availability;
import jp.yoyo.id.organizationadmin.AvailabilityFactory;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes {@link MaintenanceAvailability}. */
public final class MaintenanceAvailabilityFactory implements AvailabilityFactory {

  @Override
  public Availability create(KeycloakSession session) {
    return new MaintenanceAvailability(session);
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
