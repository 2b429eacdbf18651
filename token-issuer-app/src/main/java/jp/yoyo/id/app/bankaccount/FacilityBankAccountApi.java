package jp.yoyo.id.app.bankaccount;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.api.ApiBody;
import jp.yoyo.id.app.api.ApiFields;
import jp.yoyo.id.app.api.ApiPath;
import jp.yoyo.id.app.api.ApiProblem;
import jp.yoyo.id.app.api.ApiProblemException;
import jp.yoyo.id.app.api.ApiProblemSource;
import jp.yoyo.id.app.api.ApiVersion;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.audit.AuditRecordView;
import jp.yoyo.id.app.reference.Banks;
import jp.yoyo.id.app.web.NotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** 口座, for programs of a facility (chapter 6). */
@RestController
@RequestMapping(path = FacilityBankAccountApi.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "bank account")
class FacilityBankAccountApi {

  static final String PATH = ApiPath.BASE + "/bank-account";

  private static final int HISTORY = 200;

  private final FacilityBankAccounts accounts;
  private final Attachments attachments;
  private final KnownAccounts known;
  private final Banks banks;
  private final AuditHistory history;
  private final Clock clock;

  FacilityBankAccountApi(
      FacilityBankAccounts accounts,
      Attachments attachments,
      KnownAccounts known,
      Banks banks,
      AuditHistory history,
      Clock clock) {
    this.accounts = accounts;
    this.attachments = attachments;
    this.known = known;
    this.banks = banks;
    this.history = history;
    this.clock = clock;
  }

  /** The accounts of a facility. */
  @Schema(name = "BankAccountOverview")
  record OverviewView(
      @Nullable BankAccountView current,
      @Schema(description = "The one that 国保総合システム knows") @Nullable BankAccountView known,
      @Schema(description = "The months that can be applied for now") List<String> months,
      List<ApplicationView> applications) {}

  /** The account to apply for. Either useKnown, or all of bank, branch, kind, number and holder. */
  record NewApplication(
      @Schema(description = "Apply for the account that 国保総合システム knows") @Nullable Boolean useKnown,
      @Nullable String bank,
      @Nullable String branch,
      @Nullable String kind,
      @Nullable String number,
      @Schema(description = "In the banks' own spelling: half-width katakana")
          @Nullable String holder,
      @Nullable Boolean holderDiffers,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Month, 2026-06")
          @Nullable String appliesFrom)
      implements ApiBody {

    void onto(BankAccountForm form) {
      ApiFields.set(bank, form::setBank);
      ApiFields.set(branch, form::setBranch);
      ApiFields.set(kind, form::setKind);
      ApiFields.set(number, form::setNumber);
      ApiFields.set(holder, form::setHolder);
      ApiFields.set(appliesFrom, form::setAppliesFrom);
      if (holderDiffers != null) {
        form.setHolderDiffers(holderDiffers);
      }
    }
  }

  /** What a draft, or a returned application, is to say; a field that is left out stays. */
  record ApplicationChange(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer version,
      @Nullable String bank,
      @Nullable String branch,
      @Nullable String kind,
      @Nullable String number,
      @Nullable String holder,
      @Nullable Boolean holderDiffers,
      @Nullable String appliesFrom)
      implements ApiBody {}

  /** Six statements. */
  @GetMapping
  OverviewView bankAccount(Actor actor) {
    FacilityBankAccounts.requireApplicant(actor);
    FacilityBankAccounts.Overview overview = accounts.overview(actor);
    BankNames names = BankNames.of(banks);
    return new OverviewView(
        overview
            .current(YearMonth.now(clock))
            .map(period -> BankAccountView.of(period.account(), names, false))
            .orElse(null),
        overview.known().map(each -> BankAccountView.of(each.account(), names, false)).orElse(null),
        accounts.months(actor).stream().map(YearMonth::toString).toList(),
        overview.applications().stream()
            .map(each -> ApplicationView.of(each, List.of(), names, false))
            .toList());
  }

