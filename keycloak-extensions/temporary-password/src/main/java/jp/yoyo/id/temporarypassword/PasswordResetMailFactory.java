package jp.yoyo.id.temporarypassword;

import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.resetcred.ResetCredentialEmail;
import org.keycloak.models.KeycloakSession;

/**
 * Makes {@link PasswordResetMail}, under the id of Keycloak's own step; owns the queue of mails
 * that wait. Keycloak's class is step and factory in one; these are two, because a step is closed
 * at the end of each session, and the queue is not.
 */
public final class PasswordResetMailFactory extends ResetCredentialEmail {

  private final MailQueue queue = new MailQueue("password-reset-mail");

  /** Above Keycloak's own, which has 0. */
  @Override
  public int order() {
    return 100;
  }

  @Override
  public Authenticator create(KeycloakSession session) {
    return new PasswordResetMail(queue);
  }

  @Override
  public void close() {
    queue.close();
  }
}
