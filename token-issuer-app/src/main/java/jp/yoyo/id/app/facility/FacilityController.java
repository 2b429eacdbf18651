package jp.yoyo.id.app.facility;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.files.CsvExport;
import jp.yoyo.id.app.reference.Municipalities;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.CsvDownload;
import jp.yoyo.id.app.web.NavigationEntry;
import jp.yoyo.id.app.web.Notice;
import jp.yoyo.id.app.web.WaitingTask;
import jp.yoyo.id.app.web.WaitingTasks;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 医療機関マスタ: list, detail and the forms that change it. */
@Controller
class FacilityController {

  /** More than anybody reads on a page; the audit search has the rest. */
  private static final int HISTORY = 50;

  private final FacilityRegister register;
  private final Municipalities municipalities;
  private final AuditHistory history;
  private final MessageSource texts;
  private final Clock clock;

  FacilityController(
      FacilityRegister register,
      Municipalities municipalities,
      AuditHistory history,
      MessageSource texts,
      Clock clock) {
    this.register = register;
    this.municipalities = municipalities;
    this.history = history;
    this.texts = texts;
    this.clock = clock;
  }

  /** The filter as it stands in the address. */
  record Filter(
      @Nullable String text,
      @Nullable String prefecture,
      @Nullable String municipality,
      @Nullable String kind,
      @Nullable String state,
      @Nullable String lacking,
      @Nullable String sort) {

    private static final int LONGEST = 100;

    FacilitySearch search() {
      return new FacilitySearch(
          usable(text),
          usable(prefecture),
          usable(municipality),
          FacilityKind.of(kind),
          FacilityState.of(state),
          "true".equals(lacking),
          "-kana".equals(sort));
    }

    private static String usable(@Nullable String typed) {
      String text = typed == null ? "" : typed.strip().replace("\0", "");
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    Map<String, String> query() {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("text", usable(text));
      query.put("prefecture", usable(prefecture));
      query.put("municipality", usable(municipality));
      query.put("kind", usable(kind));
      query.put("state", usable(state));
      query.put("lacking", usable(lacking));
      query.put("sort", "-kana".equals(sort) ? "-kana" : "kana");
      return query;
    }
  }

  /** Four statements. */
  @GetMapping("/facilities")
  String list(
      Actor actor,
      @ModelAttribute("filter") Filter filter,
      @RequestParam(required = false) @Nullable String after,
      Model model) {
    model.addAttribute("page", register.search(actor, filter.search(), after));
    model.addAttribute("query", filter.query());
    model.addAttribute("prefectures", municipalities.prefectures());
    model.addAttribute(
        "municipalities",
        filter.search().prefecture().isEmpty()
            ? List.of()
            : municipalities.of(filter.search().prefecture()));
    model.addAttribute("byPrefecture", actor.is(OrganizationType.CENTRAL));
    model.addAttribute(
        "byMunicipality", actor.is(OrganizationType.CENTRAL, OrganizationType.FEDERATION));
    model.addAttribute("maySupervise", FacilityRegister.maySupervise(actor));
    return "facility/list";
  }

  @GetMapping("/facilities.csv")
  void export(Actor actor, @ModelAttribute("filter") Filter filter, HttpServletResponse response)
      throws IOException {
    if (!FacilityRegister.isVisibleTo(actor)) {
      throw new org.springframework.security.access.AccessDeniedException(actor.userName());
    }
    Locale locale = actor.locale();
    try (CsvExport csv =
        CsvDownload.open(
            response,
            "facilities.csv",
            List.of(
                    "code",
                    "kind",
                    "name",
                    "kana",
                    "address",
                    "municipality",
                    "state",
                    "representative")
                .stream()
                .map(column -> text("facility." + column, locale))
                .toList())) {
      register.export(
          actor,
          filter.search(),
          row ->
              csv.row(
                  java.util.Arrays.asList(
                      row.code(),
                      text("facility.kind." + row.kind().column(), locale),
                      row.name(),
                      row.kana(),
                      row.address(),
                      row.municipality(),
                      text("facility.state." + row.state().column(), locale),
                      row.lacksRepresentative()
                          ? text("facility.representative.missing", locale)
                          : "")));
    }
  }

  private String text(String key, Locale locale) {
    return texts.getMessage(key, null, locale);
  }

  /** The own facility, for those who act for one. */
  @GetMapping("/facility")
  String own(Actor actor) {
    return "redirect:/facilities/" + register.own(actor).id();
  }

  /** Four statements. */
  @GetMapping("/facilities/{id}")
  String detail(Actor actor, @PathVariable UUID id, Model model) {
    Facility facility = register.require(actor, id);
    show(actor, facility, model);
    model.addAttribute("history", history.of(FacilityRegister.OBJECT_TYPE, id.toString(), HISTORY));
    return "facility/detail";
  }

  private void show(Actor actor, Facility facility, Model model) {
    LocalDate today = LocalDate.now(clock);
    model.addAttribute("facility", facility);
    model.addAttribute("code", facility.codeOn(today));
    model.addAttribute("today", today);
    model.addAttribute("maySupervise", FacilityRegister.maySupervise(actor));
    model.addAttribute("mayChangeOwn", FacilityRegister.mayChangeOwn(actor));
  }

  @GetMapping("/facilities/{id}/edit")
  String edit(Actor actor, @PathVariable UUID id, Model model) {
    Facility facility = requireSupervised(actor, id);
    model.addAttribute("form", FacilityForm.of(facility));
    return form("facility/edit", actor, facility, model);
  }

  @PostMapping("/facilities/{id}/edit")
  String edit(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      @ModelAttribute("form") FacilityForm form,
      BindingResult errors,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Facility facility = requireSupervised(actor, id);
    Optional<FacilityData> data = form.data(errors);
    if (data.isEmpty()) {
      return form("facility/edit", actor, facility, model);
    }
    try {
      register.change(actor, id, version, data.get());
    } catch (ConflictException e) {
      return conflict("facility/edit", actor, id, model, response);
    }
    Notice.add(redirect, "facility.notice.changed", data.get().name());
    return "redirect:/facilities/" + id;
  }

  private String form(String view, Actor actor, Facility facility, Model model) {
    show(actor, facility, model);
    return view;
  }

  /** What was typed stays; the form now carries the version that is there. */
  private String conflict(
      String view, Actor actor, UUID id, Model model, HttpServletResponse response) {
    response.setStatus(HttpStatus.CONFLICT.value());
    model.addAttribute("conflict", true);
    return form(view, actor, register.require(actor, id), model);
  }

  private Facility requireSupervised(Actor actor, UUID id) {
    actor.require(jp.yoyo.id.app.actor.Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.MUNICIPALITY);
    return register.require(actor, id);
  }

  /** 代表者名 and contact data, by the facility itself. */
  @GetMapping("/facility/edit")
  String editOwn(Actor actor, Model model) {
    Facility facility = requireOwn(actor);
    model.addAttribute("form", OwnDataForm.of(facility));
    return form("facility/own", actor, facility, model);
  }

  @PostMapping("/facility/edit")
  String editOwn(
      Actor actor,
      @RequestParam int version,
      @ModelAttribute("form") OwnDataForm form,
      BindingResult errors,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Facility facility = requireOwn(actor);
    Optional<OwnData> data = form.data(errors);
    if (data.isEmpty()) {
      return form("facility/own", actor, facility, model);
    }
    try {
      register.changeOwn(actor, version, data.get());
    } catch (ConflictException e) {
      return conflict("facility/own", actor, facility.id(), model, response);
    }
    Notice.add(redirect, "facility.notice.changed", facility.name());
    return "redirect:/facilities/" + facility.id();
  }

  private Facility requireOwn(Actor actor) {
    actor.require(jp.yoyo.id.app.actor.Permission.MANAGE_FACILITY);
    return register.own(actor);
  }

  @GetMapping("/facilities/{id}/code")
  String code(Actor actor, @PathVariable UUID id, Model model) {
    Facility facility = requireSupervised(actor, id);
    model.addAttribute("form", new CodeChangeForm());
    return form("facility/code", actor, facility, model);
  }

  @PostMapping("/facilities/{id}/code")
  String code(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      @ModelAttribute("form") CodeChangeForm form,
      BindingResult errors,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Facility facility = requireSupervised(actor, id);
    Optional<CodeChange> change = form.change(errors);
    if (change.isEmpty()) {
      return form("facility/code", actor, facility, model);
    }
    try {
      register.changeCode(actor, id, version, change.get());
    } catch (CodeHeldException e) {
      errors.rejectValue("code", "facility.code.held");
      return form("facility/code", actor, facility, model);
    } catch (ConflictException e) {
      return conflict("facility/code", actor, id, model, response);
    }
    Notice.add(redirect, "facility.notice.code", change.get().code().value());
    return "redirect:/facilities/" + id;
  }

  @GetMapping("/facilities/{id}/close")
  String close(Actor actor, @PathVariable UUID id, Model model) {
    Facility facility = requireSupervised(actor, id);
    CloseForm form = new CloseForm();
    form.setOn(LocalDate.now(clock).toString());
    model.addAttribute("form", form);
    return form("facility/close", actor, facility, model);
  }

  @PostMapping("/facilities/{id}/close")
  String close(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      @ModelAttribute("form") CloseForm form,
      BindingResult errors,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Facility facility = requireSupervised(actor, id);
    LocalDate day = form.day(errors);
    if (day == null) {
      return form("facility/close", actor, facility, model);
    }
    try {
      register.close(actor, id, version, day, form.getReason().strip());
    } catch (ConflictException e) {
      return conflict("facility/close", actor, id, model, response);
    }
    Notice.add(redirect, "facility.notice.closed", facility.name());
    return "redirect:/facilities/" + id;
  }

  @PostMapping("/facilities/{id}/reopen")
  String reopen(
      Actor actor, @PathVariable UUID id, @RequestParam int version, RedirectAttributes redirect) {
    Facility facility = requireSupervised(actor, id);
    register.reopen(actor, id, version);
    Notice.add(redirect, "facility.notice.reopened", facility.name());
    return "redirect:/facilities/" + id;
  }

  /** What this feature adds to the frame and the first page. */
  @Configuration
  static class Entries {

    @Bean
    static NavigationEntry facilitiesEntry() {
      return new NavigationEntry(
          "facility.title",
          "/facilities",
          20,
          actor ->
              FacilityRegister.isVisibleTo(actor)
                  && !actor.is(OrganizationType.FACILITY, OrganizationType.VENUE));
    }

    @Bean
    static NavigationEntry ownFacilityEntry() {
      return new NavigationEntry(
          "facility.own.title",
          "/facility",
          20,
          actor ->
              FacilityRegister.isVisibleTo(actor)
                  && actor.is(OrganizationType.FACILITY, OrganizationType.VENUE));
    }

    @Bean
    static WaitingTasks facilityTasks(FacilityRegister register) {
      return actor -> {
        if (FacilityRegister.mayChangeOwn(actor) && FacilityRegister.isVisibleTo(actor)) {
          return List.of(
              new WaitingTask(
                  "facility.task.representative",
                  register.withoutRepresentative(actor),
                  List.of(),
                  "/facility/edit",
                  true));
        }
        if (FacilityRegister.maySupervise(actor) && FacilityRegister.isVisibleTo(actor)) {
          return List.of(
              new WaitingTask(
                  "facility.task.representatives",
                  register.withoutRepresentative(actor),
                  List.of(),
                  "/facilities?lacking=true",
                  false));
        }
        return List.of();
      };
    }
  }
}