  /** A new draft. A facility has one open application at most, so twice makes no second one. */
  @PostMapping(path = "/applications", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ApiResponse(responseCode = "201", description = "A draft")
  ResponseEntity<ApplicationView> applyForBankAccount(
      Actor actor, @RequestBody NewApplication wanted) {
    FacilityBankAccounts.requireApplicant(actor);
    ApplicationValues values;
    if (Boolean.TRUE.equals(wanted.useKnown())) {
      values = ofKnown(actor, wanted);
    } else {
      BankAccountForm form = new BankAccountForm();
      wanted.onto(form);
      values = values(form);
    }
    UUID id = accounts.draft(actor, values);
    return ResponseEntity.created(URI.create(PATH + "/applications/" + id))
        .body(bankAccountApplication(actor, id));
  }

  private ApplicationValues ofKnown(Actor actor, NewApplication wanted) {
    if (wanted.bank() != null
        || wanted.branch() != null
        || wanted.kind() != null
        || wanted.number() != null
        || wanted.holder() != null) {
      // Which of the two was meant is not ours to guess where money goes.
      throw ApiProblemException.invalid("useKnown", "api.field.invalid");
    }
    YearMonth month =
        ReviewSearch.month(wanted.appliesFrom())
            .orElseThrow(
                () -> ApiProblemException.invalid("appliesFrom", "bankaccount.error.month.empty"));
    KnownAccounts.Known found =
        known.of(accounts.facility(actor).code()).orElseThrow(NotFoundException::new);
    return new ApplicationValues(true, found.account(), false, month);
  }

  /** A holder that would be spelt otherwise than it was sent is refused, with that spelling. */
  private static ApplicationValues values(BankAccountForm form) {
    BindingResult errors = ApiFields.errors(form);
    ApplicationValues values =
        form.read(errors).orElseThrow(() -> ApiProblemException.invalid(errors));
    AccountHolderKana.Reading reading = AccountHolderKana.read(form.getHolder());
    if (reading.changed()) {
      throw ApiProblemException.invalid("holder", "api.field.holder", reading.holder().value());
    }
    return values;
  }

  @GetMapping("/applications/{id}")
  ApplicationView bankAccountApplication(Actor actor, @PathVariable UUID id) {
    FacilityBankAccounts.requireApplicant(actor);
    return ApplicationView.of(
        accounts.mine(actor, id), accounts.attachments(actor, id), BankNames.of(banks), false);
  }

  @GetMapping("/applications/{id}/history")
  List<AuditRecordView> bankAccountApplicationHistory(Actor actor, @PathVariable UUID id) {
    FacilityBankAccounts.requireApplicant(actor);
    BankAccountApplication application = accounts.mine(actor, id);
    return history.of("bank-account-application", application.id().toString(), HISTORY).stream()
        .map(AuditRecordView::of)
        .toList();
  }

  @PatchMapping(path = "/applications/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApplicationView changeBankAccountApplication(
      Actor actor, @PathVariable UUID id, @RequestBody ApplicationChange change) {
    FacilityBankAccounts.requireApplicant(actor);
    BankAccountForm form = BankAccountForm.of(accounts.mine(actor, id));
    int version = ApiFields.required("version", change.version());
    new NewApplication(
            null,
            change.bank(),
            change.branch(),
            change.kind(),
            change.number(),
            change.holder(),
            change.holderDiffers(),
            change.appliesFrom())
        .onto(form);
    accounts.edit(actor, id, version, values(form));
    return bankAccountApplication(actor, id);
  }

  /** 通帳の写し, 委任状: PDF, JPEG or PNG by content, 5 MB. */
  @PostMapping(
      path = "/applications/{id}/attachments",
      consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ApplicationView attach(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      @Schema(allowableValues = {"passbook", "power-of-attorney", "other"}) @RequestParam
          String kind,
      @RequestPart MultipartFile file)
      throws IOException {
    FacilityBankAccounts.requireApplicant(actor);
    accounts.attach(
        actor,
        id,
        version,
        ApiFields.required(
            "kind", ApiFields.oneOf("kind", kind, FacilityBankAccountApi::kind).orElse(null)),
        Objects.requireNonNullElse(file.getOriginalFilename(), ""),
        file.getBytes());
    return bankAccountApplication(actor, id);
  }

  private static Optional<Attachment.Kind> kind(String sent) {
    return Arrays.stream(Attachment.Kind.values())
        .filter(kind -> kind.column().equals(sent))
        .findFirst();
  }

  @GetMapping(
      path = "/applications/{id}/attachments/{attachment}",
      produces = {"application/pdf", "image/jpeg", "image/png"})
  ResponseEntity<byte[]> attachment(
      Actor actor, @PathVariable UUID id, @PathVariable UUID attachment) {
    FacilityBankAccounts.requireApplicant(actor);
    accounts.mine(actor, id);
    Attachment found = attachments.find(id, attachment).orElseThrow(NotFoundException::new);
    return AttachmentDownload.of(found, attachments.content(attachment));
  }

  @DeleteMapping("/applications/{id}/attachments/{attachment}")
  ApplicationView detach(
      Actor actor,
      @PathVariable UUID id,
      @PathVariable UUID attachment,
      @RequestParam int version) {
    FacilityBankAccounts.requireApplicant(actor);
    accounts.detach(actor, id, version, attachment);
    return bankAccountApplication(actor, id);
  }

  @PostMapping(path = "/applications/{id}/submission", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApplicationView submit(Actor actor, @PathVariable UUID id, @RequestBody ApiVersion seen) {
    FacilityBankAccounts.requireApplicant(actor);
    accounts.submit(actor, id, seen.seen());
    return bankAccountApplication(actor, id);
  }

  @PostMapping(path = "/applications/{id}/withdrawal", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApplicationView withdraw(Actor actor, @PathVariable UUID id, @RequestBody ApiVersion seen) {
    FacilityBankAccounts.requireApplicant(actor);
    accounts.withdraw(actor, id, seen.seen());
    return bankAccountApplication(actor, id);
  }

  /** What is this feature's own to say when a call fails. */
  @Configuration
  static class Problems {

    @Bean
    static ApiProblemSource bankAccountApiProblems() {
      return exception -> {
        if (exception instanceof StaleApplicationException) {
          return Optional.of(ApiProblem.of(ApiProblem.Type.CONFLICT));
        }
        if (exception instanceof RefusedApplicationException refused) {
          return Optional.of(
              ApiProblem.of(
                  refused.field().isEmpty() ? ApiProblem.Type.REFUSED : ApiProblem.Type.INVALID,
                  List.of(
                      ApiProblem.FieldError.of(
                          refused.field(), refused.key(), refused.arguments().toArray()))));
        }
        return Optional.empty();
      };
    }
  }
}
