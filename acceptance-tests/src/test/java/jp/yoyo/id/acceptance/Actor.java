package jp.yoyo.id.acceptance;

/**
 * Somebody who has changed the temporary password and can log in.
 *
 * @param id Keycloak's id of the user
 * @param userId what is typed at login
 * @param password the own one
 * @param email where mails go
 */
public record Actor(String id, String userId, String password, String email, Actors actors) {

  /** A valid access token of the account console; the same one until shortly before its end. */
  public String token() {
    return actors.token(this);
  }

  /** Forgets the token and logs in anew: after sign-out, change of password and the like. */
  public String newToken() {
    actors.forget(this);
    return actors.token(this);
  }

  @Override
  public String toString() {
    return userId;
  }
}
