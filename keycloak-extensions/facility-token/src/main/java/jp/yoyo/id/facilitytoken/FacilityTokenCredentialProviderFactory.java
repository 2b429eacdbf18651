package jp.yoyo.id.facilitytoken;

import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Makes {@link FacilityTokenCredentialProvider}, and holds what the other parts share. Its settings
 * are those of the node, {@code --spi-credential--facility-token--…}: {@code cache-max-count},
 * {@code cache-max-age} and {@code usage-interval}.
 */
public final class FacilityTokenCredentialProviderFactory
    implements CredentialProviderFactory<FacilityTokenCredentialProvider> {

  static final String ID = "facility-token";

  private Config.@Nullable Scope config;
  private @Nullable FacilityTokens onThisNode;

  @Override
  public FacilityTokenCredentialProvider create(KeycloakSession session) {
    return new FacilityTokenCredentialProvider(session);
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public void init(Config.Scope scope) {
    this.config = scope;
  }

  @Override
  public synchronized void postInit(KeycloakSessionFactory factory) {
    Config.Scope scope = config;
    if (scope == null) {
      throw new IllegalStateException("not initialized");
    }
    onThisNode = new FacilityTokens(scope, factory);
  }

  synchronized FacilityTokens onThisNode() {
    FacilityTokens shared = onThisNode;
    if (shared == null) {
      throw new IllegalStateException("not started");
    }
    return shared;
  }

  @Override
  public synchronized void close() {
    if (onThisNode != null) {
      onThisNode.close();
    }
  }
}
