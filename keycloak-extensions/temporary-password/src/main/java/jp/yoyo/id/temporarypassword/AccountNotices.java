package jp.yoyo.id.temporarypassword;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * Tells users of each change of their password, mail address or second factor, at the address they
 * had before too, so that a change by somebody else does not go unnoticed.
 *
 * <p>The notice is rendered in the transaction of the change, and sent by another thread after that
 * transaction has been committed: a notice never fails, delays or outruns the change it is about.
 *
 * <p>Changes that Keycloak itself makes are noticed by the event listener {@code account-notices}.
 * Code that sets a user's mail address through the model calls {@link #emailChanged} itself,
 * because only it knows the former address:
 *
 * <pre>{@code AccountNotices.in(session).emailChanged(user, previousAddress);}</pre>
 */
public final class AccountNotices {

  private static final Logger LOG = Logger.getLogger(AccountNotices.class);

  private final KeycloakSession session;
  private final MailQueue queue;

  AccountNotices(KeycloakSession session, MailQueue queue) {
    this.session = session;
    this.queue = queue;
  }

  /** The notices of this session; its context must know the realm. */
  public static AccountNotices in(KeycloakSession session) {
    AccountNoticesListenerFactory factory =
        (AccountNoticesListenerFactory)
            session
                .getKeycloakSessionFactory()
                .getProviderFactory(EventListenerProvider.class, AccountNoticesListenerFactory.ID);
    return new AccountNotices(session, factory.queue());
  }

  /**
   * The user's password has been changed, by the user or somebody else. Not for the issue of a
   * temporary password, which has a mail of its own.
   */
  public void passwordChanged(UserModel user) {
    List<UserMail> mails = new ArrayList<>();
    add(mails, user, user.getEmail(), "passwordChangedSubject", "password-changed.ftl");
    queue.addAfterCommit(session, mails);
  }

  /**
   * The user's mail address has been changed: both addresses are told. Inside the transaction of
   * the change, after the user has got the new address.
   *
   * @param previous the former address, if there was one
   */
  public void emailChanged(UserModel user, @Nullable String previous) {
    String present = user.getEmail();
    if (Objects.equals(previous, present)) {
      return;
    }
    List<UserMail> mails = new ArrayList<>();
    add(mails, user, previous, "emailChangedSubject", "email-changed.ftl");
    add(mails, user, present, "emailChangedSubject", "email-changed.ftl");
    queue.addAfterCommit(session, mails);
  }

  /**
   * The user has logged in by a browser: tells of it if it is one from which nobody has logged in
   * to this account before, and not the first of all.
   *
   * @param address from which the login came
   */
  void loggedIn(UserModel user, String address) {
    if (!new KnownDevices(session, session.getContext().getRealm()).isNew(user)
        || user.getEmail() == null
        || user.getEmail().isBlank()) {
      return;
    }
    queue.addAfterCommit(
        session,
        List.of(
            new UserMailRenderer(session, session.getContext().getRealm())
                .draftFor(user)
                .withTime("changedAt", ServerClock.now())
                .with("ipAddress", address)
                .render("newDeviceSubject", "new-device.ftl", user.getEmail())));
  }

  /** The user's second factor has been taken away by somebody who administers the account. */
  public void secondFactorReset(UserModel user) {
    List<UserMail> mails = new ArrayList<>();
    add(mails, user, user.getEmail(), "secondFactorResetSubject", "second-factor-reset.ftl");
    queue.addAfterCommit(session, mails);
  }

  /** The user has got or lost a second factor, by the own doing or somebody else's. */
  void secondFactorChanged(UserModel user, SecondFactorChange change) {
    List<UserMail> mails = new ArrayList<>();
    add(mails, user, user.getEmail(), change.subject(), change.template());
    queue.addAfterCommit(session, mails);
  }

  private void add(
      List<UserMail> mails,
      UserModel user,
      @Nullable String address,
      String subjectKey,
      String template) {
    if (address == null || address.isBlank()) {
      return;
    }
    String present = user.getEmail();
    try {
      mails.add(
          new UserMailRenderer(session, session.getContext().getRealm())
              .draftFor(user)
              .withTime("changedAt", ServerClock.now())
              .with("newAddressMasked", present == null ? "" : MailText.masked(present))
              .render(subjectKey, template, address));
    } catch (RuntimeException e) {
      // A theme without this mail must not stop anybody from changing a password.
      LOG.errorf(e, "user %s is not told of a change: %s", user.getId(), template);
    }
  }
}
