package jp.yoyo.id.facilitytoken;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * The session of one exchange: there for protocol mappers, kept nowhere. Keycloak's own transient
 * session would look its user up again, and writes an authentication session into a cache that all
 * nodes share.
 */
final class ExchangeSession implements UserSessionModel {

  /** What the session says of how the user came in. */
  static final String METHOD = "facility-token";

  private final String id;
  private final RealmModel realm;
  private final UserModel user;
  private final String address;
  private final int started = Math.toIntExact(Time.currentTimeSeconds());
  private final Map<String, String> notes = new HashMap<>();
  private final Map<String, AuthenticatedClientSessionModel> clients = new HashMap<>();
  private State state = State.LOGGED_IN;

  ExchangeSession(String id, RealmModel realm, UserModel user, String address) {
    this.id = id;
    this.realm = realm;
    this.user = user;
    this.address = address;
  }

  /** The session's part of the client that asks. */
  AuthenticatedClientSessionModel with(ClientModel client) {
    return clients.computeIfAbsent(client.getId(), key -> new ExchangeClientSession(this, client));
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public RealmModel getRealm() {
    return realm;
  }

  @Override
  public @Nullable String getBrokerSessionId() {
    return null;
  }

  @Override
  public @Nullable String getBrokerUserId() {
    return null;
  }

  @Override
  public UserModel getUser() {
    return user;
  }

  @Override
  public String getLoginUsername() {
    return user.getUsername();
  }

  @Override
  public String getIpAddress() {
    return address;
  }

  @Override
  public String getAuthMethod() {
    return METHOD;
  }

  @Override
  public boolean isRememberMe() {
    return false;
  }

  @Override
  public int getStarted() {
    return started;
  }

  @Override
  public int getLastSessionRefresh() {
    return started;
  }

  @Override
  public void setLastSessionRefresh(int seconds) {}

  @Override
  public boolean isOffline() {
    return false;
  }

  @Override
  public Map<String, AuthenticatedClientSessionModel> getAuthenticatedClientSessions() {
    return Map.copyOf(clients);
  }

  @Override
  public void removeAuthenticatedClientSessions(Collection<String> removed) {
    clients.keySet().removeAll(removed);
  }

  @Override
  public @Nullable String getNote(String name) {
    return notes.get(name);
  }

  @Override
  public void setNote(String name, String value) {
    notes.put(name, value);
  }

  @Override
  public void removeNote(String name) {
    notes.remove(name);
  }

  @Override
  public Map<String, String> getNotes() {
    return notes;
  }

  @Override
  public State getState() {
    return state;
  }

  @Override
  public void setState(State state) {
    this.state = state;
  }

  @Override
  public void restartSession(
      RealmModel newRealm,
      UserModel newUser,
      String loginUsername,
      String ipAddress,
      String authMethod,
      boolean rememberMe,
      String brokerSessionId,
      String brokerUserId) {
    throw new UnsupportedOperationException("An exchange's session ends with it");
  }

  @Override
  public SessionPersistenceState getPersistenceState() {
    return SessionPersistenceState.TRANSIENT;
  }
}
