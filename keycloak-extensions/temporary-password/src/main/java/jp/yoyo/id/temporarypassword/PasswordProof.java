package jp.yoyo.id.temporarypassword;

import java.util.Optional;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Which password a login has proved, noted in its authentication session: the time at which the
 * password was set. When the user's password is another one by now, the login rests on a password
 * that is dead, and must not go on to change the new one.
 */
final class PasswordProof {

  private static final String PROVED = "temporary-password.proved";
  private static final String SHOWN = "temporary-password.shown";
  private static final String NO_PASSWORD = "none";

  private final AuthenticationSessionModel authentication;

  PasswordProof(AuthenticationSessionModel authentication) {
    this.authentication = authentication;
  }

  /** Notes the user's password as the one that was just typed; the first note stays. */
  void note(UserModel user) {
    noteFirst(PROVED, user);
  }

  /** Whether this login has proved the user's present password. */
  boolean holdsFor(UserModel user) {
    return present(user).equals(authentication.getAuthNote(PROVED));
  }

  /** Whether this login has proved a password that is not the user's present one. */
  boolean isOutdatedFor(UserModel user) {
    String proved = authentication.getAuthNote(PROVED);
    return proved != null && !proved.equals(present(user));
  }

  /** Notes which password the change page was about to replace when it was first shown. */
  void noteShown(UserModel user) {
    noteFirst(SHOWN, user);
  }

  /** Whether the password that the change page was about to replace has been replaced since. */
  boolean isReplacedSinceShown(UserModel user) {
    String shown = authentication.getAuthNote(SHOWN);
    return shown != null && !shown.equals(present(user));
  }

  /** Forgets both, after this very login has changed the password. */
  void forget() {
    authentication.removeAuthNote(PROVED);
    authentication.removeAuthNote(SHOWN);
  }

  private void noteFirst(String note, UserModel user) {
    if (authentication.getAuthNote(note) == null) {
      authentication.setAuthNote(note, present(user));
    }
  }

  /** What tells the user's present password from any other: when it was set, to the millisecond. */
  static String present(UserModel user) {
    Optional<String> setAt =
        TemporaryPasswordMark.passwordSetAt(user).map(time -> Long.toString(time.toEpochMilli()));
    return setAt.orElse(NO_PASSWORD);
  }
}
