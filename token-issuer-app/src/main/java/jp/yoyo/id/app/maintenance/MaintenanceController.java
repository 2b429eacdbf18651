package jp.yoyo.id.app.maintenance;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.keycloak.CurrentOperations;
import jp.yoyo.id.app.keycloak.LocalizedText;
import jp.yoyo.id.app.keycloak.MaintenancePlan;
import jp.yoyo.id.app.keycloak.OperationsStatus;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.web.Announcement;
import jp.yoyo.id.app.web.Dates;
import jp.yoyo.id.app.web.NavigationEntry;
import jp.yoyo.id.app.web.Notice;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** メンテナンス: the central office plans, begins, extends and ends it. */
@Controller
@RequestMapping("/maintenance")
class MaintenanceController {

  private static final int HISTORY = 50;

  /** Fields that Keycloak may find wrong, and where they are typed. */
  private static final Set<String> FIELDS = Set.of("from", "until", "announcedFrom", "operators");

  private final MaintenancePlanning planning;
  private final AuditHistory history;
  private final Clock clock;

  MaintenanceController(MaintenancePlanning planning, AuditHistory history, Clock clock) {
    this.planning = planning;
    this.history = history;
    this.clock = clock;
  }

  @GetMapping
  String show(Actor actor, Model model) {
    MaintenancePlanning.require(actor);
    model.addAttribute("plan", planning.plan(actor));
    model.addAttribute(
        "history",
        history.of(MaintenancePlanning.OBJECT_TYPE, MaintenancePlanning.OBJECT_ID, HISTORY));
    return "maintenance/plan";
  }

  /** The form, filled with what is planned. */
  @GetMapping("/edit")
  String form(Actor actor, @RequestParam(defaultValue = "false") boolean begin, Model model) {
    MaintenancePlanning.require(actor);
    MaintenanceForm form = MaintenanceForm.of(planning.plan(actor));
    form.setBegin(begin);
    if (form.getOperators().isEmpty()) {
      form.setOperators(actor.userName());
    }
    model.addAttribute("maintenance", form);
    return "maintenance/edit";
  }

  /** What users will see; nothing has happened yet. */
  @PostMapping("/preview")
  String preview(
      Actor actor,
      @ModelAttribute("maintenance") MaintenanceForm form,
      BindingResult errors,
      Model model) {
    MaintenancePlanning.require(actor);
    Optional<MaintenancePlan.Wanted> wanted = form.wanted(clock.instant(), errors);
    if (wanted.isEmpty()) {
      return "maintenance/edit";
    }
    model.addAttribute("wanted", wanted.get());
    return "maintenance/preview";
  }

  @PostMapping("/edit")
  String plan(
      Actor actor,
      @ModelAttribute("maintenance") MaintenanceForm form,
      BindingResult errors,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    MaintenancePlanning.require(actor);
    Optional<MaintenancePlan.Wanted> wanted = form.wanted(clock.instant(), errors);
    if (wanted.isEmpty()) {
      return "maintenance/edit";
    }
    String action = form.isBegin() ? "begin" : "plan";
    try {
      planning.plan(actor, wanted.get(), action);
    } catch (OrganizationAdminException e) {
      return refused(e, errors, response, "maintenance/edit");
    }
    Notice.add(redirect, "maintenance.notice." + action);
    return "redirect:/maintenance";
  }

  /** In the language of the page: Keycloak was asked in it. */
  private static String refused(
      OrganizationAdminException e,
      BindingResult errors,
      HttpServletResponse response,
      String page) {
    if (!e.is("invalid")) {
      throw e;
    }
    response.setStatus(HttpStatus.CONFLICT.value());
    for (OrganizationAdminException.FieldError error : e.errors()) {
      if (FIELDS.contains(error.field())) {
        errors.rejectValue(error.field(), "maintenance.error.refused", error.message());
      } else {
        errors.reject("maintenance.error.refused", error.message());
      }
    }
    if (!errors.hasErrors()) {
      errors.reject("maintenance.error.refused", e.detail());
    }
    return page;
  }

  /** A later end. */
  @GetMapping("/extend")
  String extend(Actor actor, Model model) {
    MaintenancePlanning.require(actor);
    MaintenancePlan plan = planning.plan(actor);
    if (plan.isNone()) {
      return "redirect:/maintenance";
    }
    model.addAttribute("maintenance", MaintenanceForm.of(plan));
    return "maintenance/extend";
  }

  @PostMapping("/extend")
  String extended(
      Actor actor,
      @ModelAttribute("maintenance") MaintenanceForm form,
      BindingResult errors,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    MaintenancePlanning.require(actor);
    MaintenancePlan plan = planning.plan(actor);
    if (plan.isNone()) {
      return "redirect:/maintenance";
    }
    MaintenanceForm whole = MaintenanceForm.of(plan);
    whole.setUntil(form.getUntil());
    Optional<MaintenancePlan.Wanted> typed = whole.wanted(clock.instant(), errors);
    if (typed.isEmpty()) {
      return "maintenance/extend";
    }
    // All but the end to the millisecond as it was: a form knows minutes only.
    MaintenancePlan.Wanted wanted =
        new MaintenancePlan.Wanted(
            plan.from(), typed.get().until(), plan.announcedFrom(), plan.text(), plan.operators());
    try {
      planning.plan(actor, wanted, "extend");
    } catch (OrganizationAdminException e) {
      return refused(e, errors, response, "maintenance/extend");
    }
    Notice.add(redirect, "maintenance.notice.extend");
    return "redirect:/maintenance";
  }

  /** Ends it now, or withdraws the plan; a question first. */
  @GetMapping("/end")
  String confirmEnd(Actor actor, Model model) {
    MaintenancePlanning.require(actor);
    model.addAttribute("plan", planning.plan(actor));
    return "maintenance/end";
  }

  @PostMapping("/end")
  String end(Actor actor, RedirectAttributes redirect) {
    MaintenancePlanning.require(actor);
    planning.end(actor);
    Notice.add(redirect, "maintenance.notice.end");
    return "redirect:/maintenance";
  }

  /** In the navigation, and on top of every page. */
  @Configuration
  static class Entries {

    private static final int ORDER = 910;

    @Bean
    static NavigationEntry maintenanceEntry() {
      return new NavigationEntry(
          "maintenance.title", "/maintenance", ORDER, MaintenancePlanning::may);
    }

    @Bean
    static Announcement.Source maintenanceAnnouncement(
        CurrentOperations operations, MessageSource texts, Clock clock) {
      return (actor, locale) -> {
        OperationsStatus.Maintenance maintenance = operations.status().maintenance();
        Instant now = clock.instant();
        if (maintenance.isAhead(now)) {
          return List.of(announcement("announced", maintenance, texts, locale));
        }
        // Whoever sees a page while it lasts is let in as an operator.
        return maintenance.isOngoing(now) && actor != null
            ? List.of(announcement("ongoing", maintenance, texts, locale))
            : List.of();
      };
    }

    private static Announcement announcement(
        String kind, OperationsStatus.Maintenance maintenance, MessageSource texts, Locale locale) {
      Dates dates = new Dates(locale);
      Object[] times = {
        dates.dateTime(Objects.requireNonNull(maintenance.from())),
        dates.dateTime(Objects.requireNonNull(maintenance.until()))
      };
      LocalizedText text = maintenance.text();
      String key = "maintenance." + kind;
      return new Announcement(
          Objects.requireNonNull(texts.getMessage(key + ".title", times, locale)),
          text == null
              ? Objects.requireNonNull(texts.getMessage(key + ".text", times, locale))
              : text.in(locale));
    }
  }
}
