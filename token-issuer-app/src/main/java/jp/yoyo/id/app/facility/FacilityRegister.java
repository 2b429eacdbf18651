package jp.yoyo.id.app.facility;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditEvent.Change;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.outbox.Outbox;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.KeyPage;
import jp.yoyo.id.app.web.NotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The facility register (医療機関マスタ, chapter 7 of the manual): who sees which facility and who may
 * change what. Every change is recorded, and told to Keycloak where the organisation there has the
 * same fact.
 */
@Service
public class FacilityRegister {

  static final String OBJECT_TYPE = "facility";

  /** No i, l, o, u: nobody misreads an alias that has to be read out. */
  private static final String ALIAS_CHARACTERS = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int ALIAS_LENGTH = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Facilities facilities;
  private final AuditTrail auditTrail;
  private final Outbox outbox;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  FacilityRegister(
      Facilities facilities,
      AuditTrail auditTrail,
      Outbox outbox,
      ApplicationEventPublisher events,
      Clock clock) {
    this.facilities = facilities;
    this.auditTrail = auditTrail;
    this.outbox = outbox;
    this.events = events;
    this.clock = clock;
  }

  private static FacilityScope scope(Actor actor) {
    requireVisible(actor);
    return FacilityScope.of(actor);
  }

  static void requireVisible(Actor actor) {
    if (!isVisibleTo(actor)) {
      throw new AccessDeniedException(actor.userName() + " may not see the facility register");
    }
  }

  /** Whether the actor sees the register, or a part of it. */
  public static boolean isVisibleTo(Actor actor) {
    return actor.may(Permission.VIEW_ORGANIZATION)
        || (actor.is(OrganizationType.CENTRAL) && actor.may(Permission.ASSIST_USERS));
  }

  /**
   * A page of what the actor sees and looks for, by kana. Two statements.
   *
   * @param after where the page before ended
   */
  public KeyPage<FacilityRow> search(Actor actor, FacilitySearch search, @Nullable String after) {
    return facilities.search(scope(actor), search, after);
  }

  /** All that the actor sees and looks for. */
  @Transactional(readOnly = true)
  public void export(Actor actor, FacilitySearch search, Consumer<FacilityRow> consumer) {
    facilities.each(scope(actor), search, consumer);
  }

  /**
   * A facility that the actor sees.
   *
   * @throws NotFoundException if there is none with that id, or the actor does not see it
   */
  public Facility require(Actor actor, UUID id) {
    return facilities.find(scope(actor), id).orElseThrow(NotFoundException::new);
  }

  /** The facility for which the actor acts. */
  public Facility own(Actor actor) {
    actor.requireType(OrganizationType.FACILITY, OrganizationType.VENUE);
    return facilities
        .findByAlias(scope(actor), actor.organization().alias())
        .orElseThrow(NotFoundException::new);
  }

  /** As {@link #require(Actor, UUID)}, by the alias of its organisation. */
  public Facility requireByAlias(Actor actor, String alias) {
    return facilities.findByAlias(scope(actor), alias).orElseThrow(NotFoundException::new);
  }

  /** For what the app does itself: nobody's permission is asked. */
  public Optional<Facility> find(UUID id) {
    return facilities.find(FacilityScope.everything(), id);
  }

  /** For what the app does itself: nobody's permission is asked. */
  public Optional<Facility> findByAlias(String alias) {
    return facilities.findByAlias(FacilityScope.everything(), alias);
  }

  /** Whoever holds a code today; for what the app does itself: nobody's permission is asked. */
  public Optional<Facility> findByCode(FacilityCode code) {
    return facilities.holding(Set.of(code.value()), LocalDate.now(clock)).stream().findFirst();
  }

