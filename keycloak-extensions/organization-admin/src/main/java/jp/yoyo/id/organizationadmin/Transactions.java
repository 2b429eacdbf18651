package jp.yoyo.id.organizationadmin;

import java.util.function.Consumer;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Where the transactions of a call begin and end. A mail server may hang, so a call that mails
 * commits what it has decided, mails with no connection in hand, and writes the outcome in a
 * transaction of its own. Two are never open at the same time.
 */
final class Transactions {

  private Transactions() {}

  /**
   * Commits the request's transaction now, so that a failure is this call's answer.
   *
   * @throws ModelDuplicateException if another call was faster
   */
  static void commit(KeycloakSession session) {
    session.getTransactionManager().commit();
  }

  /** Runs the job in a new session and transaction; the request's must have ended. */
  static void inNew(KeycloakSession session, Consumer<KeycloakSession> job) {
    if (session.getTransactionManager().isActive()) {
      throw new IllegalStateException("the request's transaction is still open");
    }
    KeycloakModelUtils.runJobInTransaction(
        session.getKeycloakSessionFactory(), session.getContext(), job::accept);
  }
}
