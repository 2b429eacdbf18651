package jp.yoyo.id.app.audit;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.api.ApiPage;
import jp.yoyo.id.app.api.ApiPath;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 操作履歴, for programs. */
@RestController
@RequestMapping(path = ApiPath.BASE + "/audit-events", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "audit")
class AuditApi {

  private static final int PAGE = 100;

  private final AuditHistory history;

  AuditApi(AuditHistory history) {
    this.history = history;
  }

  /** Newest first; the next page begins {@code before} a record. Two statements. */
  @GetMapping
  ApiPage<AuditRecordView> auditEvents(
      Actor actor,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          @Nullable LocalDate from,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          @Nullable LocalDate to,
      @RequestParam(required = false) @Nullable String user,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String objectType,
      @RequestParam(required = false) @Nullable String objectId,
      @RequestParam(required = false) @Nullable String facility,
      @RequestParam(required = false) @Nullable Long before) {
    if (!AuditHistory.maySearch(actor)) {
      throw new AccessDeniedException(actor.userName() + " may not search the audit trail");
    }
    AuditSearch search =
        new AuditSearch(from, to, user, action, objectType, objectId, facility, null, before);
    List<AuditRecord> records = history.search(actor, search, PAGE + 1);
    boolean more = records.size() > PAGE;
    List<AuditRecord> shown = more ? records.subList(0, PAGE) : records;
    long total = history.count(actor, search.before(null));
    return new ApiPage<>(
        shown.stream().map(AuditRecordView::of).toList(),
        total,
        total < AuditHistory.COUNTED,
        more ? Long.toString(shown.get(shown.size() - 1).id()) : null);
  }
}
