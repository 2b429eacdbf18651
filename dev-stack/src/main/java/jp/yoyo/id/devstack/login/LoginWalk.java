package jp.yoyo.id.devstack.login;

import java.net.URI;

/**
 * Logs in to realm {@code yoyo} over HTTP as a browser does: login page, forms, redirects,
 * authorization code with PKCE at the client {@code account-console}. Each call is a browser of its
 * own, without cookies of the one before.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class LoginWalk {

  public LoginWalk(URI keycloakUrl) {
    throw new UnsupportedOperationException();
  }

  /**
   * User ID and password, then tokens.
   *
   * @throws UnexpectedPageException where another page comes: wrong password, temporary password to
   *     be changed, …
   */
  public Tokens login(String userId, String password) {
    throw new UnsupportedOperationException();
  }

  /**
   * User ID and temporary password, then the page that demands a new one, then tokens.
   *
   * @throws UnexpectedPageException where another page comes
   */
  public Tokens loginWithTemporaryPassword(
      String userId, String temporaryPassword, String newPassword) {
    throw new UnsupportedOperationException();
  }
}
