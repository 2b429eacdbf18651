package jp.yoyo.id.app.mail;

import java.util.Locale;
import java.util.Map;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.outbox.Outbox;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sends the app's own mails, by the outbox. */
@Component
public class Mails {

  private final Outbox outbox;

  Mails(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * Sends a mail once the caller's transaction has committed.
   *
   * @param actor on whose behalf: the actor's organisation sees at 「送信状況」 where it stands
   * @param key what makes it unique: with the key of an earlier mail nothing is sent
   * @param template name of {@code templates/mail/<template>.ftl}; its subject is the message
   *     {@code mail.<template>.subject}
   * @param locale ja or en
   * @param model texts by name, for the template: {@code organization} and {@code name} address the
   *     reader. Nothing secret: it is kept until the mail is forgotten.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void send(
      Actor actor,
      String key,
      String template,
      Locale locale,
      String to,
      Map<String, String> model) {
    outbox.add(
        actor,
        MailHandler.KIND,
        key,
        to,
        new MailOrder(template, locale.toLanguageTag(), to, Map.copyOf(model)));
  }
}
