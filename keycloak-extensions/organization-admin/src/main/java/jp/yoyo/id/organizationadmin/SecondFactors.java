package jp.yoyo.id.organizationadmin;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/** The second factors that a user has registered: Keycloak's own kinds of credentials. */
public final class SecondFactors {

  /** What a login asks for after the password. */
  private static final Set<String> FACTORS =
      Set.of(OTPCredentialModel.TYPE, WebAuthnCredentialModel.TYPE_TWOFACTOR);

  /** What may be on a lost device besides. */
  private static final Set<String> OTHERS =
      Set.of(RecoveryAuthnCodesCredentialModel.TYPE, WebAuthnCredentialModel.TYPE_PASSWORDLESS);

  /** Attribute of the realm: {@code required} (the default) or {@code off}. */
  private static final String MODE = "secondFactor.mode";

  private static final String OFF = "off";

  private SecondFactors() {}

  /** Whether the realm requires second factors of anybody: of some, unless it says off. */
  public static boolean isRequired(RealmModel realm) {
    return !OFF.equals(realm.getAttribute(MODE));
  }

  /** All kinds of credentials that {@link #removeAll} removes. */
  static Set<String> kinds() {
    Set<String> kinds = new HashSet<>(FACTORS);
    kinds.addAll(OTHERS);
    return kinds;
  }

  /** Whether the user has one. Recovery codes alone are none: they help to get by without. */
  public static boolean hasFactor(UserModel user) {
    return user.credentialManager()
        .getStoredCredentialsStream()
        .anyMatch(credential -> FACTORS.contains(credential.getType()));
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
            .filter(credential -> kinds().contains(credential.getType()))
            .toList();
    found.forEach(
        credential -> user.credentialManager().removeStoredCredentialById(credential.getId()));
    return found.stream().map(CredentialModel::getType).distinct().sorted().toList();
  }
}
