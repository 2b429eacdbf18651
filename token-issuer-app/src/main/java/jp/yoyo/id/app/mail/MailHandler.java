package jp.yoyo.id.app.mail;

import freemarker.template.TemplateException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import jp.yoyo.id.app.outbox.OutboxHandler;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.outbox.OutboxRefused;
import org.springframework.stereotype.Component;

/** The mails of the outbox. */
@Component
class MailHandler implements OutboxHandler {

  static final String KIND = "mail";

  private final MailDelivery delivery;

  MailHandler(MailDelivery delivery) {
    this.delivery = delivery;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void handle(OutboxMessage message)
      throws OutboxRefused, MessagingException, IOException, TemplateException {
    delivery.deliver(message.payload(MailOrder.class));
  }
}
