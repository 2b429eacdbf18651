package jp.yoyo.id.app.inquiry;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.yoyo.id.app.actor.ActingOrganization;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.keycloak.OrganizationAdmin;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.mail.Mails;
import jp.yoyo.id.app.outbox.OutboxHandler;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.outbox.OutboxRefused;
import jp.yoyo.id.app.web.Dates;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The receipt, and the answers. They go to the address that Keycloak has of the user when the mail
 * leaves, and never to one that somebody typed: nobody writes to strangers through us.
 */
@Component
class InquiryMail implements OutboxHandler {

  static final String KIND = "inquiry-mail";

  /** What the mail is. */
  static final String RECEIPT = "receipt";

  static final String ANSWER = "answer";

  /**
   * What the outbox holds.
   *
   * @param message that was written
   * @param organization alias of who caused the mail, and sees where it stands
   */
  record Payload(String inquiry, long message, String what, String organization) {}

  private final Inquiries inquiries;
  private final OrganizationAdmin keycloak;
  private final Mails mails;
  private final MessageSource texts;
  private final TransactionOperations transactions;

  InquiryMail(
      Inquiries inquiries,
      OrganizationAdmin keycloak,
      Mails mails,
      MessageSource texts,
      TransactionOperations transactions) {
    this.inquiries = inquiries;
    this.keycloak = keycloak;
    this.mails = mails;
    this.texts = texts;
    this.transactions = transactions;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void handle(OutboxMessage message) throws OutboxRefused {
    Payload payload = message.payload(Payload.class);
    Inquiry inquiry = inquiries.find(UUID.fromString(payload.inquiry())).orElse(null);
    if (inquiry == null) {
      return; // its time was over before the mail could leave
    }
    String to = address(inquiry);
    String text =
        payload.what().equals(ANSWER)
            ? inquiries.messages(inquiry).stream()
                .filter(each -> each.id() == payload.message())
                .map(Inquiry.Message::text)
                .findFirst()
                .orElseThrow()
            : "";
    Actor sender =
        new Actor(
            "-",
            "-",
            "-",
            inquiry.locale(),
            new ActingOrganization(payload.organization(), OrganizationType.CENTRAL, "", "", ""),
            Set.of());
    transactions.executeWithoutResult(
        status ->
            mails.send(
                sender,
                KIND + "/" + message.key(),
                "inquiry-" + payload.what(),
                inquiry.locale(),
                to,
                Map.of(
                    "organization", inquiry.organizationName(),
                    "name", inquiry.askerName(),
                    "inquiry", payload.inquiry(),
                    "referenceNumber", inquiry.referenceNumber(),
                    "category",
                        String.valueOf(
                            texts.getMessage(inquiry.category().key(), null, inquiry.locale())),
                    "asked", new Dates(inquiry.locale()).dateTime(inquiry.createdAt()),
                    "text", text)));
  }

  private String address(Inquiry inquiry) throws OutboxRefused {
    String email;
    try {
      email = keycloak.me(inquiry.askerId(), inquiry.locale()).email();
    } catch (OrganizationAdminException e) {
      if (e.status() == HttpStatus.FORBIDDEN.value()) {
        throw new OutboxRefused("利用者が無効になったため、送信できません。", e);
      }
      throw e;
    }
    if (email == null || email.isBlank()) {
      throw new OutboxRefused("利用者のメールアドレスが登録されていません。");
    }
    return email;
  }
}
