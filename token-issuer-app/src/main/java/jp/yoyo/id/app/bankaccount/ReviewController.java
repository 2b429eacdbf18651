package jp.yoyo.id.app.bankaccount;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.files.CsvExport;
import jp.yoyo.id.app.files.FileRefusedException;
import jp.yoyo.id.app.reference.Banks;
import jp.yoyo.id.app.reference.Municipalities;
import jp.yoyo.id.app.stepup.StepUp;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.CsvDownload;
import jp.yoyo.id.app.web.Dates;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.Notice;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 口座登録申請の審査: what a federation decides, imports and exports; the central office looks on. */
@Controller
@RequestMapping("/bank-account-reviews")
class ReviewController {

  private static final int HISTORY = 50;
  private static final int LONGEST_PERIOD = 36;

  private final FederationBankAccounts accounts;
  private final ReviewList list;
  private final Attachments attachments;
  private final FederationSettings settings;
  private final AccountImports imports;
  private final AccountExports exports;
  private final Municipalities municipalities;
  private final Banks banks;
  private final AuditHistory history;
  private final MessageSource texts;
  private final Clock clock;

  ReviewController(
      FederationBankAccounts accounts,
      ReviewList list,
      Attachments attachments,
      FederationSettings settings,
      AccountImports imports,
      AccountExports exports,
      Municipalities municipalities,
      Banks banks,
      AuditHistory history,
      MessageSource texts,
      Clock clock) {
    this.accounts = accounts;
    this.list = list;
    this.attachments = attachments;
    this.settings = settings;
    this.imports = imports;
    this.exports = exports;
    this.municipalities = municipalities;
    this.banks = banks;
    this.history = history;
    this.texts = texts;
    this.clock = clock;
  }

  /** Three statements; two for the central office. */
  @GetMapping
  String list(
      Actor actor,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String municipality,
      @RequestParam(required = false) @Nullable String month,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String after,
      Model model) {
    FederationBankAccounts.requireReader(actor);
    ReviewSearch search = ReviewSearch.of(q, state, municipality, month, sort, after);
    model.addAttribute("page", list.page(actor, search));
    model.addAttribute("query", search.query());
    model.addAttribute("states", states());
    model.addAttribute(
        "municipalities",
        FederationBankAccounts.isOverseer(actor)
            ? List.of()
            : municipalities.of(actor.organization().prefecture()));
    model.addAttribute("decider", FederationBankAccounts.isDecider(actor));
    return "bankaccount/reviews";
  }

  private static List<ApplicationState> states() {
    return java.util.Arrays.stream(ApplicationState.values())
        .filter(state -> state != ApplicationState.DRAFT)
        .toList();
  }

  @GetMapping("/list.csv")
  void export(
      Actor actor,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String municipality,
      @RequestParam(required = false) @Nullable String month,
      @RequestParam(required = false) @Nullable String sort,
      HttpServletResponse response)
      throws IOException {
    FederationBankAccounts.requireReader(actor);
    Locale locale = actor.locale();
    Dates dates = new Dates(locale);
    List<String> heads =
        java.util.stream.Stream.of(
                "reference",
                "code",
                "facility",
                "municipality",
                "bank",
                "branch",
                "number",
                "month",
                "state",
                "submitted")
            .map(name -> text("bankaccount.column." + name, locale))
            .toList();
    try (CsvExport csv = CsvDownload.open(response, "bank-account-applications.csv", heads)) {
      list.forEach(
          actor,
          ReviewSearch.of(q, state, municipality, month, sort, null),
          row ->
              csv.row(
                  List.of(
                      row.referenceNumber(),
                      row.facilityCode(),
                      row.facilityName(),
                      row.municipalityCode(),
                      row.bankName(),
                      row.branchName(),
                      row.maskedNumber(),
                      row.appliesFrom().toString(),
                      text(row.state().key(), locale),
                      dates.exact(row.submittedAt()))));
    }
  }

  private String text(String key, Locale locale) {
    return Objects.requireNonNull(texts.getMessage(key, null, locale));
  }

  @GetMapping("/{id}")
  String review(Actor actor, @PathVariable UUID id, Model model) {
    FederationBankAccounts.requireReader(actor);
    return show(actor, id, model, "", null);
  }

