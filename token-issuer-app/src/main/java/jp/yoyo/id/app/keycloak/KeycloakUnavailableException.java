package jp.yoyo.id.app.keycloak;

/** Keycloak cannot be reached or failed: what was asked may or may not have happened. */
public final class KeycloakUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public KeycloakUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public KeycloakUnavailableException(String message) {
    super(message);
  }
}
