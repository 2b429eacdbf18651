package jp.yoyo.id.app.facilitytoken;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.mail.MailDelivery;
import jp.yoyo.id.app.outbox.OutboxHandler;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.web.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Hands over by mail. The claim code is made here and not when the municipality decides, so that it
 * waits in no table; each further attempt makes another one, and the former is dead.
 */
@Component
class ClaimCodeMail implements OutboxHandler {

  static final String KIND = "facility-token-claim-code";
  private static final String TEMPLATE = "facility-token-claim-code";

  /**
   * What the outbox holds.
   *
   * @param version of the application since the municipality's decision
   */
  record Payload(UUID application, int version) {}

  private record Mail(TokenApplication application, ClaimCode code, Instant validUntil) {}

  private final TokenApplications applications;
  private final ClaimCodes codes;
  private final MailDelivery mails;
  private final FacilityTokenSettings settings;
  private final TransactionOperations transactions;
  private final Clock clock;

  ClaimCodeMail(
      TokenApplications applications,
      ClaimCodes codes,
      MailDelivery mails,
      FacilityTokenSettings settings,
      TransactionOperations transactions,
      Clock clock) {
    this.applications = applications;
    this.codes = codes;
    this.mails = mails;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void handle(OutboxMessage message) throws Exception {
    Payload payload = message.payload(Payload.class);
    Optional<Mail> mail = transactions.execute(status -> Optional.ofNullable(next(payload)));
    if (mail != null && mail.isPresent()) {
      send(mail.get());
    }
  }

  /** Null where it was claimed, or handed over anew, meanwhile. */
  private @Nullable Mail next(Payload payload) {
    TokenApplication application = applications.find(payload.application()).orElseThrow();
    codes.lockFacility(application.facility().alias());
    TokenApplication now = applications.find(payload.application()).orElseThrow();
    if (now.state() != TokenApplicationState.HANDED_OVER || now.version() != payload.version()) {
      return null;
    }
    ClaimCode code = ClaimCode.next();
    Instant until = clock.instant().plus(settings.claimCodeValidity());
    codes.put(now.id(), code, HandOverWay.MAIL, clock.instant(), until);
    return new Mail(now, code, until);
  }

  private void send(Mail mail) throws Exception {
    TokenApplication application = mail.application();
    mails.deliver(
        TEMPLATE,
        Locale.JAPANESE,
        application.content().contactMail(),
        Map.of(
            "organization", application.facility().name(),
            "name", application.content().contactName(),
            "referenceNumber", application.referenceNumber(),
            "code", mail.code().grouped(),
            "validUntil", new Dates(Locale.JAPANESE).dateTime(mail.validUntil())));
  }
}
