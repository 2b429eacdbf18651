package jp.yoyo.id.organizationadmin;

import java.util.List;
import jp.yoyo.id.temporarypassword.SecondFactorKinds;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;

/** The second factors that a user has registered: Keycloak's own kinds of credentials. */
public final class SecondFactors {

  /** Attribute of the realm: {@code required} (the default) or {@code off}. */
  private static final String MODE = "secondFactor.mode";

  private static final String OFF = "off";

  private SecondFactors() {}

  /** Whether the realm requires second factors of anybody: of some, unless it says off. */
  public static boolean isRequired(RealmModel realm) {
    return !OFF.equals(realm.getAttribute(MODE));
  }

  /** Whether the user has one ({@link SecondFactorKinds#FACTORS}). */
  public static boolean hasFactor(UserModel user) {
    return user.credentialManager()
        .getStoredCredentialsStream()
        .anyMatch(credential -> SecondFactorKinds.FACTORS.contains(credential.getType()));
  }

  /** Whether the user has recovery codes. */
  public static boolean hasRecoveryCodes(UserModel user) {
    return user.credentialManager()
        .getStoredCredentialsStream()
        .anyMatch(
            credential -> RecoveryAuthnCodesCredentialModel.TYPE.equals(credential.getType()));
  }

  /**
   * Removes all of them, recovery codes and passkeys for a login without password included.
   *
   * @return the kinds that were removed, each once, in order: otp, recovery-authn-codes, webauthn,
   *     webauthn-passwordless
   */
  static List<String> removeAll(UserModel user) {
    // A list first: what is removed is what the stream runs over.
    List<CredentialModel> found =
        user.credentialManager()
            .getStoredCredentialsStream()
            .filter(credential -> SecondFactorKinds.ALL.contains(credential.getType()))
            .toList();
    found.forEach(
        credential -> user.credentialManager().removeStoredCredentialById(credential.getId()));
    return found.stream().map(CredentialModel::getType).distinct().sorted().toList();
  }
}
