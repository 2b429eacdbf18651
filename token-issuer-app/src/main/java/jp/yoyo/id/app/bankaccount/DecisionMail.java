package jp.yoyo.id.app.bankaccount;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells the facility by mail what the federation has decided. To whom is found out here and not
 * when it is decided: Keycloak may be down then.
 */
@Component
class DecisionMail implements OutboxHandler {

  static final String KIND = "bank-account-decision-mail";

  private static final String TEMPLATE = "bank-account-decision";

  /**
   * What the outbox holds.
   *
   * @param federation alias of the organisation that decided
   */
  record Payload(String application, String state, String comment, String federation) {}

  private final Applications applications;
  private final FacilityDirectory facilities;
  private final OrganizationAdmin keycloak;
  private final Mails mails;
  private final TransactionOperations transactions;

  DecisionMail(
      Applications applications,
      FacilityDirectory facilities,
      OrganizationAdmin keycloak,
      Mails mails,
      TransactionOperations transactions) {
    this.applications = applications;
    this.facilities = facilities;
    this.keycloak = keycloak;
    this.mails = mails;
    this.transactions = transactions;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void handle(OutboxMessage message) throws OutboxRefused {
    Payload payload = message.payload(Payload.class);
    BankAccountApplication application =
        applications.find(UUID.fromString(payload.application())).orElseThrow();
    String to =
        facilities
            .contactMail(application.facility().alias())
            .or(() -> submitter(application))
            .orElseThrow(() -> new OutboxRefused("医療機関のメールアドレスが登録されていません。"));
    Actor federation =
        new Actor(
            "-",
            "-",
            "-",
            Locale.JAPANESE,
            new ActingOrganization(payload.federation(), OrganizationType.FEDERATION, "", "", ""),
            Set.of());
    transactions.executeWithoutResult(
        status ->
            mails.send(
                federation,
                KIND + "/" + message.key(),
                TEMPLATE,
                Locale.JAPANESE,
                to,
                Map.of(
                    "organization", application.facility().name(),
                    "application", payload.application(),
                    "referenceNumber", application.referenceNumber(),
                    "state", payload.state(),
                    "comment", payload.comment(),
                    "month", new Dates(Locale.JAPANESE).month(application.appliesFrom()))));
  }

  /** Whoever handed it in; known to Keycloak on that user's own behalf. */
  private Optional<String> submitter(BankAccountApplication application) {
    BankAccountApplication.Signature submitted = application.submitted();
    if (submitted == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          keycloak
              .member(submitted.userId(), application.facility().alias(), submitted.userId())
              .email());
    } catch (OrganizationAdminException e) {
      if (e.isTemporary()) {
        throw e;
      }
      // Not a member any more, or without the right to see members: there is no address.
      return Optional.empty();
    }
  }
}
