package jp.yoyo.id.app.bankaccount;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.bankaccount.ApplicationState.Command;
import jp.yoyo.id.app.outbox.Outbox;
import jp.yoyo.id.app.web.NotFoundException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How the federation of a prefecture decides the applications of its facilities, and what the
 * central office sees of all of them.
 */
@Service
public class FederationBankAccounts {

  /** Longest comment. */
  static final int LONGEST_COMMENT = 1_000;

  private final Applications applications;
  private final Attachments attachments;
  private final AccountPeriods periods;
  private final KnownAccounts known;
  private final Outbox outbox;
  private final AuditTrail audit;
  private final Clock clock;

  FederationBankAccounts(
      Applications applications,
      Attachments attachments,
      AccountPeriods periods,
      KnownAccounts known,
      Outbox outbox,
      AuditTrail audit,
      Clock clock) {
    this.applications = applications;
    this.attachments = attachments;
    this.periods = periods;
    this.known = known;
    this.outbox = outbox;
    this.audit = audit;
    this.clock = clock;
  }

  static void requireDecider(Actor actor) {
    actor.require(Permission.DECIDE_BANK_ACCOUNT);
    actor.requireType(OrganizationType.FEDERATION);
    if (actor.organization().prefecture().isEmpty()) {
      throw new AccessDeniedException(actor.organization().alias() + " has no prefecture");
    }
  }

  static boolean isDecider(Actor actor) {
    return actor.may(Permission.DECIDE_BANK_ACCOUNT)
        && actor.is(OrganizationType.FEDERATION)
        && !actor.organization().prefecture().isEmpty();
  }

  /** Whether the actor sees the applications of all prefectures, with masked numbers. */
  static boolean isOverseer(Actor actor) {
    return actor.is(OrganizationType.CENTRAL)
        && (actor.may(Permission.VIEW_ORGANIZATION) || actor.may(Permission.ASSIST_USERS));
  }

  static void requireReader(Actor actor) {
    if (!isOverseer(actor)) {
      requireDecider(actor);
    }
  }

  /** What the reviewer compares. */
  public record Review(
      BankAccountApplication application,
      Optional<AccountPeriod> current,
      Optional<KnownAccounts.Known> known,
      Optional<KnownAccounts.Verification> verification,
      List<Attachment> attachments,
      boolean ownWork) {}

  /** One that was handed in, of the own prefecture; of any for the central office. */
  BankAccountApplication find(Actor actor, UUID id) {
    requireReader(actor);
    return applications
        .find(id)
        .filter(a -> a.submitted() != null)
        .filter(
            a ->
                isOverseer(actor)
                    || a.facility().prefecture().equals(actor.organization().prefecture()))
        .orElseThrow(NotFoundException::new);
  }

  /** Six statements. */
  Review review(Actor actor, UUID id) {
    requireReader(actor);
    BankAccountApplication application = find(actor, id);
    String code = application.facility().code();
    return new Review(
        application,
        periods.ofFacility(application.facility().alias()).stream()
            .filter(p -> p.until().isEmpty() && !p.applicationId().equals(id))
            .findFirst(),
        known.of(code),
        known.verification(code, application.account()),
        isOverseer(actor) ? List.of() : attachments.of(id),
        applications.isEditor(id, actor.userId()));
  }

  /** What is attached; not for the central office: a passbook shows the whole number. */
  Attachment attachment(Actor actor, UUID id, UUID attachmentId) {
    requireDecider(actor);
    find(actor, id);
    return attachments.find(id, attachmentId).orElseThrow(NotFoundException::new);
  }

  /**
   * Decides.
   *
   * @param version that was seen
   * @throws AccessDeniedException if the actor had a hand in the application, for whatever
   *     organisation
   * @throws StaleApplicationException if somebody was faster
   */
  @Transactional
  public void decide(Actor actor, UUID id, int version, Command command, String comment) {
    requireDecider(actor);
    if (command.party() != ApplicationState.Party.FEDERATION) {
      throw new AccessDeniedException(command.code() + " is not the federation's");
    }
    BankAccountApplication application = find(actor, id);
    if (applications.isEditor(id, actor.userId())) {
      throw new AccessDeniedException(
          actor.userName() + " had a hand in " + application.referenceNumber());
    }
    String said = comment.strip();
    if (said.isEmpty() && command.commentRequired()) {
      throw new RefusedApplicationException("comment", "bankaccount.error.comment");
    }
    if (said.length() > LONGEST_COMMENT) {
      throw new RefusedApplicationException(
          "comment", "bankaccount.error.comment.long", LONGEST_COMMENT);
    }
    ApplicationState to =
        application
            .state()
            .after(command)
            .orElseThrow(() -> new StaleApplicationException(id, command, said));
    if (!applications.decide(application, version, to, said, actor, clock.instant())) {
      throw new StaleApplicationException(id, command, said);
    }
    audit.record(
        actor,
        new AuditEvent(
            "bank-account-application." + command.code(),
            "bank-account-application",
            id.toString(),
            application.facility().alias(),
            List.of(new AuditEvent.Change("state", application.state().column(), to.column())),
            said.isEmpty()
                ? Map.of("referenceNumber", application.referenceNumber())
                : Map.of("referenceNumber", application.referenceNumber(), "comment", said)));
    outbox.add(
        actor,
        DecisionMail.KIND,
        id + "/" + (version + 1),
        application.referenceNumber() + " " + application.facility().name(),
        new DecisionMail.Payload(id.toString(), to.column(), said, actor.organization().alias()));
  }
}
