package jp.yoyo.id.app.facilitytoken;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.facilitytoken.TokenApplication.Applicant;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Command;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.ReferenceNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How a facility applies for tokens, and follows its applications (chapter 8). */
@Service
public class FacilityTokenApplications {

  private static final int MOST_SHOWN = 50;

  private final TokenApplications applications;
  private final ClaimCodes codes;
  private final KnownTokens tokens;
  private final FacilityRegister register;
  private final TokenRecords records;
  private final TokenMails mails;
  private final Clock clock;

  FacilityTokenApplications(
      TokenApplications applications,
      ClaimCodes codes,
      KnownTokens tokens,
      FacilityRegister register,
      TokenRecords records,
      TokenMails mails,
      Clock clock) {
    this.applications = applications;
    this.codes = codes;
    this.tokens = tokens;
    this.register = register;
    this.records = records;
    this.mails = mails;
    this.clock = clock;
  }

  /** The acting facility's, newest first. */
  List<TokenApplication> own(Actor actor) {
    TokenPermissions.requireApplicant(actor);
    return applications.ofFacility(actor.organization().alias(), MOST_SHOWN);
  }

  /** What the register knows of the acting facility. */
  Facility facility(Actor actor) {
    TokenPermissions.requireApplicant(actor);
    return register
        .findByAlias(actor.organization().alias())
        .filter(facility -> !facility.isClosed())
        .orElseThrow(NotFoundException::new);
  }

  TokenApplication mine(Actor actor, UUID id) {
    TokenPermissions.requireApplicant(actor);
    return applications
        .find(id)
        .filter(a -> a.facility().alias().equals(actor.organization().alias()))
        .orElseThrow(NotFoundException::new);
  }

  /** The tokens that an application can be about. */
  List<KnownTokens.Known> targets(Actor actor) {
    TokenPermissions.requireApplicant(actor);
    return tokens.ofFacility(actor.organization().alias()).stream()
        .filter(KnownTokens.Known::isGood)
        .toList();
  }

  /** A new draft. */
  @Transactional
  public UUID draft(Actor actor, TokenApplicationContent content) {
    TokenPermissions.requireApplicant(actor);
    Facility facility = facility(actor);
    requireTarget(facility.alias(), content);
    UUID id = UUID.randomUUID();
    insert(actor, facility, content, id);
    return id;
  }

  private void insert(Actor actor, Facility facility, TokenApplicationContent content, UUID id) {
    applications.insert(
        id, "T" + ReferenceNumber.next(), applicant(facility), content, actor, clock.instant());
    TokenApplication application = applications.find(id).orElseThrow();
    records.application(
        actor,
        "create",
        application,
        ContentChanges.between(null, content),
        Map.of("referenceNumber", application.referenceNumber()));
  }

  /**
   * What a municipality enters for one of its facilities, from a filled-in form: handed in at once.
   */
  @Transactional
  public UUID enter(Actor actor, Facility facility, TokenApplicationContent content) {
    TokenPermissions.requireMunicipality(actor);
    if (!facility.supervisorAlias().equals(actor.organization().alias()) || facility.isClosed()) {
      throw new NotFoundException();
    }
    requireTarget(facility.alias(), content);
    UUID id = UUID.randomUUID();
    insert(actor, facility, content, id);
    handIn(actor, applications.find(id).orElseThrow(), facility, 0);
    return id;
  }

  @Transactional
  public void edit(Actor actor, UUID id, int version, TokenApplicationContent content) {
    TokenPermissions.requireApplicant(actor);
    TokenApplication application = mine(actor, id);
    require(application, Command.EDIT);
    requireTarget(application.facility().alias(), content);
    if (!applications.change(application, version, content, clock.instant())) {
      throw new StaleTokenApplicationException(id, Command.EDIT, "");
    }
    applications.addEditor(id, actor);
    records.application(
        actor,
        "edit",
        application,
        ContentChanges.between(application.content(), content),
        Map.of());
  }

  /** What is still missing before it can be handed in. */
  static List<RefusedTokenApplicationException> missing(Facility facility, LocalDate today) {
    List<RefusedTokenApplicationException> missing = new ArrayList<>();
    if (facility.codeOn(today).isEmpty()) {
      missing.add(new RefusedTokenApplicationException("", "facilitytoken.error.no-code"));
    }
    if (facility.lacksRepresentative()) {
      missing.add(new RefusedTokenApplicationException("", "facilitytoken.error.representative"));
    }
    return missing;
  }

  /** Why this content cannot be handed in for that facility, whoever does it. */
  List<RefusedTokenApplicationException> hindrances(
      Facility facility, TokenApplicationContent content) {
    return hindrances(facility, content, null);
  }