  private String show(
      Actor actor,
      UUID id,
      Model model,
      String comment,
      @Nullable RefusedApplicationException problem) {
    FederationBankAccounts.Review review = accounts.review(actor, id);
    boolean decider = FederationBankAccounts.isDecider(actor);
    model.addAttribute("application", review.application());
    model.addAttribute("current", review.current().orElse(null));
    model.addAttribute("known", review.known().orElse(null));
    model.addAttribute("verification", review.verification().orElse(null));
    model.addAttribute("attachments", review.attachments());
    model.addAttribute("names", BankNames.of(banks));
    model.addAttribute("decider", decider);
    model.addAttribute("ownWork", review.ownWork());
    model.addAttribute(
        "mayDecide",
        decider
            && !review.ownWork()
            && review.application().state().allows(ApplicationState.Command.APPROVE));
    model.addAttribute("comment", comment);
    model.addAttribute("problem", problem);
    model.addAttribute("history", history.of("bank-account-application", id.toString(), HISTORY));
    return "bankaccount/review";
  }

  @StepUp("bank-account-decision")
  @PostMapping("/{id}/decision")
  String decide(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      @RequestParam String command,
      @RequestParam(defaultValue = "") String comment,
      Model model,
      RedirectAttributes redirect) {
    FederationBankAccounts.requireDecider(actor);
    ApplicationState.Command decision =
        switch (command) {
          case "approve" -> ApplicationState.Command.APPROVE;
          case "return" -> ApplicationState.Command.RETURN;
          case "reject" -> ApplicationState.Command.REJECT;
          default -> throw new NotFoundException();
        };
    try {
      accounts.decide(actor, id, version, decision, comment);
    } catch (RefusedApplicationException e) {
      return show(actor, id, model, comment, e);
    }
    Notice.add(redirect, "bankaccount.notice." + decision.code());
    return "redirect:/bank-account-reviews/" + id;
  }

  @GetMapping("/{id}/attachments/{attachment}")
  ResponseEntity<byte[]> download(
      Actor actor, @PathVariable UUID id, @PathVariable UUID attachment) {
    FederationBankAccounts.requireDecider(actor);
    Attachment found = accounts.attachment(actor, id, attachment);
    return AttachmentDownload.of(found, attachments.content(attachment));
  }

  @GetMapping("/settings")
  String settings(Actor actor, Model model) {
    FederationBankAccounts.requireDecider(actor);
    model.addAttribute(
        "setting", FederationSettingForm.of(settings.of(actor.organization().prefecture())));
    return "bankaccount/settings";
  }

  @PostMapping("/settings")
  String changeSettings(
      Actor actor,
      @ModelAttribute("setting") FederationSettingForm form,
      BindingResult errors,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    FederationBankAccounts.requireDecider(actor);
    Optional<FederationSetting> setting = form.read(actor.organization().prefecture(), errors);
    if (setting.isEmpty()) {
      return "bankaccount/settings";
    }
    try {
      settings.change(actor, setting.get());
    } catch (ConflictException e) {
      // What was typed stays; the form now carries the version that is there.
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("conflict", true);
      form.setVersion(settings.of(actor.organization().prefecture()).version());
      return "bankaccount/settings";
    }
    Notice.add(redirect, "bankaccount.notice.saved");
    return "redirect:/bank-account-reviews/settings";
  }

  @GetMapping("/imports")
  String imports(Actor actor, @RequestParam(required = false) @Nullable Integer page, Model model) {
    FederationBankAccounts.requireDecider(actor);
    model.addAttribute("page", imports.page(actor, PageOf.number(page)));
    return "bankaccount/imports";
  }

  @PostMapping("/imports")
  String upload(
      Actor actor,
      @RequestParam String kind,
      @RequestParam(required = false) @Nullable MultipartFile file,
      Model model,
      HttpServletResponse response)
      throws IOException {
    FederationBankAccounts.requireDecider(actor);
    AccountImports.Kind imported =
        AccountImports.Kind.named(kind).orElseThrow(NotFoundException::new);
    model.addAttribute("kind", imported.column());
    if (file == null || file.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("missing", true);
      model.addAttribute("problems", List.of());
      return imports(actor, null, model);
    }
    try {
      UUID id =
          imports.upload(
              actor,
              imported,
              Objects.requireNonNullElse(file.getOriginalFilename(), ""),
              file.getInputStream());
      return "redirect:/bank-account-reviews/imports/" + id;
    } catch (FileRefusedException e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("problems", e.problems());
      return imports(actor, null, model);
    }
  }

