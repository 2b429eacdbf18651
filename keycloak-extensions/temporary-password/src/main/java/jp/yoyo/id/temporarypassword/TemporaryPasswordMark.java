package jp.yoyo.id.temporarypassword;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * The mark that says: this user's password is a temporary one. It stands in two attributes of the
 * user that only realm administrators can see and edit.
 *
 * <p>The mark holds for one password only: {@link #ISSUED_AT} is the second in which the user's
 * password credential was created. A password that was set in any other way (admin console, import)
 * has another time of creation, and the mark means nothing any more. In SQL: {@code
 * credential.created_date / 1000 = cast(user_attribute.value as bigint)}.
 */
public final class TemporaryPasswordMark {

  /** Attribute: when the temporary password was issued, in seconds since 1970. */
  public static final String ISSUED_AT = "temporaryPasswordIssuedAt";

  /** Attribute: the state of its mail, {@link #MAIL_PENDING} or {@link #MAIL_SENT}. */
  public static final String MAIL = "temporaryPasswordMail";

  /** The mail server has not accepted the mail (yet). */
  public static final String MAIL_PENDING = "pending";

  /** The mail server has accepted the mail. */
  public static final String MAIL_SENT = "sent";

  /**
   * For how many seconds after {@link #ISSUED_AT} a temporary password of the realm can be used;
   * for lists that read the mark by SQL.
   */
  public static long validitySeconds(RealmModel realm) {
    return new TemporaryPasswordSettings(realm).validity().toSeconds();
  }

  private final Instant issuedAt;

  private TemporaryPasswordMark(Instant issuedAt) {
    this.issuedAt = issuedAt;
  }

  /** The user's mark, if it is still about the user's present password. */
  static Optional<TemporaryPasswordMark> of(UserModel user) {
    Optional<Instant> issuedAt = issuedAt(user);
    if (issuedAt.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> setAt = passwordSetAt(user);
    boolean holds =
        setAt.isPresent()
            ? setAt.get().getEpochSecond() == issuedAt.get().getEpochSecond()
            // A password that is kept elsewhere (LDAP) has no time: the required action is all
            // there is to go by.
            : user.getRequiredActionsStream()
                .anyMatch(UserModel.RequiredAction.UPDATE_PASSWORD.name()::equals);
    return holds ? issuedAt.map(TemporaryPasswordMark::new) : Optional.empty();
  }

  /** Marks the user's present password as temporary. */
  static void set(UserModel user, Instant now) {
    Instant issuedAt = passwordSetAt(user).orElse(now);
    user.setSingleAttribute(ISSUED_AT, Long.toString(issuedAt.getEpochSecond()));
  }

  static void setMail(UserModel user, TemporaryPasswordProvider.MailState mail) {
    user.setSingleAttribute(
        MAIL,
        switch (mail) {
          case PENDING -> MAIL_PENDING;
          case SENT -> MAIL_SENT;
        });
  }

  static TemporaryPasswordProvider.MailState mail(UserModel user) {
    return MAIL_SENT.equals(user.getFirstAttribute(MAIL))
        ? TemporaryPasswordProvider.MailState.SENT
        : TemporaryPasswordProvider.MailState.PENDING;
  }

  /** Takes the mark away. Writes nothing if there is none: reading a user must stay free. */
  static void clear(UserModel user) {
    for (String attribute : new String[] {ISSUED_AT, MAIL}) {
      if (user.getFirstAttribute(attribute) != null) {
        user.removeAttribute(attribute);
      }
    }
  }

  /** When the user's present password was set, if it is kept in Keycloak. */
  static Optional<Instant> passwordSetAt(UserModel user) {
    return user.credentialManager()
        .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
        .findFirst()
        .map(password -> password.getCreatedDate())
        .map(Instant::ofEpochMilli);
  }

  private static Optional<Instant> issuedAt(UserModel user) {
    String value = user.getFirstAttribute(ISSUED_AT);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(value)));
    } catch (NumberFormatException e) {
      // Only an administrator can have written it. A mark that nobody can read must not open
      // more than one that is understood: the password counts as issued long ago.
      return Optional.of(Instant.EPOCH);
    }
  }

  Instant issuedAt() {
    return issuedAt;
  }

  Instant validUntil(Duration validity) {
    return issuedAt.plus(validity);
  }

  boolean expired(Duration validity, Instant now) {
    return !now.isBefore(validUntil(validity));
  }
}
