package jp.yoyo.id.facilitytoken;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** The client's part of an {@link ExchangeSession}. */
final class ExchangeClientSession implements AuthenticatedClientSessionModel {

  private final UserSessionModel userSession;
  private final ClientModel client;
  private final Map<String, String> notes = new HashMap<>();
  private String protocol = OIDCLoginProtocol.LOGIN_PROTOCOL;
  private @Nullable String redirectUri;
  private @Nullable String action;

  ExchangeClientSession(UserSessionModel userSession, ClientModel client) {
    this.userSession = userSession;
    this.client = client;
    notes.put(STARTED_AT_NOTE, String.valueOf(userSession.getStarted()));
    notes.put(USER_SESSION_STARTED_AT_NOTE, String.valueOf(userSession.getStarted()));
  }

  @Override
  public String getId() {
    return userSession.getId();
  }

  @Override
  @SuppressWarnings("removal")
  public int getTimestamp() {
    return userSession.getStarted();
  }

  @Override
  @SuppressWarnings("removal")
  public void setTimestamp(int timestamp) {}

  @Override
  public void detachFromUserSession() {}

  @Override
  public UserSessionModel getUserSession() {
    return userSession;
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
  public @Nullable String getRedirectUri() {
    return redirectUri;
  }

  @Override
  public void setRedirectUri(@Nullable String uri) {
    this.redirectUri = uri;
  }

  @Override
  public RealmModel getRealm() {
    return userSession.getRealm();
  }

  @Override
  public ClientModel getClient() {
    return client;
  }

  @Override
  public @Nullable String getAction() {
    return action;
  }

  @Override
  public void setAction(@Nullable String action) {
    this.action = action;
  }

  @Override
  public String getProtocol() {
    return protocol;
  }

  @Override
  public void setProtocol(String protocol) {
    this.protocol = protocol;
  }
}
