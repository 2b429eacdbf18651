package jp.yoyo.id.app.issuance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditEvent.Change;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.facility.NewFacility;
import jp.yoyo.id.app.outbox.Outbox;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Issues organisations with their first administrators. What is asked of Keycloak goes through the
 * outbox; how far it has come stands in the row.
 */
@Service
public class AccountIssuance {

  static final String OBJECT_TYPE = "issuance";

  private final Issuances issuances;
  private final FacilityRegister register;
  private final AuditTrail auditTrail;
  private final Outbox outbox;

  AccountIssuance(
      Issuances issuances, FacilityRegister register, AuditTrail auditTrail, Outbox outbox) {
    this.issuances = issuances;
    this.register = register;
    this.auditTrail = auditTrail;
    this.outbox = outbox;
  }

  /** Whether the actor issues accounts: municipalities those of facilities, central of offices. */
  public static boolean mayIssue(Actor actor) {
    return actor.is(OrganizationType.MUNICIPALITY, OrganizationType.CENTRAL)
        && actor.may(Permission.SUPERVISE_ORGANIZATIONS);
  }

  private static void requireIssuing(Actor actor) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.MUNICIPALITY, OrganizationType.CENTRAL);
  }

  /**
   * Registers a facility and issues its account.
   *
   * @throws jp.yoyo.id.app.facility.CodeHeldException if another facility holds the code
   */
  @Transactional
  public UUID issueFacility(Actor actor, NewFacility facility, Administrator administrator) {
    return issueFacility(actor, facility, administrator, null);
  }

  /** As above, for a row of a file. */
  @Transactional
  UUID issueFacility(
      Actor actor, NewFacility facility, Administrator administrator, @Nullable UUID run) {
    requireIssuing(actor);
    Facility registered = register.register(actor, facility);
    return issue(
        actor,
        new NewIssuance(
            registered.alias(),
            facility.kind().organizationType(),
            registered.id(),
            run,
            facility.code().value(),
            registered.name(),
            registered.prefecture(),
            administrator));
  }

  /**
   * Issues the account of a federation or municipality that the central office has registered.
   *
   * @throws ConflictException if it was issued before
   */
  @Transactional
  public UUID issueOffice(
      Actor actor,
      OrganizationType type,
      String alias,
      String code,
      String name,
      String prefecture,
      Administrator administrator) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.CENTRAL);
    if (issuances.findByAlias(alias).isPresent()) {
      throw new ConflictException(alias + " has been issued");
    }
    return issue(
        actor, new NewIssuance(alias, type, null, null, code, name, prefecture, administrator));
  }

  private UUID issue(Actor actor, NewIssuance wanted) {
    UUID id = UUID.randomUUID();
    issuances.insert(actor, id, wanted);
    auditTrail.record(
        actor,
        new AuditEvent(
            "issuance.issue",
            OBJECT_TYPE,
            id.toString(),
            wanted.alias(),
            List.of(
                new Change("code", null, wanted.code()),
                new Change("displayName", null, wanted.displayName()),
                new Change("email", null, wanted.administrator().email()),
                new Change("userId", null, wanted.administrator().userId())),
            Map.of()));
    send(actor, id, 0, wanted.displayName(), "");
    return id;
  }

  private void send(Actor actor, UUID id, int attempt, String about, String identification) {
    outbox.add(
        actor,
        IssuanceDelivery.KIND,
        id + ":" + attempt,
        about,
        new IssuanceDelivery.Payload(
            id, attempt, actor.userId(), identification, actor.locale().toLanguageTag()));
  }

  /** What the actor supervises, newest first; the central office sees all. */
  public PageOf<Issuance> search(Actor actor, IssuanceSearch search, int number) {
    requireIssuing(actor);
    return issuances.search(actor, search, number);
  }

  /** For the help desk: the accounts of all organisations, newest first. Two statements. */
  public PageOf<Issuance> searchToAssist(Actor actor, String text, int number) {
    actor.require(Permission.ASSIST_USERS);
    actor.requireType(OrganizationType.CENTRAL);
    return issuances.search(actor, new IssuanceSearch(text, Optional.empty()), number);
  }

  /** All that match. */
  @Transactional(readOnly = true)
  public void export(Actor actor, IssuanceSearch search, Consumer<Issuance> consumer) {
    requireIssuing(actor);
    issuances.each(actor, search, consumer);
  }

  /**
   * An account that the actor supervises; any for the central office.
   *
   * @throws NotFoundException if there is none with that id, or the actor does not see it
   */
  public Issuance require(Actor actor, UUID id) {
    requireIssuing(actor);
    return issuances
        .find(id)
        .filter(found -> actor.is(OrganizationType.CENTRAL) || isSupervisedBy(actor, found))
        .orElseThrow(NotFoundException::new);
  }

  static boolean isSupervisedBy(Actor actor, Issuance issuance) {
    return issuance.supervisorAlias().equals(actor.organization().alias());
  }

  private Issuance requireSupervised(Actor actor, UUID id) {
    requireIssuing(actor);
    return issuances
        .find(id)
        .filter(found -> isSupervisedBy(actor, found))
        .orElseThrow(NotFoundException::new);
  }

  /** The account of an organisation, if it was issued here. For what the app does itself. */
  public Optional<Issuance> findByAlias(String alias) {
    return issuances.findByAlias(alias);
  }

  /** How many of the actor's accounts are in each state. */
  public Map<IssuanceState, Long> countByState(Actor actor) {
    requireIssuing(actor);
    return issuances.countByState(actor.organization().alias());
  }

  /**
   * Sends the administrator a new temporary password.
   *
   * @param identification how the person was identified
   * @throws ConflictException if the account no longer has that version
   */
  @Transactional
  public void sendAgain(Actor actor, UUID id, int version, String identification) {
    Issuance issuance = requireSupervised(actor, id);
    if (issuance.memberId() == null || !issuances.again(issuance, version)) {
      throw new ConflictException("Somebody else has changed the account, or it is being sent");
    }
    auditTrail.record(
        actor,
        new AuditEvent(
            "issuance.send-again",
            OBJECT_TYPE,
            id.toString(),
            issuance.alias(),
            List.of(),
            Map.of("identification", identification)));
    send(actor, id, issuance.attempt() + 1, issuance.displayName(), identification);
  }

  /**
   * Tries again to issue what Keycloak has refused or whose mail has failed, with the administrator
   * as corrected.
   *
   * @throws ConflictException if the account no longer has that version
   */
  @Transactional
  public void correct(Actor actor, UUID id, int version, Administrator administrator) {
    Issuance issuance = requireSupervised(actor, id);
    if (!isCorrectable(issuance) || !issuances.again(issuance, version)) {
      throw new ConflictException("Somebody else has changed the account, or it is being issued");
    }
    issuances.correct(id, administrator);
    Administrator before = issuance.administrator();
    auditTrail.record(
        actor,
        new AuditEvent(
            "issuance.correct",
            OBJECT_TYPE,
            id.toString(),
            issuance.alias(),
            List.of(
                new Change("lastName", before.lastName(), administrator.lastName()),
                new Change("firstName", before.firstName(), administrator.firstName()),
                new Change("email", before.email(), administrator.email()),
                new Change("userId", before.userId(), administrator.userId())),
            Map.of()));
    send(actor, id, issuance.attempt() + 1, issuance.displayName(), "");
  }

  /** Whether there is no account yet, and none is on its way. */
  static boolean isCorrectable(Issuance issuance) {
    return issuance.memberId() == null
        && (issuance.state() == IssuanceState.REFUSED
            || issuance.state() == IssuanceState.MAIL_FAILED);
  }
}
