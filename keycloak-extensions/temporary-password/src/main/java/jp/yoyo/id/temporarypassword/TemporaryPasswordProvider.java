package jp.yoyo.id.temporarypassword;

import org.keycloak.models.UserModel;
import org.keycloak.provider.Provider;

/**
 * Issues temporary passwords (chapters 2 and 5 of the manual).
 *
 * <p>A temporary password is made, mailed and stored in steps, because a mail server may hang and
 * must not hold a database connection while it does: {@link #prepare} works inside the transaction,
 * {@link Prepared#send} is called when none is open, {@link #store} works inside a transaction
 * again. No caller ever sees the password.
 */
public interface TemporaryPasswordProvider extends Provider {

  /** Which mail brings the password. */
  enum Notice {
    /** 【予予請求】ユーザID・仮パスワード通知: user ID and temporary password (chapter 2). */
    ACCOUNT_ISSUED,
    /** 【予予請求】仮パスワード通知: the temporary password alone (chapter 5). */
    PASSWORD_ONLY
  }

  /** Whether the mail with the temporary password has left. */
  enum MailState {
    /** Stored, but the mail server has not accepted the mail (yet). */
    PENDING,
    /** The mail server has accepted the mail. */
    SENT
  }

  /** What is known of a user's temporary password. */
  enum State {
    /** The user has chosen the password: there is no temporary one. */
    NONE,
    /** Issued, not changed yet, still valid. */
    UNCHANGED,
    /** Issued, never changed, no longer valid. */
    EXPIRED
  }

  /** A new temporary password with its mail, both ready; neither stored nor sent. */
  interface Prepared {
    /**
     * Hands the mail to the mail server; touches no database and must be called outside of any
     * transaction.
     *
     * @throws MailNotSentException if the mail server refused it or did not answer in time
     */
    void send() throws MailNotSentException;
  }

  /**
   * Makes a new temporary password for the user and renders its mail in the user's language. Inside
   * a transaction; changes nothing.
   *
   * @param organizationName display name of the organisation, for the mail's first lines
   * @throws IllegalStateException if the user has no mail address, the realm's password policy
   *     accepts no generated password, or the email theme lacks the mail
   */
  Prepared prepare(UserModel user, Notice notice, String organizationName);

  /**
   * Makes the prepared password the user's only one, to be changed at the next login, and kills the
   * former. Inside a transaction, which may be another one than that of {@link #prepare} (and
   * another session). Also ends all sessions of the user, online and offline, and takes back a lock
   * after failed logins. Of several at once, the last one counts.
   *
   * @throws IllegalArgumentException if it was prepared for another user
   */
  void store(UserModel user, Prepared prepared, MailState mail);

  /** Records that the mail has left. Inside a transaction. */
  void markSent(UserModel user);

  /**
   * The state of the user's temporary password now. Says nothing of whether the user is enabled or
   * locked.
   */
  State state(UserModel user);

  /**
   * The state of the mail that brought (or should have brought) the user's temporary password;
   * means nothing where {@link #state} is {@link State#NONE}.
   */
  MailState mailState(UserModel user);

  /**
   * Takes one of the reissues that the user is allowed in a span of time, on all nodes together.
   *
   * @throws TooManyReissuesException if none is left
   */
  void takeReissue(UserModel user) throws TooManyReissuesException;

  /** Gives back what {@link #takeReissue} took, when the mail could not be sent. */
  void returnReissue(UserModel user);
}
