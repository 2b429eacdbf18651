package jp.yoyo.id.temporarypassword;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/** Keycloak's kinds of credentials that have to do with second factors. */
public final class SecondFactorKinds {

  /**
   * What a login asks for after the password: an authenticator app, a security key or passkey.
   * Recovery codes alone are none: they help to get by without.
   */
  public static final Set<String> FACTORS =
      Set.of(OTPCredentialModel.TYPE, WebAuthnCredentialModel.TYPE_TWOFACTOR);

  /**
   * Those, and what may be on a lost device besides: recovery codes, passkeys for all of a login.
   */
  public static final Set<String> ALL =
      Stream.concat(
              FACTORS.stream(),
              Stream.of(
                  RecoveryAuthnCodesCredentialModel.TYPE,
                  WebAuthnCredentialModel.TYPE_PASSWORDLESS))
          .collect(Collectors.toUnmodifiableSet());

  private SecondFactorKinds() {}
}
