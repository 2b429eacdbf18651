package jp.yoyo.id.app.inquiry;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.api.ApiBody;
import jp.yoyo.id.app.api.ApiFields;
import jp.yoyo.id.app.api.ApiPage;
import jp.yoyo.id.app.api.ApiPath;
import jp.yoyo.id.app.api.ApiProblem;
import jp.yoyo.id.app.api.ApiProblemException;
import jp.yoyo.id.app.api.ApiProblemSource;
import jp.yoyo.id.app.api.OnceOnly;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** お問い合わせ, for programs: those of users who ask, and that of the help desk. */
@RestController
@RequestMapping(path = ApiPath.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "inquiries")
class InquiryApi {

  private static final String PATH = ApiPath.BASE + "/inquiries";

  private final Inquiries inquiries;
  private final OnceOnly onceOnly;

  InquiryApi(Inquiries inquiries, OnceOnly onceOnly) {
    this.inquiries = inquiries;
    this.onceOnly = onceOnly;
  }

  /** Something to ask. */
  @Schema(name = "NewInquiry")
  record NewInquiryFields(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {
                "login",
                "members",
                "bank-account",
                "facility",
                "facility-token",
                "system-error",
                "other"
              })
          @Nullable String category,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String text,
      @Schema(description = "Reference number of an error page or problem")
          @Nullable String errorNumber)
      implements ApiBody {}

  /** Something to write. */
  record InquiryMessage(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer version,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String text)
      implements ApiBody {}

  /** The inquiry is settled. */
  record InquirySettlement(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer version)
      implements ApiBody {}

  /** What the help desk does. */
  record InquiryCommand(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer version,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {"take", "close", "reopen"})
          @Nullable String command)
      implements ApiBody {}

  /** An inquiry without what was written. */
  @Schema(name = "Inquiry")
  record InquiryView(
      UUID id,
      String referenceNumber,
      String organization,
      String organizationName,
      String userId,
      String name,
      String category,
      @Nullable String errorNumber,
      @Schema(allowableValues = {"received", "in_progress", "answered", "closed"}) String state,
      @Nullable String takenBy,
      int version,
      Instant createdAt,
      Instant changedAt) {

    static InquiryView of(Inquiry inquiry) {
      return new InquiryView(
          inquiry.id(),
          inquiry.referenceNumber(),
          inquiry.organizationAlias(),
          inquiry.organizationName(),
          inquiry.askerUserName(),
          inquiry.askerName(),
          inquiry.category().code(),
          inquiry.errorNumber(),
          inquiry.state().column(),
          inquiry.takenBy(),
          inquiry.version(),
          inquiry.createdAt(),
          inquiry.changedAt());
    }
  }

  /** An inquiry with what was written, the question first. */
  record InquiryConversation(InquiryView inquiry, List<Written> messages) {}

  /** Something that was written. */
  @Schema(name = "InquiryWritten")
  record Written(boolean byHelpDesk, String name, String text, Instant writtenAt) {}

  /** The help desk's people are named to each other, and not to those who ask. */
  private InquiryConversation conversation(Inquiry inquiry, boolean named) {
    return new InquiryConversation(
        InquiryView.of(inquiry),
        inquiries.messages(inquiry).stream()
            .map(
                each ->
                    new Written(
                        each.byHelpDesk(),
                        each.byHelpDesk() && !named ? "" : each.authorName(),
                        each.text(),
                        each.writtenAt()))
            .toList());
  }

  /** The caller's own, newest first, by number of the page. Whoever can act may see them. */
  @GetMapping("/inquiries")
  ApiPage<InquiryView> ownInquiries(
      Actor actor, @RequestParam(required = false) @Nullable Integer page) {
    return ApiPage.of(inquiries.own(actor, PageOf.number(page)), InquiryView::of);
  }

  /** Asks the help desk; the same call again asks nothing more. Whoever can act may ask. */
  @PostMapping(path = "/inquiries", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ApiResponse(responseCode = "201", description = "Received; a receipt is mailed")
  @ApiResponse(responseCode = "200", description = "The same call has asked before")
  ResponseEntity<InquiryConversation> askHelpDesk(
      Actor actor,
      @Parameter(
              required = true,
              description = "The caller's own name for this call, 8 to 100 of A-Z a-z 0-9 . _ : -")
          @RequestHeader(name = OnceOnly.HEADER, required = false)
          @Nullable String key,
      @RequestBody NewInquiryFields wanted) {
    InquiryForm form = new InquiryForm();
    ApiFields.set(wanted.category(), form::setCategory);
    ApiFields.set(wanted.text(), form::setText);
    ApiFields.set(wanted.errorNumber(), form::setErrorNumber);
    BindingResult errors = ApiFields.errors(form);
    Optional<NewInquiry> inquiry = form.inquiry(errors);
    if (inquiry.isEmpty()) {
      throw ApiProblemException.invalid(errors);
    }
    OnceOnly.Made made =
        onceOnly.make(
            actor, key, "inquiry", wanted, () -> inquiries.ask(actor, inquiry.get()).id());
    InquiryConversation view = conversation(inquiries.own(actor, made.id()), false);
    return made.isNew()
        ? ResponseEntity.created(URI.create(PATH + "/" + made.id())).body(view)
        : ResponseEntity.ok(view);
  }

  /** One of the caller's own. */
  @GetMapping("/inquiries/{id}")
  InquiryConversation ownInquiry(Actor actor, @PathVariable UUID id) {
    return conversation(inquiries.own(actor, id), false);
  }

  /** Asks further in one of the caller's own. */
  @PostMapping(path = "/inquiries/{id}/messages", consumes = MediaType.APPLICATION_JSON_VALUE)
  InquiryConversation addToInquiry(
      Actor actor, @PathVariable UUID id, @RequestBody InquiryMessage message) {
    var unused = inquiries.own(actor, id);
    return conversation(
        inquiries.command(
            actor, id, version(message.version()), InquiryState.Command.ADD, text(message)),
        false);
  }

  /** Closes one of the caller's own: it is settled. */
  @PostMapping(path = "/inquiries/{id}/settlement", consumes = MediaType.APPLICATION_JSON_VALUE)
  InquiryConversation settleInquiry(
      Actor actor, @PathVariable UUID id, @RequestBody InquirySettlement settlement) {
    var unused = inquiries.own(actor, id);
    return conversation(
        inquiries.command(
            actor, id, version(settlement.version()), InquiryState.Command.SETTLE, ""),
        false);
  }

  /** For the help desk: everybody's, newest first, by number of the page. Two statements. */
  @GetMapping("/inquiry-desk")
  ApiPage<InquiryView> inquiryDesk(
      Actor actor,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String category,
      @RequestParam(required = false) @Nullable Integer page) {
    Inquiries.requireMayAnswer(actor);
    InquirySearch search =
        new InquirySearch(
            ApiFields.search("text", text),
            ApiFields.oneOf("state", state, InquiryState::named),
            ApiFields.oneOf("category", category, InquiryCategory::named),
            InquirySearch.Order.CREATED_DESCENDING);
    return ApiPage.of(inquiries.search(actor, search, PageOf.number(page)), InquiryView::of);
  }

  /** For the help desk: one of everybody's. */
  @GetMapping("/inquiry-desk/{id}")
  InquiryConversation inquiryOnDesk(Actor actor, @PathVariable UUID id) {
    return conversation(inquiries.answerable(actor, id), true);
  }

  /** For the help desk: answers; the asker gets it by mail. */
  @PostMapping(path = "/inquiry-desk/{id}/answers", consumes = MediaType.APPLICATION_JSON_VALUE)
  InquiryConversation answerInquiry(
      Actor actor, @PathVariable UUID id, @RequestBody InquiryMessage message) {
    var unused = inquiries.answerable(actor, id);
    return conversation(
        inquiries.command(
            actor, id, version(message.version()), InquiryState.Command.ANSWER, text(message)),
        true);
  }

  /** For the help desk: takes, closes, reopens. */
  @PostMapping(path = "/inquiry-desk/{id}/commands", consumes = MediaType.APPLICATION_JSON_VALUE)
  InquiryConversation commandInquiry(
      Actor actor, @PathVariable UUID id, @RequestBody InquiryCommand wanted) {
    var unused = inquiries.answerable(actor, id);
    InquiryState.Command command =
        InquiryState.Command.named(ApiFields.required("command", wanted.command()))
            .filter(each -> each.party() == InquiryState.Party.HELP_DESK && !each.textRequired())
            .orElseThrow(() -> ApiProblemException.invalid("command", "api.field.invalid"));
    return conversation(inquiries.command(actor, id, version(wanted.version()), command, ""), true);
  }

  private static int version(@Nullable Integer version) {
    return ApiFields.required("version", version);
  }

  private static String text(InquiryMessage message) {
    MessageForm form = new MessageForm();
    ApiFields.set(message.text(), form::setText);
    BindingResult errors = ApiFields.errors(form);
    String text = form.check(errors);
    if (text == null) {
      throw ApiProblemException.invalid(errors);
    }
    return text;
  }

  /** What this package's own exceptions are. */
  @Configuration
  static class Problems {

    @Bean
    static ApiProblemSource inquiryApiProblems() {
      return exception -> {
        if (exception instanceof StaleInquiryException) {
          return Optional.of(ApiProblem.of(ApiProblem.Type.CONFLICT));
        }
        if (exception instanceof TooManyInquiriesException e) {
          return Optional.of(
              ApiProblem.of(
                  ApiProblem.Type.REFUSED,
                  List.of(ApiProblem.FieldError.of("", "inquiry.error.many", e.most()))));
        }
        return Optional.empty();
      };
    }
  }
}
