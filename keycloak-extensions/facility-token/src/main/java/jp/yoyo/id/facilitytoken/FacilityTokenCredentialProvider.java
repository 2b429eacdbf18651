package jp.yoyo.id.facilitytoken;

import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The type of credential that holds a facility token's hash, by which Keycloak names it. Tokens are
 * issued and end through {@link FacilityTokenResource} alone: Keycloak manages no credentials of
 * accounts such as these, whoever asks.
 */
public final class FacilityTokenCredentialProvider implements CredentialProvider<CredentialModel> {

  private final KeycloakSession session;

  FacilityTokenCredentialProvider(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public String getType() {
    return AccountQueries.TYPE;
  }

  @Override
  public CredentialModel createCredential(
      RealmModel realm, UserModel user, CredentialModel credential) {
    throw new UnsupportedOperationException("Facility tokens are issued through their own API");
  }

  @Override
  public boolean deleteCredential(RealmModel realm, UserModel user, String credentialId) {
    return user.credentialManager().removeStoredCredentialById(credentialId);
  }

  @Override
  public CredentialModel getCredentialFromModel(CredentialModel model) {
    return model;
  }

  @Override
  public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
    return CredentialTypeMetadata.builder()
        .type(AccountQueries.TYPE)
        .category(CredentialTypeMetadata.Category.BASIC_AUTHENTICATION)
        .displayName("facility-token-display-name")
        .helpText("facility-token-help-text")
        .removeable(true)
        .build(session);
  }
}
