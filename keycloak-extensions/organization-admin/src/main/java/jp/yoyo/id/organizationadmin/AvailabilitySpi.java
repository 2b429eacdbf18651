package jp.yoyo.id.organizationadmin;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The SPI of {@link Availability}. */
public final class AvailabilitySpi implements Spi {

  @Override
  public boolean isInternal() {
    return false;
  }

  @Override
  public String getName() {
    return "organization-availability";
  }

  @Override
  public Class<? extends Provider> getProviderClass() {
    return Availability.class;
  }

  @Override
  public Class<? extends ProviderFactory<Availability>> getProviderFactoryClass() {
    return AvailabilityFactory.class;
  }
}
