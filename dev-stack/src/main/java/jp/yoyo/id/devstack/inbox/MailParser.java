package jp.yoyo.id.devstack.inbox;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message as a mail program would, and never fails: what cannot be decoded is shown as it
 * is.
 */
final class MailParser {

  /** Who the message was really for: the recipients of the SMTP envelope. */
  static final String ENVELOPE_HEADER = "X-Envelope-To";

  private static final Session SESSION = Session.getInstance(settings());

  private MailParser() {}

  private static Properties settings() {
    Properties settings = new Properties();
    settings.put("mail.mime.allowutf8", "true"); // headers that are not encoded: RFC 6532
    return settings;
  }

  static ReceivedMail parse(String id, Instant receivedAt, byte[] raw) {
    String source = new String(raw, StandardCharsets.UTF_8);
    try {
      MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
      Date sent = message.getSentDate();
      return new ReceivedMail(
          id,
          receivedAt,
          from(message),
          recipients(message),
          decoded(message.getHeader("Subject", null)),
          sent == null ? receivedAt : sent.toInstant(),
          content(message, "text/plain").orElse(""),
          content(message, "text/html").orElse(""),
          source);
    } catch (MessagingException | IOException e) {
      return new ReceivedMail(id, receivedAt, "", List.of(), "", receivedAt, source, "", source);
    }
  }

  private static String from(MimeMessage message) throws MessagingException {
    String header = message.getHeader("From", ", ");
    try {
      InternetAddress[] addresses = InternetAddress.parse(header == null ? "" : header);
      return String.join(
          ", ", Arrays.stream(addresses).map(InternetAddress::toUnicodeString).toList());
    } catch (MessagingException e) {
      return decoded(header);
    }
  }

  private static List<String> recipients(MimeMessage message) throws MessagingException {
    String header = message.getHeader(ENVELOPE_HEADER, ", ");
    if (header == null) {
      header = message.getHeader("To", ", ");
    }
    try {
      return Arrays.stream(InternetAddress.parse(header == null ? "" : header, false))
          .map(InternetAddress::getAddress)
          .toList();
    } catch (MessagingException e) {
      return List.of(header == null ? "" : header);
    }
  }

  private static String decoded(@Nullable String header) {
    if (header == null) {
      return "";
    }
    try {
      return MimeUtility.decodeText(MimeUtility.unfold(header));
    } catch (UnsupportedEncodingException e) {
      return header;
    }
  }

  /** The first part of a type that is not an attachment. */
  private static Optional<String> content(Part part, String type)
      throws MessagingException, IOException {
    if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart inner = parts.getBodyPart(i);
        Optional<String> found = content(inner, type);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    if (part.isMimeType(type) && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
      Object body;
      try {
        body = part.getContent();
      } catch (UnsupportedEncodingException e) {
        body = new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      }
      return Optional.of(body.toString());
    }
    return Optional.empty();
  }
}
