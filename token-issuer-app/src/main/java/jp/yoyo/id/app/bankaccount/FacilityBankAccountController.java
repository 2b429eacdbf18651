package jp.yoyo.id.app.bankaccount;

import java.io.IOException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.reference.BankCode;
import jp.yoyo.id.app.reference.Banks;
import jp.yoyo.id.app.web.NavigationEntry;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.Notice;
import jp.yoyo.id.app.web.WaitingTask;
import jp.yoyo.id.app.web.WaitingTasks;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 口座: what a facility sees and applies for (chapter 6). */
@Controller
@RequestMapping("/bank-account")
class FacilityBankAccountController {

  private static final String FORM = "bankaccount/form";
  private static final int HISTORY = 50;

  private final FacilityBankAccounts accounts;
  private final Attachments attachments;
  private final UnfinishedApplications unfinished;
  private final KnownAccounts known;
  private final Banks banks;
  private final AuditHistory history;
  private final Clock clock;

  FacilityBankAccountController(
      FacilityBankAccounts accounts,
      Attachments attachments,
      UnfinishedApplications unfinished,
      KnownAccounts known,
      Banks banks,
      AuditHistory history,
      Clock clock) {
    this.accounts = accounts;
    this.attachments = attachments;
    this.unfinished = unfinished;
    this.known = known;
    this.banks = banks;
    this.history = history;
    this.clock = clock;
  }

  @GetMapping
  String start(Actor actor, Model model) {
    FacilityBankAccounts.requireApplicant(actor);
    FacilityBankAccounts.Overview overview = accounts.overview(actor);
    model.addAttribute("overview", overview);
    model.addAttribute("current", overview.current(YearMonth.now(clock)).orElse(null));
    model.addAttribute("known", overview.known().orElse(null));
    model.addAttribute("open", overview.open().orElse(null));
    model.addAttribute(
        "unfinished", unfinished.find(actor, UnfinishedApplications.NEW).orElse(null));
    model.addAttribute("names", BankNames.of(banks));
    return "bankaccount/start";
  }

  @GetMapping("/applications/known")
  String useKnown(Actor actor, Model model) {
    FacilityBankAccounts.requireApplicant(actor);
    return showKnown(actor, model, "", null);
  }

  private String showKnown(
      Actor actor, Model model, String month, @Nullable RefusedApplicationException problem) {
    KnownAccounts.Known found =
        known.of(accounts.facility(actor).code()).orElseThrow(NotFoundException::new);
    model.addAttribute("known", found);
    model.addAttribute("months", accounts.months(actor));
    model.addAttribute("typedMonth", month);
    model.addAttribute("names", BankNames.of(banks));
    model.addAttribute("problem", problem);
    return "bankaccount/known";
  }

  @PostMapping("/applications/known")
  String draftKnown(
      Actor actor,
      @RequestParam(defaultValue = "") String appliesFrom,
      Model model,
      RedirectAttributes redirect) {
    FacilityBankAccounts.requireApplicant(actor);
    KnownAccounts.Known found =
        known.of(accounts.facility(actor).code()).orElseThrow(NotFoundException::new);
    Optional<YearMonth> month = ReviewSearch.month(appliesFrom);
    if (month.isEmpty()) {
      return showKnown(
          actor,
          model,
          appliesFrom,
          new RefusedApplicationException("appliesFrom", "bankaccount.error.month.empty"));
    }
    try {
      UUID id =
          accounts.draft(
              actor, new ApplicationValues(true, found.account(), false, month.orElseThrow()));
      return "redirect:/bank-account/applications/" + id + "/confirm";
    } catch (RefusedApplicationException e) {
      return showKnown(actor, model, appliesFrom, e);
    }
  }

  @GetMapping("/applications/new")
  String newForm(Actor actor, Model model) {
    FacilityBankAccounts.requireApplicant(actor);
    BankAccountForm account = new BankAccountForm();
    fill(actor, UnfinishedApplications.NEW, account, model);
    model.addAttribute("account", account);
    return form(actor, model, "/bank-account/applications/new", account);
  }

  /** With what was typed and saved before, if anything was. */
  private void fill(Actor actor, String slot, BankAccountForm account, Model model) {
    unfinished
        .find(actor, slot)
        .ifPresent(
            kept -> {
              kept.typed().fill(account);
              model.addAttribute("kept", kept);
            });
  }

