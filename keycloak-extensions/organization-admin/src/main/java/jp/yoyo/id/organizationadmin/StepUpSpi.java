package jp.yoyo.id.organizationadmin;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The SPI of {@link StepUp}. */
public final class StepUpSpi implements Spi {

  @Override
  public boolean isInternal() {
    return false;
  }

  @Override
  public String getName() {
    return "organization-step-up";
  }

  @Override
  public Class<? extends Provider> getProviderClass() {
    return StepUp.class;
  }

  @Override
  public Class<? extends ProviderFactory<StepUp>> getProviderFactoryClass() {
    return StepUpFactory.class;
  }
}