  /** The codes among these that somebody holds today, whoever it is. One statement or two. */
  public Set<String> codesHeld(Collection<String> codes) {
    LocalDate today = LocalDate.now(clock);
    return facilities.holding(codes, today).stream()
        .flatMap(facility -> facility.codesOn(today).stream())
        .map(validity -> validity.code().value())
        .filter(codes::contains)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How many facilities of the actor's still have to enter the 代表者名; counted to 1,000. */
  public long withoutRepresentative(Actor actor) {
    return facilities.countWithoutRepresentative(scope(actor));
  }

  /** Whether the actor may register facilities, and change those that the actor supervises. */
  public static boolean maySupervise(Actor actor) {
    return actor.is(OrganizationType.MUNICIPALITY) && actor.may(Permission.SUPERVISE_ORGANIZATIONS);
  }

  /** Whether the actor may change what the facility enters about itself. */
  public static boolean mayChangeOwn(Actor actor) {
    return actor.is(OrganizationType.FACILITY, OrganizationType.VENUE)
        && actor.may(Permission.MANAGE_FACILITY);
  }

  private static void requireSupervising(Actor actor) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.MUNICIPALITY);
  }

  /**
   * Registers a facility of the actor's municipality, from today. Its organisation is issued by
   * whoever calls this, in the same transaction.
   *
   * @throws CodeHeldException if another facility holds the code
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Facility register(Actor actor, NewFacility facility) {
    requireSupervising(actor);
    requireReason(facility.code(), facility.overrideReason());
    // Asked before it is written: a violated constraint would end the caller's transaction.
    requireFree(facility.code(), null, LocalDate.now(clock));
    UUID id = UUID.randomUUID();
    String prefecture =
        actor.organization().prefecture().isEmpty()
            ? facility.code().prefecture()
            : actor.organization().prefecture();
    facilities.insert(
        id,
        newAlias(),
        facility,
        prefecture,
        actor.organization().code(),
        actor.organization().alias());
    addCode(id, facility.code(), facility.overrideReason(), LocalDate.now(clock));
    Facility registered = find(id).orElseThrow();
    record(
        actor,
        "facility.register",
        registered,
        List.of(
            new Change("code", null, facility.code().value()),
            new Change("overrideReason", null, facility.overrideReason()),
            new Change("name", null, registered.name()),
            new Change("kana", null, registered.kana()),
            new Change("postalCode", null, registered.postalCode().text()),
            new Change("address", null, registered.address()),
            new Change("telephone", null, registered.telephone().value()),
            new Change("founder", null, registered.founder())),
        Map.of());
    return registered;
  }

  private static void requireReason(FacilityCode code, @Nullable String reason) {
    if (code.needsReason() && reason == null) {
      throw new IllegalArgumentException("A doubtful code without a reason: " + code);
    }
  }

  private void requireFree(FacilityCode code, @Nullable UUID own, LocalDate from) {
    boolean held =
        facilities.holding(List.of(code.value()), from).stream()
            .anyMatch(facility -> !facility.id().equals(own));
    if (held) {
      throw new CodeHeldException(code);
    }
  }

  private void addCode(UUID id, FacilityCode code, @Nullable String reason, LocalDate from) {
    try {
      facilities.addCode(id, code, reason, from);
    } catch (DataIntegrityViolationException e) {
      // Somebody was faster, or holds it from a later day on.
      throw new CodeHeldException(code, e);
    }
  }

  static String newAlias() {
    StringBuilder alias = new StringBuilder("f-");
    for (int i = 0; i < ALIAS_LENGTH; i++) {
      alias.append(ALIAS_CHARACTERS.charAt(RANDOM.nextInt(ALIAS_CHARACTERS.length())));
    }
    return alias.toString();
  }

  /** The facility that the actor supervises, as it stands. */
  private Facility requireSupervised(Actor actor, UUID id) {
    requireSupervising(actor);
    return facilities.find(FacilityScope.of(actor), id).orElseThrow(NotFoundException::new);
  }

  /**
   * The municipality changes what it has registered.
   *
   * @throws ConflictException if the facility no longer has that version
   */
  @Transactional
  public void change(Actor actor, UUID id, int version, FacilityData data) {
    Facility before = requireSupervised(actor, id);
    requireOpen(before);
    List<Change> changes =
        real(
            new Change("name", before.name(), data.name()),
            new Change("kana", before.kana(), data.kana().value()),
            new Change("postalCode", before.postalCode().text(), data.postalCode().text()),
            new Change("address", before.address(), data.address()),
            new Change("telephone", before.telephone().value(), data.telephone().value()),
            new Change("founder", before.founder(), data.founder()));
    requireUnchanged(facilities.update(id, version, data));
    if (changes.isEmpty()) {
      return;
    }
    record(actor, "facility.update", before, changes, Map.of());
    if (!before.name().equals(data.name())) {
      tellKeycloak(actor, before);
    }
  }

  /**
   * The facility changes what it enters about itself.
   *
   * @throws ConflictException if the facility no longer has that version
   */
  @Transactional
  public void changeOwn(Actor actor, int version, OwnData data) {
    actor.require(Permission.MANAGE_FACILITY);
    actor.requireType(OrganizationType.FACILITY, OrganizationType.VENUE);
    Facility before =
        facilities
            .findByAlias(FacilityScope.of(actor), actor.organization().alias())
            .orElseThrow(NotFoundException::new);
    requireOpen(before);
    List<Change> changes =
        real(
            new Change("representative", before.representative(), data.representative()),
            new Change(
                "representativeTitle", before.representativeTitle(), data.representativeTitle()),
            new Change("telephone", before.telephone().value(), data.telephone().value()),
            new Change("contactMail", before.contactMail(), data.contactMail()));
    requireUnchanged(facilities.update(before.id(), version, data));
    if (!changes.isEmpty()) {
      record(actor, "facility.update", before, changes, Map.of());
    }
  }

  /**
   * The facility gets another code, or one more.
   *
   * @throws ConflictException if the facility no longer has that version
   * @throws CodeHeldException if another facility holds the code then
   */
  @Transactional
  public void changeCode(Actor actor, UUID id, int version, CodeChange change) {
    Facility before = requireSupervised(actor, id);
    requireOpen(before);
    requireReason(change.code(), change.overrideReason());
    requireFree(change.code(), id, change.from());
    requireUnchanged(facilities.touch(id, version));
    if (change.replaces()) {
      facilities.endCodes(id, change.from());
    }
    addCode(id, change.code(), change.overrideReason(), change.from());
    List<String> details = new ArrayList<>();
    details.add(change.reason());
    if (change.overrideReason() != null) {
      details.add(change.overrideReason());
    }
    record(
        actor,
        "facility.code",
        before,
        List.of(
            new Change(
                "code",
                change.replaces() ? joined(before, change.from().minusDays(1)) : null,
                change.code().value())),
        Map.of("from", change.from().toString(), "reason", String.join(" / ", details)));
    tellKeycloak(actor, before);
  }

  private static @Nullable String joined(Facility facility, LocalDate day) {
    String codes =
        facility.codesOn(day).stream()
            .map(validity -> validity.code().value())
            .collect(Collectors.joining(", "));
    return codes.isEmpty() ? null : codes;
  }

  /**
   * Closes a facility: its codes end, its people can log in no more.
   *
   * @param on the last day
   * @throws ConflictException if the facility no longer has that version, or is closed
   */
  @Transactional
  public void close(Actor actor, UUID id, int version, LocalDate on, String reason) {
    Facility before = requireSupervised(actor, id);
    requireMayBecome(before, FacilityState.CLOSED);
    requireUnchanged(facilities.update(id, version, FacilityState.CLOSED, on));
    facilities.endCodes(id, on.plusDays(1));
    record(
        actor,
        "facility.close",
        before,
        List.of(new Change("closedOn", null, on.toString())),
        Map.of("reason", reason));
    outbox.add(
        actor,
        OrganizationSwitch.KIND,
        id + ":" + version,
        before.name(),
        new OrganizationSwitch.Payload(id, actor.userId()));
    events.publishEvent(new FacilityClosed(actor, before, reason));
  }

  /**
   * Takes a closing back. The codes that have ended meanwhile are entered again by {@link
   * #changeCode}.
   */
  @Transactional
  public void reopen(Actor actor, UUID id, int version) {
    Facility before = requireSupervised(actor, id);
    requireMayBecome(before, FacilityState.REGISTERED);
    requireUnchanged(facilities.update(id, version, FacilityState.REGISTERED, null));
    record(
        actor,
        "facility.reopen",
        before,
        List.of(new Change("closedOn", Objects.toString(before.closedOn(), null), null)),
        Map.of());
    outbox.add(
        actor,
        OrganizationSwitch.KIND,
        id + ":" + version,
        before.name(),
        new OrganizationSwitch.Payload(id, actor.userId()));
  }

  private void tellKeycloak(Actor actor, Facility facility) {
    outbox.add(
        actor,
        OrganizationData.KIND,
        facility.id() + ":" + facility.version(),
        facility.name(),
        new OrganizationData.Payload(facility.id(), actor.userId()));
  }

  private static void requireMayBecome(Facility facility, FacilityState state) {
    if (!facility.state().mayBecome(state)) {
      throw new ConflictException(facility.alias() + " is " + facility.state());
    }
  }

  private static void requireOpen(Facility facility) {
    if (facility.isClosed()) {
      throw new ConflictException(facility.alias() + " is closed");
    }
  }

  private static void requireUnchanged(boolean updated) {
    if (!updated) {
      throw new ConflictException("Somebody else has changed the facility");
    }
  }

  private static List<Change> real(Change... changes) {
    return java.util.Arrays.stream(changes).filter(Change::isReal).toList();
  }

  private void record(
      Actor actor,
      String action,
      Facility facility,
      List<Change> changes,
      Map<String, String> details) {
    auditTrail.record(
        actor,
        new AuditEvent(
            action, OBJECT_TYPE, facility.id().toString(), facility.alias(), changes, details));
  }
}
