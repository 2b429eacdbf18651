package jp.yoyo.id.devstack.inbox;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Sends mails as Keycloak does. */
final class Mails {

  private Mails() {}

  static void send(int port, String to, String subject, String text, String html)
      throws MessagingException {
    send(port, 10_000, to, subject, text, html);
  }

  static void send(int port, int timeoutMillis, String to, String subject, String text, String html)
      throws MessagingException {
    Properties settings = new Properties();
    settings.put("mail.smtp.host", "localhost");
    settings.put("mail.smtp.port", Integer.toString(port));
    settings.put("mail.smtp.timeout", Integer.toString(timeoutMillis));
    MimeMessage message = new MimeMessage(Session.getInstance(settings));
    message.setFrom(new InternetAddress("no-reply@yoyo.example"));
    message.setRecipients(Message.RecipientType.TO, to);
    message.setSubject(subject, "UTF-8");
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text, StandardCharsets.UTF_8.name());
    MimeBodyPart rich = new MimeBodyPart();
    rich.setContent(html, "text/html; charset=UTF-8");
    message.setContent(new MimeMultipart("alternative", plain, rich));
    Transport.send(message);
  }
}
