package jp.yoyo.id.temporarypassword;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Makes {@link TemporaryPasswordProvider} known to Keycloak. */
public final class TemporaryPasswordSpi implements Spi {

  @Override
  public boolean isInternal() {
    return false;
  }

  @Override
  public String getName() {
    return "temporary-password";
  }

  @Override
  public Class<? extends Provider> getProviderClass() {
    return TemporaryPasswordProvider.class;
  }

  // The raw type is that of Keycloak's interface.
  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends ProviderFactory> getProviderFactoryClass() {
    return TemporaryPasswordProviderFactory.class;
  }
}
