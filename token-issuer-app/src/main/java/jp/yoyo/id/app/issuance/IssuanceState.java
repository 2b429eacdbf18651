package jp.yoyo.id.app.issuance;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far an account has come. */
public enum IssuanceState {
  /** Keycloak is to be asked; it may be down. */
  WAITING,
  /** There is an account; nobody knows yet about the mail. */
  ISSUED,
  /** The mail server has taken the mail with user ID and temporary password. */
  MAIL_SENT,
  /** The mail server has not taken the mail; it will be tried again. */
  MAIL_FAILED,
  /** Keycloak does not issue it as it is: a person has to do something. */
  REFUSED,
  /** 初回ログイン済: the administrator has changed the temporary password. */
  FIRST_LOGIN_DONE,
  /** The temporary password has expired unused. */
  EXPIRED;

  private Set<IssuanceState> next() {
    return switch (this) {
      case WAITING ->
          EnumSet.of(ISSUED, MAIL_SENT, MAIL_FAILED, REFUSED, FIRST_LOGIN_DONE, EXPIRED);
      case MAIL_FAILED -> EnumSet.of(WAITING, ISSUED, MAIL_SENT, REFUSED);
      case REFUSED -> EnumSet.of(WAITING);
      case ISSUED -> EnumSet.of(WAITING, MAIL_SENT, FIRST_LOGIN_DONE, EXPIRED);
      case MAIL_SENT -> EnumSet.of(WAITING, FIRST_LOGIN_DONE, EXPIRED);
      // Somebody else than this app may have sent a new temporary password.
      case EXPIRED, FIRST_LOGIN_DONE -> EnumSet.of(WAITING, MAIL_SENT);
    };
  }

  /** Whether this may become that. */
  public boolean mayBecome(IssuanceState state) {
    return next().contains(state);
  }

  /** Whether a new temporary password can be asked for, or the issue be tried again. */
  public boolean maySendAgain() {
    return mayBecome(WAITING);
  }

  /** Whether somebody should look at it. */
  public boolean isTrouble() {
    return this == MAIL_FAILED || this == REFUSED || this == EXPIRED;
  }

  /** As it stands in the database, in addresses and in message keys. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty for anything else. */
  public static Optional<IssuanceState> of(@Nullable String column) {
    for (IssuanceState state : values()) {
      if (state.column().equals(column)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  /** What the state of a member in Keycloak says about the account. */
  static IssuanceState ofMember(String memberState, @Nullable String mail) {
    return switch (memberState) {
      case "temporary-password-expired" -> EXPIRED;
      case "temporary-password-unchanged" -> "pending".equals(mail) ? ISSUED : MAIL_SENT;
      // Disabled and locked accounts too have had their first login, unless a mail is still open.
      default -> mail == null ? FIRST_LOGIN_DONE : MAIL_SENT;
    };
  }
}
