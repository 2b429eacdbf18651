package jp.yoyo.id.facilitytoken;

import java.util.Objects;
import org.keycloak.Config;
import org.keycloak.common.crypto.CryptoIntegration;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** What the parts of this module share on one node of the cluster. */
final class FacilityTokens {

  private final Accounts accounts;
  private final WrongTokens wrongTokens = new WrongTokens();
  private final Usage usage;
  private final AccessTokens accessTokens =
      new AccessTokens(CryptoIntegration.getProvider().getBouncyCastleProvider());

  FacilityTokens(Config.Scope config, KeycloakSessionFactory factory) {
    this.accounts =
        new Accounts(config.getInt("cacheMaxCount", 50_000), config.getInt("cacheMaxAge", 60 * 60));
    this.usage = new Usage(factory, config.getInt("usageInterval", 30));
  }

  /** Those of the node on which the session runs. */
  static FacilityTokens of(KeycloakSession session) {
    return ((FacilityTokenCredentialProviderFactory)
            Objects.requireNonNull(
                session
                    .getKeycloakSessionFactory()
                    .getProviderFactory(
                        CredentialProvider.class, FacilityTokenCredentialProviderFactory.ID)))
        .onThisNode();
  }

  Accounts accounts() {
    return accounts;
  }

  WrongTokens wrongTokens() {
    return wrongTokens;
  }

  Usage usage() {
    return usage;
  }

  AccessTokens accessTokens() {
    return accessTokens;
  }

  void close() {
    usage.close();
  }
}
