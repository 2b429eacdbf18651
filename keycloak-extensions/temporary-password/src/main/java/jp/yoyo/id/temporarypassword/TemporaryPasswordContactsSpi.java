package jp.yoyo.id.temporarypassword;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Lets another extension say whom to ask; see {@link TemporaryPasswordContacts}. */
public final class TemporaryPasswordContactsSpi implements Spi {

  @Override
  public boolean isInternal() {
    return false;
  }

  @Override
  public String getName() {
    return "temporary-password-contacts";
  }

  @Override
  public Class<? extends Provider> getProviderClass() {
    return TemporaryPasswordContacts.class;
  }

  @Override
  @SuppressWarnings("rawtypes") // the type of Keycloak's interface
  public Class<? extends ProviderFactory> getProviderFactoryClass() {
    return TemporaryPasswordContactsFactory.class;
  }
}
