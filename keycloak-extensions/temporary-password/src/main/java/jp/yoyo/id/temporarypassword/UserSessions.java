package jp.yoyo.id.temporarypassword;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/** Ends the sessions of a user, online and offline, with word to the clients that asked for it. */
final class UserSessions {

  private final KeycloakSession session;
  private final RealmModel realm;

  UserSessions(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** Ends every session, and makes tokens that were issued before now count as revoked. */
  void endAll(UserModel user) {
    session.users().setNotBeforeForUser(realm, user, (int) ServerClock.now().getEpochSecond());
    endAllBut(user, null);
  }

  /**
   * Ends every session but the one with this id.
   *
   * @return the ids of the sessions that were ended
   */
  List<String> endAllBut(UserModel user, @Nullable String sessionId) {
    // A list first: ending a session changes what the stream runs over.
    List<UserSessionModel> sessions =
        Stream.concat(
                session.sessions().getUserSessionsStream(realm, user),
                session.sessions().getOfflineUserSessionsStream(realm, user))
            .filter(userSession -> !Objects.equals(userSession.getId(), sessionId))
            .toList();
    List<String> ids = sessions.stream().map(UserSessionModel::getId).toList();
    sessions.forEach(
        userSession -> AuthenticationManager.backchannelLogout(session, userSession, true));
    return ids;
  }
}
