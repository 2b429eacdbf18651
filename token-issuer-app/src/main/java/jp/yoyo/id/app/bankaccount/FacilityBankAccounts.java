package jp.yoyo.id.app.bankaccount;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
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
import jp.yoyo.id.app.files.FileName;
import jp.yoyo.id.app.reference.Banks;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.ReferenceNumber;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a facility sees of its bank accounts, and how it applies for another (chapter 6). */
@Service
public class FacilityBankAccounts {

  private static final int MOST_SHOWN = 50;

  private final FacilityDirectory facilities;
  private final Applications applications;
  private final Attachments attachments;
  private final AccountPeriods periods;
  private final KnownAccounts known;
  private final FederationSettings settings;
  private final Banks banks;
  private final AuditTrail audit;
  private final Clock clock;

  FacilityBankAccounts(
      FacilityDirectory facilities,
      Applications applications,
      Attachments attachments,
      AccountPeriods periods,
      KnownAccounts known,
      FederationSettings settings,
      Banks banks,
      AuditTrail audit,
      Clock clock) {
    this.facilities = facilities;
    this.applications = applications;
    this.attachments = attachments;
    this.periods = periods;
    this.known = known;
    this.settings = settings;
    this.banks = banks;
    this.audit = audit;
    this.clock = clock;
  }

  /** Everything about the accounts of the acting facility. */
  public record Overview(
      FacilityEntry facility,
      Optional<KnownAccounts.Known> known,
      List<AccountPeriod> periods,
      List<BankAccountApplication> applications) {

    /** The account that applies in a month. */
    public Optional<AccountPeriod> current(YearMonth month) {
      return periods.stream()
          .filter(p -> !p.from().isAfter(month))
          .filter(p -> p.until().map(until -> until.isAfter(month)).orElse(true))
          .findFirst();
    }

    /** The application that is not decided. */
    public Optional<BankAccountApplication> open() {
      return applications.stream().filter(a -> a.state().isOpen()).findFirst();
    }
  }

  static void requireApplicant(Actor actor) {
    actor.require(Permission.MANAGE_BANK_ACCOUNT);
    actor.requireType(OrganizationType.FACILITY, OrganizationType.VENUE);
  }

  static boolean isApplicant(Actor actor) {
    return actor.may(Permission.MANAGE_BANK_ACCOUNT)
        && actor.is(OrganizationType.FACILITY, OrganizationType.VENUE);
  }

  /** Four statements. */
  Overview overview(Actor actor) {
    requireApplicant(actor);
    FacilityEntry facility = facility(actor);
    return new Overview(
        facility,
        known.of(facility.code()),
        periods.ofFacility(facility.alias()),
        applications.ofFacility(facility.alias(), MOST_SHOWN));
  }

  /** What the bank said last about the account of an application of the own facility. */
  Optional<KnownAccounts.Verification> verification(
      Actor actor, BankAccountApplication application) {
    requireApplicant(actor);
    return known.verification(application.facility().code(), application.account());
  }

  FacilityEntry facility(Actor actor) {
    requireApplicant(actor);
    return facilities.byAlias(actor.organization().alias()).orElseThrow(NotFoundException::new);
  }

  /** The months that can be applied for now, against the federation's deadline. */
  List<YearMonth> months(Actor actor) {
    requireApplicant(actor);
    return settings.of(facility(actor).prefecture()).months(LocalDate.now(clock));
  }

  BankAccountApplication mine(Actor actor, UUID id) {
    requireApplicant(actor);
    return applications
        .find(id)
        .filter(a -> a.facility().alias().equals(actor.organization().alias()))
        .orElseThrow(NotFoundException::new);
  }

  List<Attachment> attachments(Actor actor, UUID id) {
    return attachments.of(mine(actor, id).id());
  }

