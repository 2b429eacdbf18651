package jp.yoyo.id.app.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.files.CsvExport;
import jp.yoyo.id.app.web.CsvDownload;
import jp.yoyo.id.app.web.Dates;
import jp.yoyo.id.app.web.KeyPage;
import jp.yoyo.id.app.web.NavigationEntry;
import jp.yoyo.id.app.web.PageOf;
import jp.yoyo.id.app.web.TemplateTool;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** 操作履歴: one search over everything that was recorded. */
@Controller
class AuditController {

  private final AuditHistory history;
  private final MessageSource texts;

  AuditController(AuditHistory history, MessageSource texts) {
    this.history = history;
    this.texts = texts;
  }

  /** Three statements. */
  @GetMapping("/audit")
  String search(
      Actor actor,
      @ModelAttribute("search") AuditSearch search,
      BindingResult mistyped,
      Model model) {
    requireMaySearch(actor);
    AuditSearch wanted = mistyped.hasErrors() ? AuditSearch.ALL : search;
    List<AuditRecord> records = history.search(actor, wanted, PageOf.SIZE + 1);
    boolean more = records.size() > PageOf.SIZE;
    List<AuditRecord> shown = more ? records.subList(0, PageOf.SIZE) : records;
    long total = history.count(actor, wanted);
    model.addAttribute(
        "page",
        new KeyPage<>(
            shown,
            total,
            total < AuditHistory.COUNTED,
            more ? Long.toString(shown.get(shown.size() - 1).id()) : null,
            wanted.before() == null));
    model.addAttribute("query", query(wanted));
    AuditLabels labels = new AuditLabels(texts, actor.locale());
    model.addAttribute(
        "actions",
        history.actions(actor).stream()
            .map(action -> Map.of("value", action, "label", labels.action(action)))
            .sorted(Comparator.comparing(option -> option.getOrDefault("label", "")))
            .toList());
    return "audit/search";
  }

  /** The same as a file, as far back as the filter reaches. */
  @GetMapping("/audit.csv")
  void export(
      Actor actor,
      @ModelAttribute("search") AuditSearch search,
      BindingResult mistyped,
      HttpServletResponse response)
      throws IOException {
    requireMaySearch(actor);
    AuditSearch wanted = mistyped.hasErrors() ? AuditSearch.ALL : search;
    Locale locale = actor.locale();
    Dates dates = new Dates(locale);
    AuditLabels labels = new AuditLabels(texts, locale);
    try (CsvExport csv = CsvDownload.open(response, "audit.csv", headings(locale))) {
      Long before = null;
      List<AuditRecord> page;
      do {
        page = history.search(actor, wanted.before(before), AuditHistory.MOST_PER_PAGE);
        for (AuditRecord each : page) {
          csv.row(cells(each, dates, labels));
          before = each.id();
        }
      } while (page.size() == AuditHistory.MOST_PER_PAGE);
    }
  }

  private List<String> headings(Locale locale) {
    List<String> headings = new ArrayList<>();
    for (String column :
        List.of("time", "who", "organization", "action", "object", "changes", "reference")) {
      headings.add(
          Objects.requireNonNull(texts.getMessage("audit.column." + column, null, locale)));
    }
    return headings;
  }

  private static List<String> cells(AuditRecord each, Dates dates, AuditLabels labels) {
    String type = each.objectType();
    return List.of(
        dates.exact(each.occurredAt()),
        each.actorUserName(),
        each.organizationName(),
        labels.action(each.action()),
        labels.type(type) + " " + each.objectId(),
        Stream.concat(
                each.changes().stream()
                    .map(
                        c ->
                            labels.field(type, c.field())
                                + ": "
                                + labels.value(type, c.field(), c.from())
                                + " → "
                                + labels.value(type, c.field(), c.to())),
                each.details().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(
                        d ->
                            labels.field(type, d.getKey())
                                + ": "
                                + labels.value(type, d.getKey(), d.getValue())))
            .collect(Collectors.joining("; ")),
        orNothing(each.referenceNumber()));
  }

  private static String orNothing(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static void requireMaySearch(Actor actor) {
    if (!AuditHistory.maySearch(actor)) {
      throw new AccessDeniedException(actor.userName() + " may not search the audit trail");
    }
  }

  private static Map<String, String> query(AuditSearch search) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("from", search.from() == null ? "" : search.from().toString());
    query.put("to", search.to() == null ? "" : search.to().toString());
    query.put("user", orNothing(search.user()));
    query.put("action", orNothing(search.action()));
    query.put("objectType", orNothing(search.objectType()));
    query.put("objectId", orNothing(search.objectId()));
    query.put("facility", orNothing(search.facility()));
    query.put("sort", search.isOldestFirst() ? "time" : "-time");
    return query;
  }

  /** {@code audits}: histories stand on the pages of every feature. */
  @Component
  static class Labels implements TemplateTool {

    @Override
    public String name() {
      return "audits";
    }

    @Override
    public Object in(MessageSource texts, Locale locale) {
      return new AuditLabels(texts, locale);
    }
  }

  @Configuration
  static class Navigation {

    @Bean
    static NavigationEntry auditEntry() {
      return new NavigationEntry("audit.title", "/audit", 900, AuditHistory::maySearch);
    }
  }
}
