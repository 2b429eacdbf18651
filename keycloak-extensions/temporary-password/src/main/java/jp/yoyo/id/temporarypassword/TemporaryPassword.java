package jp.yoyo.id.temporarypassword;

import org.keycloak.models.UserCredentialModel;

/**
 * The plain text of a temporary password. It leaves this type in two places only: in the mail and
 * in the hash.
 */
final class TemporaryPassword {

  private final String plainText;

  TemporaryPassword(String plainText) {
    if (plainText.isEmpty()) {
      throw new IllegalArgumentException("an empty password");
    }
    this.plainText = plainText;
  }

  /** For the text of the mail. */
  String reveal() {
    return plainText;
  }

  /** For the credential store, which keeps a hash. */
  UserCredentialModel asCredential() {
    return UserCredentialModel.password(plainText, false);
  }

  /** Never the password: this is what ends up in logs. */
  @Override
  public String toString() {
    return "TemporaryPassword[secret]";
  }
}
