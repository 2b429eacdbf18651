package jp.yoyo.id.app.inquiry;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.files.CsvExport;
import jp.yoyo.id.app.web.Dates;
import jp.yoyo.id.app.web.NavigationEntry;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.Notice;
import jp.yoyo.id.app.web.PageOf;
import jp.yoyo.id.app.web.WaitingTask;
import jp.yoyo.id.app.web.WaitingTasks;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 問い合わせ対応: the help desk's list of inquiries, and its answers. */
@Controller
@RequestMapping("/inquiry-desk")
class InquiryDeskController {

  private static final int HISTORY = 50;

  private final Inquiries inquiries;
  private final AuditHistory history;
  private final MessageSource texts;

  InquiryDeskController(Inquiries inquiries, AuditHistory history, MessageSource texts) {
    this.inquiries = inquiries;
    this.history = history;
    this.texts = texts;
  }

  /** How many inquiries are in a state. */
  public record StateTotal(InquiryState state, long count) {}

  /** Three statements. */
  @GetMapping
  String list(
      Actor actor,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String category,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable Integer page,
      Model model) {
    Inquiries.requireMayAnswer(actor);
    InquirySearch search = InquirySearch.of(q, state, category, sort);
    model.addAttribute("page", inquiries.search(actor, search, PageOf.number(page)));
    model.addAttribute(
        "totals",
        inquiries.totals(actor).entrySet().stream()
            .map(each -> new StateTotal(each.getKey(), each.getValue()))
            .toList());
    model.addAttribute("query", search.query());
    model.addAttribute("sort", search.order().code());
    model.addAttribute("states", InquiryState.all());
    model.addAttribute("categories", InquiryCategory.all());
    return "inquiry/desk";
  }

  /** The same as a file; what was written is not in it. */
  @GetMapping("/list.csv")
  void export(
      Actor actor,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String category,
      HttpServletResponse response)
      throws IOException {
    Inquiries.requireMayAnswer(actor);
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"inquiries.csv\"");
    Locale locale = actor.locale();
    Dates dates = new Dates(locale);
    List<String> heads =
        Stream.of(
                "reference",
                "created",
                "changed",
                "state",
                "category",
                "organization",
                "alias",
                "user-id",
                "asker",
                "error-number",
                "taken-by")
            .map(column -> text("inquiry.column." + column, locale))
            .toList();
    try (CsvExport csv = new CsvExport(response.getOutputStream(), heads)) {
      inquiries.forEach(
          actor,
          InquirySearch.of(q, state, category, null),
          each ->
              csv.row(
                  List.of(
                      each.referenceNumber(),
                      dates.exact(each.createdAt()),
                      dates.exact(each.changedAt()),
                      text(each.state().key(), locale),
                      text(each.category().key(), locale),
                      each.organizationName(),
                      each.organizationAlias(),
                      each.askerUserName(),
                      each.askerName(),
                      Objects.requireNonNullElse(each.errorNumber(), ""),
                      Objects.requireNonNullElse(each.takenBy(), ""))));
    }
  }

  private String text(String key, Locale locale) {
    return Objects.requireNonNull(texts.getMessage(key, null, locale));
  }

  @GetMapping("/{id}")
  String show(Actor actor, @PathVariable UUID id, Model model) {
    Inquiry inquiry = inquiries.answerable(actor, id);
    model.addAttribute("message", new MessageForm());
    return page(inquiry, model);
  }

  private String page(Inquiry inquiry, Model model) {
    model.addAttribute("inquiry", inquiry);
    model.addAttribute("messages", inquiries.messages(inquiry));
    model.addAttribute(
        "commands",
        inquiry.state().commandsOf(InquiryState.Party.HELP_DESK).stream()
            .map(InquiryState.Command::code)
            .toList());
    model.addAttribute(
        "history", history.of(Inquiries.OBJECT_TYPE, inquiry.id().toString(), HISTORY));
    model.addAttribute("maximum", InquiryText.MAXIMUM);
    return "inquiry/desk-inquiry";
  }

  /** Answers, by mail and on the asker's page. */
  @PostMapping("/{id}/answers")
  String answer(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      @ModelAttribute("message") MessageForm form,
      BindingResult errors,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Inquiry inquiry = inquiries.answerable(actor, id);
    String text = form.check(errors);
    if (text == null) {
      return page(inquiry, model);
    }
    return command(
        actor, id, version, InquiryState.Command.ANSWER, text, model, response, redirect);
  }

  /** Takes, closes, reopens. */
  @PostMapping("/{id}/commands")
  String command(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      @RequestParam String command,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Inquiries.requireMayAnswer(actor);
    InquiryState.Command wanted =
        InquiryState.Command.named(command)
            .filter(each -> each.party() == InquiryState.Party.HELP_DESK && !each.textRequired())
            .orElseThrow(NotFoundException::new);
    model.addAttribute("message", new MessageForm());
    return command(actor, id, version, wanted, "", model, response, redirect);
  }

  private String command(
      Actor actor,
      UUID id,
      int version,
      InquiryState.Command command,
      String text,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    try {
      inquiries.command(actor, id, version, command, text);
    } catch (StaleInquiryException e) {
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("stale", true);
      return page(inquiries.answerable(actor, id), model);
    }
    Notice.add(redirect, "inquiry.notice." + command.code());
    return "redirect:/inquiry-desk/" + id;
  }

  /** In the navigation, and on the first page of those who have one. */
  @Configuration
  static class Entries {

    private static final int ORDER = 6;

    @Bean
    static NavigationEntry inquiryDeskEntry() {
      return new NavigationEntry(
          "inquiry.desk.title", "/inquiry-desk", ORDER, Inquiries::mayAnswer);
    }

    @Bean
    static WaitingTasks inquiryTasks(Inquiries inquiries) {
      return actor ->
          Inquiries.mayAnswer(actor)
              ? List.of(
                  new WaitingTask(
                      "inquiry.task",
                      Objects.requireNonNull(inquiries.totals(actor).get(InquiryState.RECEIVED)),
                      List.of(),
                      "/inquiry-desk?state=received",
                      true))
              : List.of();
    }
  }
}