  private String keep(
      Actor actor, String slot, BankAccountForm account, RedirectAttributes redirect) {
    unfinished.keep(actor, slot, account);
    Notice.add(redirect, "bankaccount.notice.kept");
    return "redirect:/bank-account";
  }

  @PostMapping("/applications/new/discard")
  String discard(Actor actor, RedirectAttributes redirect) {
    FacilityBankAccounts.requireApplicant(actor);
    unfinished.discard(actor, UnfinishedApplications.NEW);
    Notice.add(redirect, "bankaccount.notice.kept.discarded");
    return "redirect:/bank-account";
  }

  @PostMapping("/applications/new")
  String create(
      Actor actor,
      @ModelAttribute("account") BankAccountForm account,
      BindingResult errors,
      @RequestParam(defaultValue = "save") String step,
      Model model,
      RedirectAttributes redirect) {
    FacilityBankAccounts.requireApplicant(actor);
    if (step.equals("keep")) {
      return keep(actor, UnfinishedApplications.NEW, account, redirect);
    }
    Optional<ApplicationValues> values = step(step, account, errors, model);
    if (values.isPresent()) {
      try {
        UUID id = accounts.draft(actor, values.get());
        unfinished.finished(actor, UnfinishedApplications.NEW, id);
        return "redirect:/bank-account/applications/" + id;
      } catch (RefusedApplicationException e) {
        reject(errors, e);
      }
    }
    return form(actor, model, "/bank-account/applications/new", account);
  }

  @GetMapping("/applications/{id}/edit")
  String editForm(Actor actor, @PathVariable UUID id, Model model) {
    FacilityBankAccounts.requireApplicant(actor);
    BankAccountApplication application = accounts.mine(actor, id);
    if (!application.state().allows(ApplicationState.Command.EDIT)) {
      throw new StaleApplicationException(id, ApplicationState.Command.EDIT, "");
    }
    BankAccountForm account = BankAccountForm.of(application);
    fill(actor, id.toString(), account, model);
    model.addAttribute("account", account);
    return form(actor, model, "/bank-account/applications/" + id + "/edit", account);
  }

  @PostMapping("/applications/{id}/edit")
  String edit(
      Actor actor,
      @PathVariable UUID id,
      @ModelAttribute("account") BankAccountForm account,
      BindingResult errors,
      @RequestParam(defaultValue = "save") String step,
      Model model,
      RedirectAttributes redirect) {
    FacilityBankAccounts.requireApplicant(actor);
    BankAccountApplication application = accounts.mine(actor, id);
    if (step.equals("keep") && application.state().allows(ApplicationState.Command.EDIT)) {
      return keep(actor, id.toString(), account, redirect);
    }
    Optional<ApplicationValues> values = step(step, account, errors, model);
    if (values.isPresent()) {
      try {
        accounts.edit(actor, id, account.getVersion(), values.get());
        unfinished.finished(actor, id.toString(), id);
        Notice.add(redirect, "bankaccount.notice.saved");
        return "redirect:/bank-account/applications/" + id;
      } catch (RefusedApplicationException e) {
        reject(errors, e);
      }
    }
    return form(actor, model, "/bank-account/applications/" + id + "/edit", account);
  }

  /** What the pressed button does; the values if it was the one that saves and nothing is wrong. */
  private Optional<ApplicationValues> step(
      String step, BankAccountForm account, BindingResult errors, Model model) {
    if (step.equals("find-bank")) {
      model.addAttribute("bankResults", banks.search(account.getBankQuery()));
    } else if (step.startsWith("bank:")) {
      account.setBank(step.substring("bank:".length()));
      account.setBranch("");
      account.setBranchQuery("");
      model.addAttribute("branchResults", branches(account));
    } else if (step.equals("find-branch")) {
      model.addAttribute("branchResults", branches(account));
    } else if (step.startsWith("branch:")) {
      account.setBranch(step.substring("branch:".length()));
    } else if (step.equals("postal")) {
      account.readPostalSavings(errors);
    } else {
      return save(account, errors, model);
    }
    return Optional.empty();
  }

  private Optional<ApplicationValues> save(
      BankAccountForm account, BindingResult errors, Model model) {
    Optional<ApplicationValues> values = account.read(errors);
    if (values.isPresent()) {
      AccountHolderKana.Reading reading = AccountHolderKana.read(account.getHolder());
      if (reading.changed()) {
        // Nothing is saved in a spelling that nobody has seen.
        model.addAttribute("typedHolder", account.getHolder());
        model.addAttribute("reading", reading);
        model.addAttribute("suggestion", reading.suggestion().orElse(null));
        account.setHolder(reading.holder().value());
        return Optional.empty();
      }
    }
    return values;
  }

