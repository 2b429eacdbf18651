package jp.yoyo.id.app.actor;

/** Keycloak no longer knows or no longer lets in the user of this session. */
public final class UserDisabledException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UserDisabledException(Throwable cause) {
    super(cause);
  }
}
