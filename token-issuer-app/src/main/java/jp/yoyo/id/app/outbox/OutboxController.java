package jp.yoyo.id.app.outbox;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.files.CsvExport;
import jp.yoyo.id.app.web.CsvDownload;
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
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 送信状況: what is on its way to Keycloak and to mailboxes, and what did not get there. */
@Controller
class OutboxController {

  private static final String NEWEST = "-time";
  private static final String OLDEST = "time";
  private static final int EXPORTED_AT_ONCE = 1_000;

  /** A filter helps whoever wants more. */
  private static final int MOST_EXPORTED = 100_000;

  private final Outbox outbox;
  private final AuditTrail audit;
  private final MessageSource texts;
  private final List<OutboxHandler> handlers;

  OutboxController(
      Outbox outbox, AuditTrail audit, MessageSource texts, List<OutboxHandler> handlers) {
    this.outbox = outbox;
    this.audit = audit;
    this.texts = texts;
    this.handlers = List.copyOf(handlers);
  }

  /** Offices see what their own organisation sent; the central office sees everything. */
  static boolean maySee(Actor actor) {
    return actor.is(
            OrganizationType.CENTRAL, OrganizationType.FEDERATION, OrganizationType.MUNICIPALITY)
        && (actor.may(Permission.SUPERVISE_ORGANIZATIONS) || actor.may(Permission.ASSIST_USERS));
  }

  private static void requireMaySee(Actor actor) {
    if (!maySee(actor)) {
      throw new AccessDeniedException(actor.userName() + " may not see what is sent");
    }
  }

  private static @Nullable String organization(Actor actor) {
    return actor.is(OrganizationType.CENTRAL) ? null : actor.organization().alias();
  }

  /** Two statements. */
  @GetMapping("/outbox")
  String list(
      Actor actor,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String about,
      @RequestParam(defaultValue = NEWEST) String sort,
      @RequestParam(required = false) @Nullable Integer page,
      Model model) {
    requireMaySee(actor);
    Outbox.Search search = search(actor, state, kind, about, sort);
    long total = outbox.count(search);
    int number = PageOf.number(page);
    model.addAttribute(
        "page",
        new PageOf<>(
            outbox.search(search, PageOf.SIZE, PageOf.skip(number, PageOf.SIZE)),
            Math.min(total, Outbox.COUNTED),
            total <= Outbox.COUNTED,
            number,
            PageOf.SIZE));
    Map<String, String> query = new LinkedHashMap<>();
    query.put("state", state);
    query.put("kind", kind);
    query.put("about", about);
    query.put("sort", search.oldestFirst() ? OLDEST : NEWEST);
    model.addAttribute("query", query);
    model.addAttribute("states", List.of(OutboxState.values()));
    model.addAttribute("kinds", handlers.stream().map(OutboxHandler::kind).sorted().toList());
    return "outbox/list";
  }

  private static Outbox.Search search(
      Actor actor, String state, String kind, String about, String sort) {
    return new Outbox.Search(
        organization(actor), state(state), kind, about.replace("\0", ""), sort.equals(OLDEST));
  }

  /** The same as a file. */
  @GetMapping("/outbox.csv")
  void export(
      Actor actor,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String about,
      @RequestParam(defaultValue = NEWEST) String sort,
      HttpServletResponse response)
      throws IOException {
    requireMaySee(actor);
    Locale locale = actor.locale();
    Dates dates = new Dates(locale);
    List<String> titles =
        List.of("time", "kind", "about", "state", "attempts", "problem", "reference").stream()
            .map(column -> said("outbox.column." + column, "", locale))
            .toList();
    Outbox.Search search = search(actor, state, kind, about, sort);
    try (CsvExport csv = CsvDownload.open(response, "outbox.csv", titles)) {
      List<OutboxEntry> entries;
      long skip = 0;
      do {
        entries = outbox.search(search, EXPORTED_AT_ONCE, skip);
        for (OutboxEntry each : entries) {
          csv.row(
              List.of(
                  dates.exact(each.createdAt()),
                  said("outbox.kind." + each.kind(), each.kind(), locale),
                  each.about(),
                  said("outbox.state." + each.state().column(), "", locale),
                  each.attempts(),
                  Objects.requireNonNullElse(each.problem(), ""),
                  Objects.requireNonNullElse(each.referenceNumber(), "")));
        }
        skip += EXPORTED_AT_ONCE;
      } while (entries.size() == EXPORTED_AT_ONCE && skip < MOST_EXPORTED);
    }
  }

  private String said(String key, String otherwise, Locale locale) {
    return Objects.requireNonNull(texts.getMessage(key, null, otherwise, locale));
  }

  private static @Nullable OutboxState state(String column) {
    for (OutboxState each : OutboxState.values()) {
      if (each.column().equals(column)) {
        return each;
      }
    }
    return null;
  }

  /** Tries again now. */
  @PostMapping("/outbox/{id}/retry")
  @Transactional
  public String retry(Actor actor, @PathVariable long id, RedirectAttributes redirect) {
    requireMaySee(actor);
    OutboxEntry entry =
        outbox
            .find(id)
            .filter(
                found ->
                    organization(actor) == null
                        || actor.organization().alias().equals(found.organizationAlias()))
            .orElseThrow(NotFoundException::new);
    if (outbox.retry(id)) {
      audit.record(
          actor,
          new AuditEvent(
              "outbox.retry",
              "outbox",
              Long.toString(id),
              null,
              List.of(),
              Map.of("kind", entry.kind(), "about", entry.about())));
      Notice.add(redirect, "outbox.retried", entry.about());
    } else {
      Notice.add(redirect, "outbox.not-retried", entry.about());
    }
    return "redirect:/outbox";
  }

  @Configuration
  static class Contributions {

    @Bean
    static NavigationEntry outboxEntry() {
      return new NavigationEntry("outbox.title", "/outbox", 800, OutboxController::maySee);
    }

    @Bean
    static WaitingTasks failedMessages(Outbox outbox) {
      return actor ->
          maySee(actor)
              ? List.of(
                  new WaitingTask(
                      "outbox.task.failed",
                      outbox.count(
                          new Outbox.Search(
                              organization(actor), OutboxState.FAILED, null, null, false)),
                      List.of(),
                      "/outbox?state=failed",
                      true))
              : List.of();
    }
  }
}
