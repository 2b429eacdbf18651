package jp.yoyo.id.app.mail;

import freemarker.template.TemplateException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.outbox.OutboxRefused;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Hands mails to the mail server. */
@Component
public class MailDelivery {

  private final JavaMailSender server;
  private final MailText texts;
  private final AppConfiguration.Mail settings;

  MailDelivery(JavaMailSender server, MailText texts, AppConfiguration configuration) {
    this.server = server;
    this.texts = texts;
    this.settings = configuration.mail();
  }

  /**
   * Sends a mail now, past the outbox: for what has a secret in it that must not wait in a table.
   * Only from a handler of the outbox, which makes the secret at that moment; {@link Mails} for
   * everything else.
   *
   * @throws OutboxRefused if the address is none
   * @throws Exception if it did not succeed
   */
  public void deliver(String template, Locale locale, String to, Map<String, String> model)
      throws Exception {
    deliver(new MailOrder(template, locale.toLanguageTag(), to, Map.copyOf(model)));
  }

  void deliver(MailOrder order)
      throws OutboxRefused, MessagingException, IOException, TemplateException {
    MailText.Rendered mail = texts.render(order);
    MimeMessage mime = server.createMimeMessage();
    MimeMessageHelper helper = new MimeMessageHelper(mime, true, StandardCharsets.UTF_8.name());
    helper.setFrom(settings.from(), settings.fromName());
    helper.setTo(address(order.to()));
    helper.setSubject(mail.subject());
    helper.setText(mail.text(), mail.html());
    // Nobody's automatic answer is wanted.
    mime.setHeader("Auto-Submitted", "auto-generated");
    server.send(mime);
  }

  private static InternetAddress address(String to) throws OutboxRefused {
    try {
      InternetAddress address = new InternetAddress(to, true);
      address.validate();
      return address;
    } catch (AddressException e) {
      throw new OutboxRefused("メールアドレスが正しくありません。", e);
    }
  }
}