  private jp.yoyo.id.app.reference.Found<jp.yoyo.id.app.reference.Branch> branches(
      BankAccountForm account) {
    try {
      return banks.searchBranches(BankCode.parse(account.getBank()), account.getBranchQuery());
    } catch (FormatException e) {
      return new jp.yoyo.id.app.reference.Found<>(List.of(), false);
    }
  }

  private String form(Actor actor, Model model, String action, BankAccountForm account) {
    BankNames names = BankNames.of(banks);
    model.addAttribute("action", action);
    model.addAttribute("months", accounts.months(actor));
    model.addAttribute("bankName", names.bank(account.getBank()));
    model.addAttribute("branchName", names.branch(account.getBank(), account.getBranch()));
    return FORM;
  }

  private static void reject(BindingResult errors, RefusedApplicationException refused) {
    if (refused.field().isEmpty()) {
      errors.reject(refused.key(), refused.arguments().toArray(), null);
    } else {
      errors.rejectValue(refused.field(), refused.key(), refused.arguments().toArray(), null);
    }
  }

  @GetMapping("/applications/{id}")
  String application(Actor actor, @PathVariable UUID id, Model model) {
    FacilityBankAccounts.requireApplicant(actor);
    return show(actor, id, model, null);
  }

  private String show(
      Actor actor, UUID id, Model model, @Nullable RefusedApplicationException problem) {
    BankAccountApplication application = accounts.mine(actor, id);
    model.addAttribute("application", application);
    model.addAttribute("attachments", accounts.attachments(actor, id));
    model.addAttribute("names", BankNames.of(banks));
    model.addAttribute("verification", accounts.verification(actor, application).orElse(null));
    model.addAttribute(
        "missing",
        application.state().allows(ApplicationState.Command.SUBMIT)
            ? accounts.missing(actor, application)
            : List.of());
    model.addAttribute("mayEdit", application.state().allows(ApplicationState.Command.EDIT));
    model.addAttribute(
        "mayWithdraw", application.state().allows(ApplicationState.Command.WITHDRAW));
    model.addAttribute("kinds", Attachment.Kind.values());
    model.addAttribute("problem", problem);
    model.addAttribute("history", history.of("bank-account-application", id.toString(), HISTORY));
    return "bankaccount/application";
  }

  @PostMapping("/applications/{id}/attachments")
  String attach(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      @RequestParam(defaultValue = "passbook") String kind,
      @RequestParam(required = false) @Nullable MultipartFile file,
      Model model,
      RedirectAttributes redirect)
      throws IOException {
    FacilityBankAccounts.requireApplicant(actor);
    Attachment.Kind attachmentKind = Attachment.Kind.OTHER;
    for (Attachment.Kind each : Attachment.Kind.values()) {
      if (each.column().equals(kind)) {
        attachmentKind = each;
      }
    }
    try {
      accounts.attach(
          actor,
          id,
          version,
          attachmentKind,
          file == null ? "" : Objects.requireNonNullElse(file.getOriginalFilename(), ""),
          file == null ? new byte[0] : file.getBytes());
    } catch (RefusedApplicationException e) {
      return show(actor, id, model, e);
    }
    Notice.add(redirect, "bankaccount.notice.attached");
    return "redirect:/bank-account/applications/" + id;
  }

  @PostMapping("/applications/{id}/attachments/{attachment}/delete")
  String detach(
      Actor actor,
      @PathVariable UUID id,
      @PathVariable UUID attachment,
      @RequestParam int version,
      RedirectAttributes redirect) {
    FacilityBankAccounts.requireApplicant(actor);
    accounts.detach(actor, id, version, attachment);
    Notice.add(redirect, "bankaccount.notice.detached");
    return "redirect:/bank-account/applications/" + id;
  }

  @GetMapping("/applications/{id}/attachments/{attachment}")
  ResponseEntity<byte[]> download(
      Actor actor, @PathVariable UUID id, @PathVariable UUID attachment) {
    FacilityBankAccounts.requireApplicant(actor);
    accounts.mine(actor, id);
    Attachment found = attachments.find(id, attachment).orElseThrow(NotFoundException::new);
    return AttachmentDownload.of(found, attachments.content(attachment));
  }

