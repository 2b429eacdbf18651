package jp.yoyo.id.temporarypassword;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CachedUserModel;
import org.keycloak.models.jpa.entities.CredentialEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.storage.StorageId;

/**
 * The user's row in the database, locked until the transaction ends, so that whatever changes a
 * password here happens one after the other: two reissues at once leave one password, and of two
 * browsers that show the change page only one succeeds.
 *
 * <p>Keycloak's user model has no lock, which is why this class, and no other, goes to the entity.
 */
final class UserRow {

  private UserRow() {}

  /**
   * Waits for the row and makes the model read the present state of the user's password, required
   * actions and attributes from the database.
   */
  static void lock(KeycloakSession session, UserModel user) {
    if (!StorageId.isLocalStorage(user.getId())) {
      return; // kept in another directory: its own rules decide
    }
    EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    em.flush();
    UserEntity row = em.find(UserEntity.class, user.getId());
    if (row == null) {
      return;
    }
    em.refresh(row, LockModeType.PESSIMISTIC_WRITE);
    em.createNamedQuery("credentialByUser", CredentialEntity.class)
        .setParameter("user", row)
        .getResultList()
        .forEach(em::refresh);
    if (user instanceof CachedUserModel cached) {
      cached.invalidate();
    }
  }
}
