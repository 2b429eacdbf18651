package jp.yoyo.id.devstack;

/**
 * A name and its password.
 *
 * @param user who
 * @param password the secret; not part of {@link #toString()}
 */
public record Credentials(String user, String password) {

  @Override
  public String toString() {
    return user;
  }
}