  @GetMapping("/imports/template.xlsx")
  void template(Actor actor, @RequestParam String kind, HttpServletResponse response)
      throws IOException {
    FederationBankAccounts.requireDecider(actor);
    AccountImports.Kind wanted =
        AccountImports.Kind.named(kind).orElseThrow(NotFoundException::new);
    response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"accounts-" + wanted.column() + ".xlsx\"");
    AccountImports.template(wanted).write(response.getOutputStream());
  }

  @GetMapping("/imports/{id}")
  String preview(Actor actor, @PathVariable UUID id, Model model) {
    FederationBankAccounts.requireDecider(actor);
    AccountImports.Import file = imports.find(actor, id);
    model.addAttribute("file", file);
    model.addAttribute(
        "comparison",
        file.isReady() && file.kind() == AccountImports.Kind.KNOWN
            ? imports.compare(actor, id)
            : null);
    model.addAttribute(
        "answers",
        file.kind() == AccountImports.Kind.VERIFICATION && file.state().equals("confirmed")
            ? imports.answers(actor, id)
            : null);
    return "bankaccount/import";
  }

  @PostMapping("/imports/{id}/confirm")
  String confirm(Actor actor, @PathVariable UUID id, RedirectAttributes redirect) {
    FederationBankAccounts.requireDecider(actor);
    int changed = imports.confirm(actor, id);
    Notice.add(redirect, "bankaccount.notice.imported", String.valueOf(changed));
    return "redirect:/bank-account-reviews/imports/" + id;
  }

  @PostMapping("/imports/{id}/discard")
  String discard(Actor actor, @PathVariable UUID id, RedirectAttributes redirect) {
    FederationBankAccounts.requireDecider(actor);
    imports.discard(actor, id);
    Notice.add(redirect, "bankaccount.notice.discarded");
    return "redirect:/bank-account-reviews/imports";
  }

  /** What was typed on the page of exports; it stays there if something is wrong. */
  public record ExportForm(String form, String from, String to, String day, String amount) {}

  @GetMapping("/exports")
  String exportPage(Actor actor, Model model) {
    FederationBankAccounts.requireDecider(actor);
    String month = YearMonth.now(clock).toString();
    ExportForm untouched = new ExportForm("", month, month, LocalDate.now(clock).toString(), "1");
    return showExports(actor, model, untouched, "", null);
  }

  /**
   * The page.
   *
   * @param field of the form that is wrong; "" for the form as a whole
   */
  private String showExports(
      Actor actor, Model model, ExportForm typed, String field, @Nullable String problem) {
    model.addAttribute("typed", typed);
    model.addAttribute(
        "payer", settings.of(actor.organization().prefecture()).payer().orElse(null));
    model.addAttribute("problem", problem);
    model.addAttribute("field", field);
    return "bankaccount/exports";
  }

  /** A POST: full account numbers leave the app, which is recorded. */
  @PostMapping("/exports")
  Object exportAccounts(
      Actor actor,
      @RequestParam String form,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "1") String amount,
      Model model) {
    FederationBankAccounts.requireDecider(actor);
    ExportForm typed = new ExportForm(form, from, to, day, amount);
    Optional<YearMonth> first = ReviewSearch.month(from);
    Optional<YearMonth> last = to.isBlank() ? first : ReviewSearch.month(to);
    if (first.isEmpty()) {
      return showExports(actor, model, typed, "from", "bankaccount.error.period");
    }
    if (last.isEmpty()
        || last.get().isBefore(first.get())
        || first.get().plusMonths(LONGEST_PERIOD).isBefore(last.get())) {
      return showExports(actor, model, typed, "to", "bankaccount.error.period");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (form.equals("csv")) {
        exports.csv(actor, first.get(), last.get(), out);
        return file("bank-accounts.csv", "text/csv;charset=UTF-8", out);
      }
      if (!amount.matches("[1-9][0-9]{0,9}")) {
        return showExports(actor, model, typed, "amount", "bankaccount.error.amount");
      }
      exports.transfers(
          actor,
          first.get(),
          last.get(),
          LocalDate.parse(day.strip()),
          Long.parseLong(amount),
          out);
      return file("bank-accounts.txt", MediaType.APPLICATION_OCTET_STREAM_VALUE, out);
    } catch (RefusedApplicationException e) {
      return showExports(actor, model, typed, "", e.key());
    } catch (DateTimeParseException e) {
      return showExports(actor, model, typed, "day", "bankaccount.error.amount");
    } catch (IllegalArgumentException e) {
      return showExports(actor, model, typed, "amount", "bankaccount.error.amount");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ResponseEntity<byte[]> file(
      String name, String type, ByteArrayOutputStream content) {
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString())
        .contentType(MediaType.parseMediaType(type))
        .body(content.toByteArray());
  }
}
