package jp.yoyo.id.app.onboarding;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.files.CsvExport;
import jp.yoyo.id.app.reference.Municipalities;
import jp.yoyo.id.app.reference.Municipality;
import jp.yoyo.id.app.reference.Prefecture;
import jp.yoyo.id.app.web.CsvDownload;
import jp.yoyo.id.app.web.NavigationEntry;
import jp.yoyo.id.app.web.Notice;
import jp.yoyo.id.app.web.WaitingTask;
import jp.yoyo.id.app.web.WaitingTasks;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 導入状況. */
@Controller
@RequestMapping("/onboarding")
class OnboardingController {

  private final Onboarding onboarding;
  private final OnboardingFacts facts;
  private final Municipalities municipalities;
  private final MessageSource texts;

  OnboardingController(
      Onboarding onboarding,
      OnboardingFacts facts,
      Municipalities municipalities,
      MessageSource texts) {
    this.onboarding = onboarding;
    this.facts = facts;
    this.municipalities = municipalities;
    this.texts = texts;
  }

  /**
   * The own steps of a facility; all facilities of an office together, or those of a prefecture or
   * municipality.
   */
  @GetMapping
  String show(
      Actor actor,
      @RequestParam(required = false) @Nullable String prefecture,
      @RequestParam(required = false) @Nullable String municipality,
      Model model) {
    if (Onboarding.isOffice(actor)) {
      OnboardingSearch search =
          OnboardingSearch.of(null, prefecture, municipality, null, null, null);
      model.addAttribute("rollUp", onboarding.rollUp(actor, search));
      model.addAttribute("here", here(search));
      model.addAttribute("query", search.query());
      return "onboarding/office";
    }
    Onboarding.require(actor, Onboarding.isFacility(actor));
    Optional<OnboardingProgress> progress = onboarding.own(actor);
    if (progress.isPresent()) {
      boolean upToDate = facts.refreshFor(actor, progress.get().checkedAt());
      model.addAttribute("stale", !upToDate);
      progress = onboarding.own(actor);
    }
    model.addAttribute("progress", progress.orElse(null));
    model.addAttribute("steps", OnboardingStep.values());
    return "onboarding/facility";
  }

  /** The name of the prefecture or municipality that is looked at; "" for all. */
  private String here(OnboardingSearch search) {
    String code = search.municipality();
    return code.isEmpty()
        ? municipalities.prefectures().stream()
            .filter(each -> each.code().equals(search.prefecture()))
            .map(Prefecture::name)
            .findFirst()
            .orElse("")
        : municipalities.of(code.substring(0, 2)).stream()
            .filter(each -> each.code().value().equals(code))
            .map(Municipality::name)
            .findFirst()
            .orElse(code);
  }

  @GetMapping("/facilities")
  String facilities(
      Actor actor,
      @RequestParam(required = false) @Nullable String step,
      @RequestParam(required = false) @Nullable String prefecture,
      @RequestParam(required = false) @Nullable String municipality,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable UUID after,
      Model model) {
    Onboarding.require(actor, Onboarding.isOffice(actor));
    OnboardingSearch search =
        OnboardingSearch.of(step, prefecture, municipality, text, sort, after);
    boolean central = actor.is(OrganizationType.CENTRAL);
    model.addAttribute("page", onboarding.page(actor, search));
    model.addAttribute("query", search.query());
    model.addAttribute("steps", OnboardingStep.all());
    model.addAttribute("prefectures", central ? municipalities.prefectures() : List.of());
    String within = central ? search.prefecture() : actor.organization().prefecture();
    model.addAttribute(
        "municipalities",
        within.isEmpty() || actor.is(OrganizationType.MUNICIPALITY)
            ? List.of()
            : municipalities.of(within));
    model.addAttribute("mayRemind", Onboarding.mayRemind(actor));
    return "onboarding/facilities";
  }

  @GetMapping("/facilities.csv")
  void export(
      Actor actor,
      @RequestParam(required = false) @Nullable String step,
      @RequestParam(required = false) @Nullable String prefecture,
      @RequestParam(required = false) @Nullable String municipality,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String sort,
      HttpServletResponse response)
      throws IOException {
    Onboarding.require(actor, Onboarding.isOffice(actor));
    Locale locale = actor.locale();
    List<String> heads = new ArrayList<>(List.of(text("onboarding.facility", locale)));
    OnboardingStep.all().forEach(each -> heads.add(text("onboarding.step." + each.code(), locale)));
    try (CsvExport csv = CsvDownload.open(response, "onboarding.csv", heads)) {
      onboarding.forEach(
          actor,
          OnboardingSearch.of(step, prefecture, municipality, text, sort, null),
          row -> {
            List<String> cells = new ArrayList<>(List.of(row.name()));
            OnboardingStep.all()
                .forEach(
                    each ->
                        cells.add(
                            text(
                                row.isDone(each) ? "onboarding.done" : "onboarding.open", locale)));
            csv.row(cells);
          });
    }
  }

  private String text(String key, Locale locale) {
    return Objects.requireNonNull(texts.getMessage(key, null, locale));
  }

  @GetMapping("/remind")
  String confirmReminder(
      Actor actor, @RequestParam(required = false) @Nullable String step, Model model) {
    Onboarding.require(actor, Onboarding.mayRemind(actor));
    Optional<OnboardingStep> missing = OnboardingStep.named(step);
    model.addAttribute("step", missing.map(OnboardingStep::code).orElse(""));
    model.addAttribute("count", onboarding.remindable(actor, missing));
    model.addAttribute("most", Onboarding.MOST_REMINDED);
    return "onboarding/remind";
  }

  @PostMapping("/remind")
  String remind(
      Actor actor,
      @RequestParam(required = false) @Nullable String step,
      RedirectAttributes redirect) {
    Onboarding.require(actor, Onboarding.mayRemind(actor));
    int sent = onboarding.remind(actor, OnboardingStep.named(step));
    Notice.add(redirect, "onboarding.notice.reminded", String.valueOf(sent));
    return "redirect:/onboarding/facilities";
  }

  /** In the navigation, and on the first page. */
  @Configuration
  static class Navigation {

    private static final int ORDER = 10;

    @Bean
    static NavigationEntry onboardingEntry() {
      return new NavigationEntry(
          "onboarding.title",
          "/onboarding",
          ORDER,
          actor -> Onboarding.isFacility(actor) || Onboarding.isOffice(actor));
    }

    @Bean
    static WaitingTasks onboardingTasks(Onboarding onboarding) {
      return actor -> {
        if (Onboarding.isFacility(actor)) {
          long open =
              onboarding
                  .own(actor)
                  .map(p -> (long) OnboardingStep.all().size() - p.done().size())
                  .orElse(0L);
          return List.of(
              new WaitingTask("onboarding.task.own", open, List.of(), "/onboarding", false));
        }
        if (Onboarding.mayRemind(actor)) {
          return List.of(
              new WaitingTask(
                  "onboarding.task.stuck",
                  onboarding.remindable(actor, Optional.empty()),
                  List.of(),
                  "/onboarding",
                  false));
        }
        return List.of();
      };
    }
  }
}
