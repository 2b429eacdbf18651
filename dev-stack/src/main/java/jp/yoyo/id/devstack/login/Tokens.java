package jp.yoyo.id.devstack.login;

/**
 * What a client holds after a login.
 *
 * @param accessToken for {@code Authorization: Bearer}
 * @param refreshToken for new access tokens
 * @param idToken who logged in
 */
public record Tokens(String accessToken, String refreshToken, String idToken) {

  @Override
  public String toString() {
    return "Tokens"; // secrets do not belong into logs
  }
}
