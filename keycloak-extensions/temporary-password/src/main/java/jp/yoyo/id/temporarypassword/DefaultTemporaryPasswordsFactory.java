package jp.yoyo.id.temporarypassword;

import java.security.SecureRandom;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes {@link DefaultTemporaryPasswords}. */
public final class DefaultTemporaryPasswordsFactory implements TemporaryPasswordProviderFactory {

  private final TemporaryPasswordGenerator generator =
      new TemporaryPasswordGenerator(new SecureRandom());

  @Override
  public TemporaryPasswordProvider create(KeycloakSession session) {
    return new DefaultTemporaryPasswords(session, generator);
  }

  @Override
  public String getId() {
    return "default";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
