package jp.yoyo.id.app.issuance;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.facility.CodeHeldException;
import jp.yoyo.id.app.facility.FacilityKind;
import jp.yoyo.id.app.facility.NewFacility;
import jp.yoyo.id.app.files.CsvExport;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.stepup.StepUp;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.CsvDownload;
import jp.yoyo.id.app.web.Dates;
import jp.yoyo.id.app.web.NavigationEntry;
import jp.yoyo.id.app.web.Notice;
import jp.yoyo.id.app.web.PageOf;
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

/** アカウント発行: one on a form, the list of all, and what can be done with each. */
@Controller
class IssuanceController {

  private static final int HISTORY = 50;

  private final AccountIssuance issuance;
  private final FirstLogins firstLogins;
  private final AuditHistory history;
  private final MessageSource texts;

  IssuanceController(
      AccountIssuance issuance,
      FirstLogins firstLogins,
      AuditHistory history,
      MessageSource texts) {
    this.issuance = issuance;
    this.firstLogins = firstLogins;
    this.history = history;
    this.texts = texts;
  }

  /** The filter as it stands in the address. */
  record Filter(@Nullable String text, @Nullable String state, @Nullable String sort) {

    private static final int LONGEST = 100;

    IssuanceSearch search() {
      return new IssuanceSearch(
          usable(text), IssuanceState.of(state), IssuanceSearch.Sort.of(sort));
    }

    private static String usable(@Nullable String typed) {
      String text = typed == null ? "" : typed.strip();
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    Map<String, String> query() {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("text", usable(text));
      query.put("state", usable(state));
      query.put("sort", IssuanceSearch.Sort.of(sort).typed());
      return query;
    }
  }

  /** Two statements. */
  @GetMapping("/issuance")
  String list(
      Actor actor,
      @ModelAttribute("filter") Filter filter,
      @RequestParam(required = false) @Nullable Integer page,
      Model model) {
    model.addAttribute("page", issuance.search(actor, filter.search(), PageOf.number(page)));
    model.addAttribute("query", filter.query());
    model.addAttribute("states", IssuanceState.values());
    model.addAttribute("isMunicipality", actor.is(OrganizationType.MUNICIPALITY));
    return "issuance/list";
  }

  @GetMapping("/issuance.csv")
  void export(Actor actor, @ModelAttribute("filter") Filter filter, HttpServletResponse response)
      throws IOException {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.MUNICIPALITY, OrganizationType.CENTRAL);
    Locale locale = actor.locale();
    Dates dates = new Dates(locale);
    List<String> titles =
        List.of("code", "displayName", "userId", "name", "email", "state", "requestedAt", "problem")
            .stream()
            .map(column -> texts.getMessage("issuance." + column, null, locale))
            .toList();
    try (CsvExport csv = CsvDownload.open(response, "accounts.csv", titles)) {
      issuance.export(
          actor,
          filter.search(),
          each ->
              csv.row(
                  List.of(
                      each.code(),
                      each.displayName(),
                      Objects.requireNonNullElse(each.administrator().userId(), ""),
                      each.administrator().lastName() + " " + each.administrator().firstName(),
                      each.administrator().email(),
                      texts.getMessage("issuance.state." + each.state().column(), null, locale),
                      dates.exact(each.requestedAt()),
                      Objects.requireNonNullElse(each.problem(), ""))));
    }
  }

