package jp.yoyo.id.temporarypassword;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailSenderProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * A finished mail, detached from the session that made it: everything that sending needs has been
 * read, so that {@link #send} touches no database and holds no connection to one while a mail
 * server takes its time.
 */
final class UserMail {

  private static final String DEFAULT_TIMEOUT_MILLIS = "10000";

  private final KeycloakSessionFactory sessions;
  private final RealmModel realm;
  private final Map<String, String> smtp;
  private final String address;
  private final String subject;
  private final String text;
  private final String html;

  UserMail(
      KeycloakSession session,
      RealmModel realm,
      String address,
      String subject,
      String text,
      String html) {
    this.sessions = session.getKeycloakSessionFactory();
    this.realm = realm;
    this.smtp = smtp(session, realm);
    this.address = address;
    // The end of a header is the end of a line, and nothing in a subject may end it.
    this.subject = MailText.oneLine(subject);
    this.text = text;
    this.html = html;
  }

  private static Map<String, String> smtp(KeycloakSession session, RealmModel realm) {
    Map<String, String> smtp = new HashMap<>(realm.getSmtpConfig());
    // Without these a mail server that hangs would hold the thread for ever.
    for (String timeout : new String[] {"timeout", "connectionTimeout", "writeTimeout"}) {
      if (!isPositiveNumber(smtp.get(timeout))) {
        smtp.put(timeout, DEFAULT_TIMEOUT_MILLIS);
      }
    }
    // With it, the whole mail goes to the log, and a temporary password with it.
    smtp.remove("debug");
    for (String secret : new String[] {"password", "authTokenClientSecret"}) {
      String reference = smtp.get(secret);
      if (reference != null) {
        try (var resolved = session.vault().getStringSecret(reference)) {
          resolved.get().ifPresent(value -> smtp.put(secret, value));
        }
      }
    }
    return smtp;
  }

  private static boolean isPositiveNumber(@Nullable String value) {
    return value != null && value.matches("0*[1-9][0-9]{0,8}");
  }

  /**
   * Hands the mail to the mail server, on the caller's thread. The session is a new one without a
   * transaction: nothing here can ask the database.
   */
  void send() throws MailNotSentException {
    try (KeycloakSession session = sessions.create()) {
      session.getContext().setRealm(realm);
      session.getProvider(EmailSenderProvider.class).send(smtp, address, subject, text, html);
    } catch (EmailException | RuntimeException e) {
      throw new MailNotSentException(e);
    }
  }

  /** Not the text: it may hold a temporary password. */
  @Override
  public String toString() {
    return "UserMail[" + subject + "]";
  }
}
