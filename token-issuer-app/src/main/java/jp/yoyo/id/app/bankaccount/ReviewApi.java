package jp.yoyo.id.app.bankaccount;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.api.ApiBody;
import jp.yoyo.id.app.api.ApiFields;
import jp.yoyo.id.app.api.ApiPage;
import jp.yoyo.id.app.api.ApiPath;
import jp.yoyo.id.app.api.ApiProblemException;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.audit.AuditRecordView;
import jp.yoyo.id.app.reference.Banks;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 口座登録申請の審査, for programs of a federation; the central office looks on. */
@RestController
@RequestMapping(path = ApiPath.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "bank account reviews")
class ReviewApi {

  private static final int HISTORY = 200;
  private static final int LONGEST_PERIOD = 36;
  private static final long LARGEST_AMOUNT = 9_999_999_999L;

  private final FederationBankAccounts accounts;
  private final ReviewList list;
  private final Attachments attachments;
  private final AccountExports exports;
  private final AuditHistory history;
  private final Banks banks;

  ReviewApi(
      FederationBankAccounts accounts,
      ReviewList list,
      Attachments attachments,
      AccountExports exports,
      AuditHistory history,
      Banks banks) {
    this.accounts = accounts;
    this.list = list;
    this.attachments = attachments;
    this.exports = exports;
    this.history = history;
    this.banks = banks;
  }

  /** A line of the list; the number is masked. */
  record ReviewItem(
      UUID id,
      String referenceNumber,
      String facilityCode,
      String facilityName,
      String prefecture,
      String municipalityCode,
      String bankName,
      String branchName,
      String maskedNumber,
      String appliesFrom,
      String state,
      Instant submittedAt) {

    static ReviewItem of(ReviewList.Row row) {
      return new ReviewItem(
          row.id(),
          row.referenceNumber(),
          row.facilityCode(),
          row.facilityName(),
          row.prefecture(),
          row.municipalityCode(),
          row.bankName(),
          row.branchName(),
          row.maskedNumber(),
          row.appliesFrom().toString(),
          row.state().column(),
          row.submittedAt());
    }
  }

  /** What a reviewer compares. */
  @Schema(name = "BankAccountReview")
  record ReviewView(
      ApplicationView application,
      @Nullable BankAccountView current,
      @Nullable BankAccountView known,
      @Schema(description = "口座確認: 0 確認済, 1 該当口座なし, 2 受取人名相違, 9 その他") @Nullable String verification,
      @Schema(description = "Whether the caller had a hand in it, and so may not decide it")
          boolean ownWork) {}