  private static void requireMunicipality(Actor actor) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.MUNICIPALITY);
  }

  @GetMapping("/issuance/new")
  String create(Actor actor, Model model) {
    requireMunicipality(actor);
    model.addAttribute("form", new AdministratorForm());
    model.addAttribute("kinds", FacilityKind.values());
    return "issuance/new";
  }

  @PostMapping("/issuance/new")
  String create(
      Actor actor,
      @ModelAttribute("form") AdministratorForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect) {
    requireMunicipality(actor);
    model.addAttribute("kinds", FacilityKind.values());
    Optional<NewFacility> facility = form.newFacility(errors);
    Optional<Administrator> administrator = form.administrator(errors);
    if (facility.isEmpty() || administrator.isEmpty()) {
      return "issuance/new";
    }
    UUID id;
    try {
      id = issuance.issueFacility(actor, facility.get(), administrator.get());
    } catch (CodeHeldException e) {
      errors.rejectValue("code", "facility.code.held");
      return "issuance/new";
    }
    Notice.add(redirect, "issuance.notice.issued", facility.get().data().name());
    return "redirect:/issuance/" + id;
  }

  /** Three statements and one call of Keycloak. */
  @GetMapping("/issuance/{id}")
  String detail(Actor actor, @PathVariable UUID id, Model model) {
    Issuance found = issuance.require(actor, id);
    boolean supervised = AccountIssuance.isSupervisedBy(actor, found);
    if (supervised) {
      try {
        firstLogins.refresh(found, actor.userId());
      } catch (KeycloakUnavailableException | OrganizationAdminException e) {
        model.addAttribute("stale", true);
      }
    }
    Issuance now = issuance.require(actor, id);
    model.addAttribute("issuance", now);
    model.addAttribute(
        "mayResend", supervised && now.memberId() != null && now.state().maySendAgain());
    model.addAttribute("mayCorrect", supervised && AccountIssuance.isCorrectable(now));
    model.addAttribute("history", history.of(AccountIssuance.OBJECT_TYPE, id.toString(), HISTORY));
    return "issuance/detail";
  }

  @GetMapping("/issuance/{id}/resend")
  String resend(Actor actor, @PathVariable UUID id, Model model) {
    model.addAttribute("issuance", requireSupervised(actor, id));
    model.addAttribute("form", new IdentificationForm());
    return "issuance/resend";
  }

  @StepUp("reissue")
  @PostMapping("/issuance/{id}/resend")
  String resend(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      @ModelAttribute("form") IdentificationForm form,
      BindingResult errors,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Issuance found = requireSupervised(actor, id);
    model.addAttribute("issuance", found);
    String identification = form.check(errors);
    if (identification == null) {
      return "issuance/resend";
    }
    try {
      issuance.sendAgain(actor, id, version, identification);
    } catch (ConflictException e) {
      return conflict("issuance/resend", actor, id, model, response);
    }
    Notice.add(redirect, "issuance.notice.resent", found.displayName());
    return "redirect:/issuance/" + id;
  }

  private String conflict(
      String view, Actor actor, UUID id, Model model, HttpServletResponse response) {
    response.setStatus(HttpStatus.CONFLICT.value());
    model.addAttribute("conflict", true);
    model.addAttribute("issuance", requireSupervised(actor, id));
    return view;
  }

  private Issuance requireSupervised(Actor actor, UUID id) {
    Issuance found = issuance.require(actor, id);
    if (!AccountIssuance.isSupervisedBy(actor, found)) {
      throw new jp.yoyo.id.app.web.NotFoundException();
    }
    return found;
  }

  @GetMapping("/issuance/{id}/correct")
  String correct(Actor actor, @PathVariable UUID id, Model model) {
    Issuance found = requireSupervised(actor, id);
    model.addAttribute("issuance", found);
    model.addAttribute("form", AdministratorForm.of(found));
    return "issuance/correct";
  }

  @PostMapping("/issuance/{id}/correct")
  String correct(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      @ModelAttribute("form") AdministratorForm form,
      BindingResult errors,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Issuance found = requireSupervised(actor, id);
    model.addAttribute("issuance", found);
    Optional<Administrator> administrator = form.administrator(errors);
    if (administrator.isEmpty() || errors.hasErrors()) {
      return "issuance/correct";
    }
    try {
      issuance.correct(actor, id, version, administrator.get());
    } catch (ConflictException e) {
      return conflict("issuance/correct", actor, id, model, response);
    }
    Notice.add(redirect, "issuance.notice.issued", found.displayName());
    return "redirect:/issuance/" + id;
  }

  /** What this feature adds to the frame and the first page. */
  @Configuration
  static class Entries {

    @Bean
    static NavigationEntry issuanceEntry() {
      return new NavigationEntry("issuance.title", "/issuance", 30, AccountIssuance::mayIssue);
    }

    @Bean
    static WaitingTasks issuanceTasks(AccountIssuance issuance) {
      return actor -> {
        if (!AccountIssuance.mayIssue(actor)) {
          return List.of();
        }
        Map<IssuanceState, Long> counts = issuance.countByState(actor);
        return java.util.Arrays.stream(IssuanceState.values())
            .filter(IssuanceState::isTrouble)
            .map(
                state ->
                    new WaitingTask(
                        "issuance.task." + state.column(),
                        counts.getOrDefault(state, 0L),
                        List.of(),
                        "/issuance?state=" + state.column(),
                        state != IssuanceState.EXPIRED))
            .toList();
      };
    }
  }
}