  /** A new draft. */
  @Transactional
  public UUID draft(Actor actor, ApplicationValues values) {
    requireApplicant(actor);
    FacilityEntry facility = facility(actor);
    requireUsable(facility, values);
    UUID id = UUID.randomUUID();
    try {
      applications.insert(
          id, "K" + ReferenceNumber.next(), facility, values, actor, clock.instant());
    } catch (DuplicateKeyException e) {
      throw new RefusedApplicationException("", "bankaccount.error.open");
    }
    record(actor, "create", id, facility.alias(), AccountChanges.between(null, values), Map.of());
    return id;
  }

  /**
   * Changes what a draft or a returned application says. The account that 国保総合システム knows stays that
   * one as long as nothing of it is changed; any other needs its passbook.
   */
  @Transactional
  public void edit(Actor actor, UUID id, int version, ApplicationValues typed) {
    requireApplicant(actor);
    BankAccountApplication application = mine(actor, id);
    require(application, Command.EDIT);
    boolean stillKnown =
        application.fromKnown()
            && !typed.holderDiffers()
            && typed.account().equals(application.account());
    ApplicationValues values =
        new ApplicationValues(
            stillKnown, typed.account(), typed.holderDiffers(), typed.appliesFrom());
    requireUsable(facility(actor), values);
    if (!applications.change(application, version, values, clock.instant())) {
      throw new StaleApplicationException(id, Command.EDIT, "");
    }
    applications.addEditor(id, actor);
    record(
        actor,
        "edit",
        id,
        application.facility().alias(),
        AccountChanges.between(application, values),
        Map.of());
  }

  @Transactional
  public void attach(
      Actor actor, UUID id, int version, Attachment.Kind kind, String fileName, byte[] content) {
    requireApplicant(actor);
    BankAccountApplication application = mine(actor, id);
    require(application, Command.EDIT);
    if (content.length == 0) {
      throw new RefusedApplicationException("file", "bankaccount.attachment.empty");
    }
    if (content.length > Attachment.MOST_BYTES) {
      throw new RefusedApplicationException("file", "bankaccount.attachment.large");
    }
    Attachment.ContentType type = Attachment.ContentType.ofContent(content);
    if (!applications.touch(application, version, clock.instant())) {
      throw new StaleApplicationException(id, Command.EDIT, "");
    }
    // Counted behind the row's lock: two uploads at once do not both find room.
    if (attachments.of(id).size() >= Attachment.MOST) {
      throw new RefusedApplicationException("file", "bankaccount.attachment.many", Attachment.MOST);
    }
    Attachment attachment =
        new Attachment(
            UUID.randomUUID(),
            kind,
            FileName.plain(fileName),
            type,
            content.length,
            clock.instant());
    attachments.insert(id, attachment, content, actor);
    applications.addEditor(id, actor);
    record(
        actor,
        "attach",
        id,
        application.facility().alias(),
        List.of(new AuditEvent.Change("attachment", null, attachment.fileName())),
        Map.of());
  }

  @Transactional
  public void detach(Actor actor, UUID id, int version, UUID attachmentId) {
    requireApplicant(actor);
    BankAccountApplication application = mine(actor, id);
    require(application, Command.EDIT);
    Attachment attachment = attachments.find(id, attachmentId).orElseThrow(NotFoundException::new);
    if (!applications.touch(application, version, clock.instant())) {
      throw new StaleApplicationException(id, Command.EDIT, "");
    }
    attachments.delete(id, attachmentId);
    applications.addEditor(id, actor);
    record(
        actor,
        "detach",
        id,
        application.facility().alias(),
        List.of(new AuditEvent.Change("attachment", attachment.fileName(), null)),
        Map.of());
  }