  /** What is decided. */
  record Decision(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer version,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {"approve", "return", "reject"})
          @Nullable String command,
      @Schema(description = "Required to return or reject") @Nullable String comment)
      implements ApiBody {}

  /** Which accounts leave, and how. */
  record AccountExport(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {"csv", "transfers"})
          @Nullable String form,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Month, 2026-06")
          @Nullable String from,
      @Schema(description = "Month; from if left out") @Nullable String to,
      @Schema(description = "Day of the transfers", format = "date") @Nullable String day,
      @Schema(description = "Amount of each transfer; 1 if left out") @Nullable Long amount)
      implements ApiBody {}

  /** Three statements. */
  @GetMapping("/bank-account-reviews")
  ApiPage<ReviewItem> bankAccountReviews(
      Actor actor,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String municipality,
      @RequestParam(required = false) @Nullable String month,
      @Schema(allowableValues = {"submitted", "-submitted", "code", "-code", "month", "-month"})
          @RequestParam(defaultValue = "submitted")
          String sort,
      @RequestParam(required = false) @Nullable String after) {
    FederationBankAccounts.requireReader(actor);
    String wantedState =
        ApiFields.oneOf("state", state, ApplicationState::named)
            .map(ApplicationState::column)
            .orElse("");
    Optional<YearMonth> wantedMonth = ApiFields.oneOf("month", month, ReviewSearch::month);
    ReviewSearch search =
        ReviewSearch.of(
            ApiFields.search("text", text),
            wantedState,
            municipality,
            wantedMonth.map(YearMonth::toString).orElse(""),
            sort,
            after);
    requireUnderstood("sort", sort, search.sortCode());
    requireUnderstood("municipality", municipality, search.municipality());
    if (after != null && search.after().isEmpty()) {
      throw ApiProblemException.invalid("after", "api.field.invalid");
    }
    return ApiPage.of(list.page(actor, search), ReviewItem::of);
  }

  private static void requireUnderstood(String field, @Nullable String sent, String read) {
    if (sent != null && !sent.equals(read)) {
      throw ApiProblemException.invalid(field, "api.field.invalid");
    }
  }

  /** Six statements. */
  @GetMapping("/bank-account-reviews/{id}")
  ReviewView bankAccountReview(Actor actor, @PathVariable UUID id) {
    FederationBankAccounts.requireReader(actor);
    FederationBankAccounts.Review review = accounts.review(actor, id);
    BankNames names = BankNames.of(banks);
    boolean masked = !FederationBankAccounts.isDecider(actor);
    return new ReviewView(
        ApplicationView.of(review.application(), review.attachments(), names, masked),
        review
            .current()
            .map(each -> BankAccountView.of(each.account(), names, masked))
            .orElse(null),
        review.known().map(each -> BankAccountView.of(each.account(), names, masked)).orElse(null),
        review.verification().map(KnownAccounts.Verification::result).orElse(null),
        review.ownWork());
  }

  @GetMapping("/bank-account-reviews/{id}/history")
  List<AuditRecordView> bankAccountReviewHistory(Actor actor, @PathVariable UUID id) {
    FederationBankAccounts.requireReader(actor);
    BankAccountApplication application = accounts.find(actor, id);
    return history.of("bank-account-application", application.id().toString(), HISTORY).stream()
        .map(AuditRecordView::of)
        .toList();
  }

  @GetMapping(
      path = "/bank-account-reviews/{id}/attachments/{attachment}",
      produces = {"application/pdf", "image/jpeg", "image/png"})
  ResponseEntity<byte[]> reviewAttachment(
      Actor actor, @PathVariable UUID id, @PathVariable UUID attachment) {
    FederationBankAccounts.requireDecider(actor);
    Attachment found = accounts.attachment(actor, id, attachment);
    return AttachmentDownload.of(found, attachments.content(attachment));
  }

  /** Four eyes: nobody, and no program, decides what the same one had a hand in. */
  @PostMapping(
      path = "/bank-account-reviews/{id}/decision",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ReviewView decide(Actor actor, @PathVariable UUID id, @RequestBody Decision decision) {
    FederationBankAccounts.requireDecider(actor);
    accounts.find(actor, id);
    int version = ApiFields.required("version", decision.version());
    ApplicationState.Command command =
        ApiFields.required(
            "command",
            ApiFields.oneOf("command", decision.command(), ReviewApi::command).orElse(null));
    accounts.decide(
        actor, id, version, command, decision.comment() == null ? "" : decision.comment());
    return bankAccountReview(actor, id);
  }

  private static Optional<ApplicationState.Command> command(String sent) {
    return Arrays.stream(ApplicationState.Command.values())
        .filter(command -> command.party() == ApplicationState.Party.FEDERATION)
        .filter(command -> command.code().equals(sent))
        .findFirst();
  }

  /** A POST: full account numbers leave the app, which is recorded. */
  @PostMapping(
      path = "/bank-account-exports",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = {"text/csv", MediaType.APPLICATION_OCTET_STREAM_VALUE})
  ResponseEntity<byte[]> exportBankAccounts(Actor actor, @RequestBody AccountExport wanted)
      throws IOException {
    FederationBankAccounts.requireDecider(actor);
    String form = ApiFields.required("form", wanted.form());
    YearMonth first = ApiFields.required("from", month("from", wanted.from()));
    YearMonth given = month("to", wanted.to());
    YearMonth last = given == null ? first : given;
    if (last.isBefore(first) || first.plusMonths(LONGEST_PERIOD).isBefore(last)) {
      throw ApiProblemException.invalid("to", "bankaccount.error.period");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (form) {
      case "csv" -> {
        exports.csv(actor, first, last, out);
        return file("bank-accounts.csv", "text/csv;charset=UTF-8", out);
      }
      case "transfers" -> {
        long amount = wanted.amount() == null ? 1 : wanted.amount();
        if (amount < 1 || amount > LARGEST_AMOUNT) {
          throw ApiProblemException.invalid("amount", "bankaccount.error.amount");
        }
        exports.transfers(actor, first, last, day(wanted.day()), amount, out);
        return file("transfers.txt", MediaType.APPLICATION_OCTET_STREAM_VALUE, out);
      }
      default -> throw ApiProblemException.invalid("form", "api.field.invalid");
    }
  }

  private static @Nullable YearMonth month(String field, @Nullable String sent) {
    return ApiFields.oneOf(field, sent, ReviewSearch::month).orElse(null);
  }

  private static LocalDate day(@Nullable String sent) {
    try {
      return LocalDate.parse(ApiFields.required("day", sent));
    } catch (DateTimeParseException e) {
      throw ApiProblemException.invalid("day", "api.field.invalid");
    }
  }

  private static ResponseEntity<byte[]> file(
      String name, String type, ByteArrayOutputStream content) {
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            org.springframework.http.ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString())
        .contentType(MediaType.parseMediaType(type))
        .body(content.toByteArray());
  }
}
