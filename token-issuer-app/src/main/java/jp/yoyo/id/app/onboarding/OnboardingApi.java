package jp.yoyo.id.app.onboarding;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.api.ApiBody;
import jp.yoyo.id.app.api.ApiFields;
import jp.yoyo.id.app.api.ApiPage;
import jp.yoyo.id.app.api.ApiPath;
import jp.yoyo.id.app.web.NotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 導入状況, for programs. */
@RestController
@RequestMapping(path = ApiPath.BASE + "/onboarding", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "onboarding")
class OnboardingApi {

  private final Onboarding onboarding;

  OnboardingApi(Onboarding onboarding) {
    this.onboarding = onboarding;
  }

  /** A step of all facilities of an office together. */
  record StepTotal(String step, long done, long open, int percent) {}

  /** The steps of one facility. */
  record FacilityProgress(
      UUID facilityId,
      String alias,
      String name,
      List<String> done,
      @Nullable String next,
      int users,
      int usersActive,
      @Nullable Instant checkedAt) {

    static FacilityProgress of(OnboardingProgress progress) {
      return new FacilityProgress(
          progress.id(),
          progress.alias(),
          progress.name(),
          OnboardingStep.all().stream().filter(progress::isDone).map(OnboardingStep::code).toList(),
          progress.next().map(OnboardingStep::code).orElse(null),
          progress.users(),
          progress.usersActive(),
          progress.checkedAt());
    }
  }

  /** For offices: how many facilities have done each step. One statement. */
  @GetMapping("/steps")
  List<StepTotal> onboardingSteps(Actor actor) {
    Onboarding.require(actor, Onboarding.isOffice(actor));
    return onboarding.rollUp(actor, OnboardingSearch.ALL).totals().stream()
        .map(each -> new StepTotal(each.step().code(), each.done(), each.open(), each.percent()))
        .toList();
  }

  /** For offices: facilities, all or those that have not done a step. Two statements. */
  @GetMapping("/facilities")
  ApiPage<FacilityProgress> onboardingFacilities(
      Actor actor,
      @RequestParam(required = false) @Nullable String missing,
      @RequestParam(required = false) @Nullable UUID after) {
    Onboarding.require(actor, Onboarding.isOffice(actor));
    Optional<OnboardingStep> step = ApiFields.oneOf("missing", missing, OnboardingStep::named);
    return ApiPage.of(
        onboarding.page(actor, OnboardingSearch.missing(step).after(after)), FacilityProgress::of);
  }

  /** Whom to remind. */
  record ReminderRequest(
      @Schema(description = "Those that have not done this step; left out: all that are stuck")
          @Nullable String missing)
      implements ApiBody {}

  /** How many mails are on their way. */
  record Reminders(int sent) {}

  /**
   * For municipalities: a mail to each of the own facilities that is stuck, and was not reminded
   * within a week. At most 1,000 at a time; call again until none is sent.
   */
  @PostMapping(path = "/reminders", consumes = MediaType.APPLICATION_JSON_VALUE)
  Reminders sendOnboardingReminders(Actor actor, @RequestBody ReminderRequest wanted) {
    Onboarding.require(actor, Onboarding.mayRemind(actor));
    return new Reminders(
        onboarding.remind(
            actor, ApiFields.oneOf("missing", wanted.missing(), OnboardingStep::named)));
  }

  /** For a facility: its own steps. One statement. */
  @GetMapping("/own")
  FacilityProgress ownOnboarding(Actor actor) {
    Onboarding.require(actor, Onboarding.isFacility(actor));
    return onboarding.own(actor).map(FacilityProgress::of).orElseThrow(NotFoundException::new);
  }
}