  /** What is still missing before it can be handed in; the keys of messages. */
  List<RefusedApplicationException> missing(Actor actor, BankAccountApplication application) {
    requireApplicant(actor);
    List<RefusedApplicationException> missing = new ArrayList<>();
    List<Attachment> attached = attachments.of(application.id());
    if (!application.fromKnown() && lacks(attached, Attachment.Kind.PASSBOOK)) {
      missing.add(new RefusedApplicationException("file", "bankaccount.error.passbook"));
    }
    if (application.holderDiffers() && lacks(attached, Attachment.Kind.POWER_OF_ATTORNEY)) {
      missing.add(new RefusedApplicationException("file", "bankaccount.error.power-of-attorney"));
    }
    FacilityEntry facility = facility(actor);
    YearMonth earliest = settings.of(facility.prefecture()).earliest(LocalDate.now(clock));
    if (application.appliesFrom().isBefore(earliest)) {
      missing.add(
          new RefusedApplicationException(
              "appliesFrom",
              "bankaccount.error.month",
              application.appliesFrom().toString(),
              earliest.toString()));
    }
    if (facility.code().isEmpty()) {
      missing.add(new RefusedApplicationException("", "bankaccount.error.no-code"));
    }
    return missing;
  }

  @Transactional
  public void submit(Actor actor, UUID id, int version) {
    requireApplicant(actor);
    BankAccountApplication application = mine(actor, id);
    ApplicationState to = require(application, Command.SUBMIT);
    List<RefusedApplicationException> missing = missing(actor, application);
    if (!missing.isEmpty()) {
      throw missing.get(0);
    }
    if (!applications.submit(application, version, to, facility(actor), actor, clock.instant())) {
      throw new StaleApplicationException(id, Command.SUBMIT, "");
    }
    applications.addEditor(id, actor);
    recordState(actor, application, Command.SUBMIT, to);
  }

  @Transactional
  public void withdraw(Actor actor, UUID id, int version) {
    requireApplicant(actor);
    BankAccountApplication application = mine(actor, id);
    ApplicationState to = require(application, Command.WITHDRAW);
    if (!applications.withdraw(application, version, to, clock.instant())) {
      throw new StaleApplicationException(id, Command.WITHDRAW, "");
    }
    recordState(actor, application, Command.WITHDRAW, to);
  }

  private static ApplicationState require(BankAccountApplication application, Command command) {
    return application
        .state()
        .after(command)
        .orElseThrow(() -> new StaleApplicationException(application.id(), command, ""));
  }

  private void requireUsable(FacilityEntry facility, ApplicationValues values) {
    BankAccount account = values.account();
    if (values.fromKnown()) {
      // What the browser sent back counts for nothing: it is this account or none.
      if (known.of(facility.code()).filter(k -> k.account().equals(account)).isEmpty()) {
        throw new RefusedApplicationException("", "bankaccount.error.not-known");
      }
    } else {
      boolean bankExists =
          banks.bank(account.bank()).filter(bank -> bank.endedOn().isEmpty()).isPresent();
      if (!bankExists) {
        throw new RefusedApplicationException("bank", "bankaccount.error.bank");
      }
      boolean branchExists =
          banks
              .branch(account.bank(), account.branch())
              .filter(branch -> branch.endedOn().isEmpty())
              .isPresent();
      if (!branchExists) {
        throw new RefusedApplicationException("branch", "bankaccount.error.branch");
      }
    }
    List<YearMonth> months = settings.of(facility.prefecture()).months(LocalDate.now(clock));
    if (!months.contains(values.appliesFrom())) {
      throw new RefusedApplicationException(
          "appliesFrom",
          "bankaccount.error.month",
          values.appliesFrom().toString(),
          months.get(0).toString());
    }
  }

  private static boolean lacks(List<Attachment> attached, Attachment.Kind kind) {
    return attached.stream().noneMatch(attachment -> attachment.kind() == kind);
  }

  private void recordState(
      Actor actor, BankAccountApplication application, Command command, ApplicationState to) {
    record(
        actor,
        command.code(),
        application.id(),
        application.facility().alias(),
        List.of(new AuditEvent.Change("state", application.state().column(), to.column())),
        Map.of("referenceNumber", application.referenceNumber()));
  }

  private void record(
      Actor actor,
      String action,
      UUID id,
      String facility,
      List<AuditEvent.Change> changes,
      Map<String, String> details) {
    audit.record(
        actor,
        new AuditEvent(
            "bank-account-application." + action,
            "bank-account-application",
            id.toString(),
            facility,
            changes,
            details));
  }
}