  private List<RefusedTokenApplicationException> hindrances(
      Facility facility, TokenApplicationContent content, @Nullable UUID own) {
    List<RefusedTokenApplicationException> hindrances =
        new ArrayList<>(missing(facility, LocalDate.now(clock)));
    if (!isTargetGood(facility.alias(), content)) {
      hindrances.add(targetRefused());
    }
    // The same form uploaded again, or applied for twice by mistake.
    applications
        .twin(facility.alias(), content, own)
        .ifPresent(
            twin ->
                hindrances.add(
                    new RefusedTokenApplicationException("", "facilitytoken.error.twin", twin)));
    return hindrances;
  }

  @Transactional
  public void submit(Actor actor, UUID id, int version) {
    TokenPermissions.requireApplicant(actor);
    handIn(actor, mine(actor, id), facility(actor), version);
  }

  private void handIn(Actor actor, TokenApplication application, Facility facility, int version) {
    TokenApplicationState to = require(application, Command.SUBMIT);
    // Two for the very same do not pass each other.
    codes.lockFacility(facility.alias());
    List<RefusedTokenApplicationException> hindrances =
        hindrances(facility, application.content(), application.id());
    if (!hindrances.isEmpty()) {
      throw hindrances.get(0);
    }
    if (!applications.submit(
        application, version, to, applicant(facility), actor, clock.instant())) {
      throw new StaleTokenApplicationException(application.id(), Command.SUBMIT, "");
    }
    applications.addEditor(application.id(), actor);
    records.state(
        actor,
        application,
        Command.SUBMIT,
        to,
        Map.of("referenceNumber", application.referenceNumber()));
    mails.step(actor, application, Command.SUBMIT.code(), "");
  }

  @Transactional
  public void withdraw(Actor actor, UUID id, int version) {
    TokenPermissions.requireApplicant(actor);
    TokenApplication application = mine(actor, id);
    TokenApplicationState to = require(application, Command.WITHDRAW);
    if (!applications.move(application, version, to, null, clock.instant())) {
      throw new StaleTokenApplicationException(id, Command.WITHDRAW, "");
    }
    records.state(actor, application, Command.WITHDRAW, to, Map.of());
    mails.step(actor, application, Command.WITHDRAW.code(), "");
  }

  private static TokenApplicationState require(TokenApplication application, Command command) {
    return application
        .state()
        .after(command)
        .orElseThrow(() -> new StaleTokenApplicationException(application.id(), command, ""));
  }

  private void requireTarget(String facility, TokenApplicationContent content) {
    if (!isTargetGood(facility, content)) {
      throw targetRefused();
    }
  }

  private static RefusedTokenApplicationException targetRefused() {
    return new RefusedTokenApplicationException("targetToken", "facilitytoken.error.target");
  }

  /** A token of another facility is the same as none. */
  private boolean isTargetGood(String facility, TokenApplicationContent content) {
    return !content.kind().aboutToken()
        || tokens
            .find(content.targetToken())
            .filter(token -> token.facility().equals(facility) && token.isGood())
            .isPresent();
  }

  private Applicant applicant(Facility facility) {
    return new Applicant(
        facility.id(),
        facility.alias(),
        facility.codeOn(LocalDate.now(clock)),
        facility.name(),
        facility.prefecture(),
        facility.municipalityCode(),
        facility.supervisorAlias());
  }

  /** What an edit changed, for the audit trail. */
  private static final class ContentChanges {
    static List<AuditEvent.Change> between(
        @Nullable TokenApplicationContent from, TokenApplicationContent to) {
      List<AuditEvent.Change> changes = new ArrayList<>();
      Map<String, String> before = from == null ? Map.of() : texts(from);
      texts(to)
          .forEach(
              (field, text) -> {
                String former = before.get(field);
                if (!Objects.equals(former, text) && !(former == null && text.isEmpty())) {
                  changes.add(new AuditEvent.Change(field, former, text));
                }
              });
      return changes;
    }

    private static Map<String, String> texts(TokenApplicationContent content) {
      Map<String, String> texts = new java.util.LinkedHashMap<>();
      texts.put("kind", content.kind().japanese());
      texts.put("contactName", content.contactName());
      texts.put("contactDepartment", content.contactDepartment());
      texts.put("contactTelephone", content.contactTelephone());
      texts.put("contactMail", content.contactMail());
      texts.put("appName", content.appName());
      texts.put("appVendor", content.appVendor());
      texts.put("connection", content.connection().japanese());
      texts.put("terminal", content.terminal());
      texts.put("terminals", String.valueOf(content.terminals()));
      texts.put("wantedFrom", Objects.toString(content.wantedFrom(), ""));
      texts.put("way", content.way().japanese());
      texts.put("targetToken", content.targetToken());
      texts.put("reason", content.reason());
      texts.put("occurredOn", Objects.toString(content.occurredOn(), ""));
      return texts;
    }
  }
}