  @GetMapping("/applications/{id}/confirm")
  String confirm(Actor actor, @PathVariable UUID id, Model model) {
    FacilityBankAccounts.requireApplicant(actor);
    show(actor, id, model, null);
    return "bankaccount/confirm";
  }

  @PostMapping("/applications/{id}/submit")
  String submit(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      Model model,
      RedirectAttributes redirect) {
    FacilityBankAccounts.requireApplicant(actor);
    try {
      accounts.submit(actor, id, version);
    } catch (RefusedApplicationException e) {
      return show(actor, id, model, e);
    }
    Notice.add(redirect, "bankaccount.notice.submitted");
    return "redirect:/bank-account/applications/" + id;
  }

  @GetMapping("/applications/{id}/withdraw")
  String confirmWithdrawal(Actor actor, @PathVariable UUID id, Model model) {
    FacilityBankAccounts.requireApplicant(actor);
    model.addAttribute("application", accounts.mine(actor, id));
    return "bankaccount/withdraw";
  }

  @PostMapping("/applications/{id}/withdraw")
  String withdraw(
      Actor actor, @PathVariable UUID id, @RequestParam int version, RedirectAttributes redirect) {
    FacilityBankAccounts.requireApplicant(actor);
    accounts.withdraw(actor, id, version);
    Notice.add(redirect, "bankaccount.notice.withdrawn");
    return "redirect:/bank-account/applications/" + id;
  }

  /** A suggestion. */
  record Suggestion(String code, String name, String kana) {}

  /** For the script that suggests while one types; without it, the form's own search does. */
  @GetMapping("/suggestions/banks")
  @ResponseBody
  List<Suggestion> suggestBanks(Actor actor, @RequestParam(defaultValue = "") String q) {
    FacilityBankAccounts.requireApplicant(actor);
    return banks.search(q).items().stream()
        .map(bank -> new Suggestion(bank.code().value(), bank.name(), bank.kana()))
        .toList();
  }

  @GetMapping("/suggestions/branches")
  @ResponseBody
  List<Suggestion> suggestBranches(
      Actor actor,
      @RequestParam(defaultValue = "") String bank,
      @RequestParam(defaultValue = "") String q) {
    FacilityBankAccounts.requireApplicant(actor);
    if (!bank.matches("[0-9]{4}")) {
      return List.of();
    }
    return banks.searchBranches(new BankCode(bank), q).items().stream()
        .map(branch -> new Suggestion(branch.code().value(), branch.name(), branch.kana()))
        .toList();
  }

  /** In the navigation, and on the first page. */
  @Configuration
  static class Navigation {

    private static final int ORDER = 40;

    @Bean
    static NavigationEntry bankAccountEntry() {
      return new NavigationEntry(
          "bankaccount.start.title", "/bank-account", ORDER, FacilityBankAccounts::isApplicant);
    }

    @Bean
    static NavigationEntry bankAccountReviewEntry() {
      return new NavigationEntry(
          "bankaccount.reviews.title",
          "/bank-account-reviews",
          ORDER,
          actor ->
              FederationBankAccounts.isDecider(actor) || FederationBankAccounts.isOverseer(actor));
    }

    @Bean
    static WaitingTasks bankAccountTasks(Applications applications) {
      return actor -> {
        if (FacilityBankAccounts.isApplicant(actor)) {
          Map<Boolean, List<BankAccountApplication>> open =
              applications.ofFacility(actor.organization().alias(), HISTORY).stream()
                  .collect(
                      java.util.stream.Collectors.partitioningBy(
                          a -> a.state() == ApplicationState.RETURNED));
          long drafts =
              open.getOrDefault(false, List.of()).stream()
                  .filter(a -> a.state() == ApplicationState.DRAFT)
                  .count();
          return List.of(
              new WaitingTask(
                  "bankaccount.task.returned",
                  open.getOrDefault(true, List.of()).size(),
                  List.of(),
                  "/bank-account",
                  true),
              new WaitingTask("bankaccount.task.draft", drafts, List.of(), "/bank-account", false));
        }
        if (FederationBankAccounts.isDecider(actor)) {
          return List.of(
              new WaitingTask(
                  "bankaccount.task.submitted",
                  applications.waiting(actor.organization().prefecture()),
                  List.of(),
                  "/bank-account-reviews?state=submitted",
                  true));
        }
        return List.of();
      };
    }
  }
}
