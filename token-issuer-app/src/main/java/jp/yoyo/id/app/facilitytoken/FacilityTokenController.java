package jp.yoyo.id.app.facilitytoken;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Command;
import jp.yoyo.id.app.keycloak.IssuedFacilityToken;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.stepup.StepUp;
import jp.yoyo.id.app.web.NavigationEntry;
import jp.yoyo.id.app.web.Notice;
import jp.yoyo.id.app.web.WaitingTask;
import jp.yoyo.id.app.web.WaitingTasks;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 医療機関トークン: what a facility applies for, claims and looks after (chapter 8). */
@Controller
@RequestMapping(FacilityTokenController.PATH)
class FacilityTokenController {

  static final String PATH = "/facility-tokens";
  private static final Logger LOG = LoggerFactory.getLogger(FacilityTokenController.class);
  private static final int HISTORY = 50;

  /** As long as the text of a token may be, and then some. */
  private static final int LONGEST_TOKEN = 500;

  private final FacilityTokenApplications applications;
  private final FacilityTokenLife life;
  private final TokenClaims claims;
  private final ClaimCodes codes;
  private final TokenUploads uploads;
  private final TokenApplicationWorkbook workbook;
  private final ConnectionTest connectionTest;
  private final AuditHistory history;
  private final AppConfiguration configuration;
  private final FacilityTokenSettings settings;
  private final Clock clock;

  FacilityTokenController(
      FacilityTokenApplications applications,
      FacilityTokenLife life,
      TokenClaims claims,
      ClaimCodes codes,
      TokenUploads uploads,
      TokenApplicationWorkbook workbook,
      ConnectionTest connectionTest,
      AuditHistory history,
      AppConfiguration configuration,
      FacilityTokenSettings settings,
      Clock clock) {
    this.applications = applications;
    this.life = life;
    this.claims = claims;
    this.codes = codes;
    this.uploads = uploads;
    this.workbook = workbook;
    this.connectionTest = connectionTest;
    this.history = history;
    this.configuration = configuration;
    this.settings = settings;
    this.clock = clock;
  }

  @GetMapping
  String start(Actor actor, Model model) {
    TokenPermissions.requireApplicant(actor);
    applications.facility(actor);
    FacilityTokenLife.Listing tokens = life.tokens(actor, actor.organization().alias());
    model.addAttribute("tokens", tokens);
    List<TokenApplication> own = applications.own(actor);
    model.addAttribute("applications", own);
    model.addAttribute(
        "claimable", own.stream().anyMatch(a -> a.state() == TokenApplicationState.HANDED_OVER));
    return "facilitytoken/start";
  }

  @GetMapping("/applications/new")
  String newForm(
      Actor actor,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String token,
      Model model) {
    TokenPermissions.requireApplicant(actor);
    TokenApplicationForm form = TokenApplicationForm.of(applications.facility(actor));
    boolean first = life.tokens(actor, actor.organization().alias()).good().isEmpty();
    form.setKind(
        ApplicationKind.named(kind)
            .orElse(first ? ApplicationKind.NEW : ApplicationKind.ADDITION)
            .column());
    applications.targets(actor).stream()
        .filter(target -> target.id().equals(token))
        .findFirst()
        .ifPresent(
            target -> {
              form.setTargetToken(target.id());
              form.setAppName(target.label());
              form.setTerminal(target.terminal());
            });
    model.addAttribute("application", form);
    return form(actor, model, PATH + "/applications/new");
  }

  @PostMapping("/applications/new")
  String create(
      Actor actor,
      @ModelAttribute("application") TokenApplicationForm form,
      BindingResult errors,
      Model model) {
    TokenPermissions.requireApplicant(actor);
    Optional<TokenApplicationContent> content = form.content(errors);
    if (content.isPresent()) {
      try {
        return to(applications.draft(actor, content.get()));
      } catch (RefusedTokenApplicationException e) {
        reject(errors, e);
      }
    }
    return form(actor, model, PATH + "/applications/new");
  }

  @GetMapping("/applications/{id}/edit")
  String editForm(Actor actor, @PathVariable UUID id, Model model) {
    TokenPermissions.requireApplicant(actor);
    TokenApplication application = applications.mine(actor, id);
    if (!application.state().allows(Command.EDIT)) {
      throw new StaleTokenApplicationException(id, Command.EDIT, "");
    }
    model.addAttribute("application", TokenApplicationForm.of(application));
    return form(actor, model, PATH + "/applications/" + id + "/edit");
  }

  @PostMapping("/applications/{id}/edit")
  String edit(
      Actor actor,
      @PathVariable UUID id,
      @ModelAttribute("application") TokenApplicationForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect) {
    TokenPermissions.requireApplicant(actor);
    applications.mine(actor, id);
    Optional<TokenApplicationContent> content = form.content(errors);
    if (content.isPresent()) {
      try {
        applications.edit(actor, id, form.getVersion(), content.get());
        Notice.add(redirect, "facilitytoken.notice.saved");
        return to(id);
      } catch (RefusedTokenApplicationException e) {
        reject(errors, e);
      }
    }
    return form(actor, model, PATH + "/applications/" + id + "/edit");
  }

  private static String to(UUID application) {
    return "redirect:" + PATH + "/applications/" + application;
  }

  private String form(Actor actor, Model model, String action) {
    model.addAttribute("action", action);
    model.addAttribute("facility", applications.facility(actor));
    model.addAttribute("code", applications.facility(actor).codeOn(LocalDate.now(clock)));
    model.addAttribute("targets", applications.targets(actor));
    model.addAttribute("kinds", ApplicationKind.values());
    model.addAttribute("connections", TokenConnection.values());
    model.addAttribute("ways", HandOverWay.values());
    return "facilitytoken/form";
  }

  private static void reject(BindingResult errors, RefusedTokenApplicationException refused) {
    if (refused.field().isEmpty()) {
      errors.reject(refused.key(), refused.arguments().toArray(), null);
    } else {
      errors.rejectValue(refused.field(), refused.key(), refused.arguments().toArray(), null);
    }
  }

  @GetMapping("/applications/{id}")
  String application(Actor actor, @PathVariable UUID id, Model model) {
    TokenPermissions.requireApplicant(actor);
    return show(actor, id, model, null);
  }

  private String show(
      Actor actor, UUID id, Model model, @Nullable RefusedTokenApplicationException problem) {
    TokenApplication application = applications.mine(actor, id);
    model.addAttribute("application", application);
    model.addAttribute("code", codes.of(id).orElse(null));
    model.addAttribute("now", clock.instant());
    model.addAttribute(
        "commands",
        application.state().commandsOf(TokenApplicationState.Party.FACILITY).stream()
            .map(Command::code)
            .toList());
    model.addAttribute(
        "missing",
        application.state().allows(Command.SUBMIT)
            ? FacilityTokenApplications.missing(applications.facility(actor), LocalDate.now(clock))
            : List.of());
    model.addAttribute("problem", problem);
    model.addAttribute("history", history.of(TokenRecords.APPLICATION, id.toString(), HISTORY));
    return "facilitytoken/application";
  }

  @PostMapping("/applications/{id}/submit")
  String submit(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      Model model,
      RedirectAttributes redirect) {
    TokenPermissions.requireApplicant(actor);
    try {
      applications.submit(actor, id, version);
    } catch (RefusedTokenApplicationException e) {
      return show(actor, id, model, e);
    }
    Notice.add(redirect, "facilitytoken.notice.submit");
    return to(id);
  }

  @GetMapping("/applications/{id}/withdraw")
  String confirmWithdrawal(Actor actor, @PathVariable UUID id, Model model) {
    TokenPermissions.requireApplicant(actor);
    model.addAttribute("application", applications.mine(actor, id));
    return "facilitytoken/withdraw";
  }

  @PostMapping("/applications/{id}/withdraw")
  String withdraw(
      Actor actor, @PathVariable UUID id, @RequestParam int version, RedirectAttributes redirect) {
    TokenPermissions.requireApplicant(actor);
    applications.withdraw(actor, id, version);
    Notice.add(redirect, "facilitytoken.notice.withdraw");
    return to(id);
  }

  /** The form, with what is known filled in. */
  @GetMapping("/form.xlsx")
  ResponseEntity<byte[]> formFile(Actor actor) throws IOException {
    TokenPermissions.requireApplicant(actor);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    workbook.write(applications.facility(actor), out);
    return TokenFiles.workbook(out);
  }

  @GetMapping("/upload")
  String uploadForm(Actor actor) {
    TokenPermissions.requireApplicant(actor);
    return "facilitytoken/upload-own";
  }

  /** A filled-in form becomes a draft, to be looked at before it is handed in. */
  @PostMapping("/upload")
  String upload(
      Actor actor,
      @RequestParam(required = false) @Nullable MultipartFile file,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect)
      throws IOException {
    TokenPermissions.requireApplicant(actor);
    TokenApplicationWorkbook.Filled filled;
    try (InputStream content =
        file == null ? InputStream.nullInputStream() : file.getInputStream()) {
      filled = uploads.own(actor, content);
    }
    TokenApplicationContent content = filled.content();
    if (content == null) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("problems", filled.problems());
      return "facilitytoken/upload-own";
    }
    Notice.add(redirect, "facilitytoken.notice.uploaded");
    return to(applications.draft(actor, content));
  }

  /** Changes nothing, however often it is looked at. */
  @GetMapping("/claim")
  String claimForm(Actor actor, Model model) {
    TokenPermissions.requireApplicant(actor);
    applications.facility(actor);
    return claimPage(actor, model, null);
  }

  private String claimPage(Actor actor, Model model, @Nullable String problem) {
    model.addAttribute(
        "waiting",
        applications.own(actor).stream()
            .filter(a -> a.state() == TokenApplicationState.HANDED_OVER)
            .toList());
    model.addAttribute("problem", problem);
    model.addAttribute("minutes", settings.wrongCodesWithin().toMinutes());
    return "facilitytoken/claim";
  }

  /** The token is in this answer and nowhere else. */
  @StepUp(value = "facility-token-claim", keepsForm = false)
  @PostMapping("/claim")
  String claim(
      Actor actor,
      @RequestParam(defaultValue = "") String code,
      Model model,
      HttpServletResponse response) {
    TokenPermissions.requireApplicant(actor);
    applications.facility(actor);
    Optional<ClaimCode> parsed = ClaimCode.parse(code);
    if (parsed.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return claimPage(actor, model, "facilitytoken.claim.form");
    }
    TokenClaims.Result result;
    try {
      result = claims.claim(actor, parsed.get());
    } catch (KeycloakUnavailableException e) {
      LOG.warn("A claim of {} has to be repeated", actor.organization().alias(), e);
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
      return claimPage(actor, model, "facilitytoken.claim.unavailable");
    } catch (OrganizationAdminException e) {
      LOG.warn("A claim of {} was refused", actor.organization().alias(), e);
      response.setStatus(HttpStatus.CONFLICT.value());
      return claimPage(actor, model, refusal(e));
    }
    IssuedFacilityToken token = result.token();
    if (token == null) {
      response.setStatus(
          switch (result.outcome()) {
            case WRONG, EXPIRED -> HttpStatus.UNPROCESSABLE_CONTENT.value();
            case BLOCKED -> HttpStatus.TOO_MANY_REQUESTS.value();
            case PASSED_THROUGH -> HttpStatus.FORBIDDEN.value();
            default -> HttpStatus.CONFLICT.value();
          });
      return claimPage(
          actor,
          model,
          "facilitytoken.claim."
              + result.outcome().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }
    return shown(token, model);
  }

  private static String refusal(OrganizationAdminException e) {
    for (String known : List.of("too-many-tokens", "organization-disabled", "token-already-used")) {
      if (e.is(known)) {
        return "facilitytoken.refused." + known;
      }
    }
    return "facilitytoken.refused.other";
  }

  private String shown(IssuedFacilityToken token, Model model) {
    model.addAttribute("token", new ShownToken(token, configuration, settings));
    return "facilitytoken/token";
  }

  @PostMapping("/connection-test")
  String testConnection(
      Actor actor, @RequestParam(defaultValue = "") String facilityToken, Model model) {
    TokenPermissions.requireApplicant(actor);
    applications.facility(actor);
    String typed = facilityToken.strip();
    model.addAttribute(
        "result",
        typed.isEmpty() || typed.length() > LONGEST_TOKEN
            ? ConnectionTest.Result.REFUSED
            : connectionTest.test(typed, actor.organization().alias()));
    return "facilitytoken/connection-test";
  }

  @GetMapping("/tokens/{token}/rotation")
  String rotateForm(Actor actor, @PathVariable String token, Model model) {
    TokenPermissions.requireApplicant(actor);
    return rotation(actor, token, UUID.randomUUID(), model, null);
  }

  private String rotation(
      Actor actor, String token, UUID requestId, Model model, @Nullable String problem) {
    model.addAttribute("token", life.require(actor, actor.organization().alias(), token));
    model.addAttribute("requestId", requestId.toString());
    model.addAttribute("problem", problem);
    return "facilitytoken/rotation";
  }

  @StepUp("facility-token-rotation")
  @PostMapping("/tokens/{token}/rotation")
  String rotate(
      Actor actor,
      @PathVariable String token,
      @RequestParam UUID requestId,
      Model model,
      HttpServletResponse response) {
    TokenPermissions.requireApplicant(actor);
    try {
      return shown(life.rotate(actor, token, requestId), model);
    } catch (KeycloakUnavailableException e) {
      LOG.warn("A rotation of {} has to be repeated", actor.organization().alias(), e);
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
      return rotation(actor, token, requestId, model, "facilitytoken.rotate.unavailable");
    } catch (OrganizationAdminException e) {
      LOG.warn("A rotation of {} was refused", actor.organization().alias(), e);
      response.setStatus(HttpStatus.CONFLICT.value());
      return rotation(actor, token, requestId, model, refusal(e));
    }
  }

  @GetMapping("/tokens/{token}/revocation")
  String revokeForm(Actor actor, @PathVariable String token, Model model) {
    TokenPermissions.requireApplicant(actor);
    return revocation(actor, token, "", model, null);
  }

  private String revocation(
      Actor actor,
      String token,
      String reason,
      Model model,
      @Nullable RefusedTokenApplicationException problem) {
    String alias = actor.organization().alias();
    model.addAttribute("token", life.require(actor, alias, token));
    model.addAttribute("action", PATH + "/tokens/" + token + "/revocation");
    model.addAttribute("back", PATH);
    model.addAttribute("backLabel", "facilitytoken.start.title");
    model.addAttribute("reason", reason);
    model.addAttribute("problem", problem);
    return "facilitytoken/revocation";
  }

  @PostMapping("/tokens/{token}/revocation")
  String revoke(
      Actor actor,
      @PathVariable String token,
      @RequestParam(defaultValue = "") String reason,
      Model model,
      RedirectAttributes redirect) {
    TokenPermissions.requireApplicant(actor);
    try {
      boolean ended = life.revoke(actor, actor.organization().alias(), token, reason);
      Notice.add(
          redirect, ended ? "facilitytoken.notice.revoked" : "facilitytoken.notice.revoked-later");
    } catch (RefusedTokenApplicationException e) {
      return revocation(actor, token, reason, model, e);
    }
    return "redirect:" + PATH;
  }

  /** In the navigation, and on the first page. */
  @Configuration
  static class TokenNavigation {

    private static final int ORDER = 50;
    private static final int MOST = 50;

    @Bean
    static NavigationEntry facilityTokenEntry() {
      return new NavigationEntry(
          "facilitytoken.start.title", PATH, ORDER, TokenPermissions::isApplicant);
    }

    @Bean
    static NavigationEntry facilityTokenReviewEntry() {
      return new NavigationEntry(
          "facilitytoken.reviews.title",
          TokenReviewController.PATH,
          ORDER,
          TokenPermissions::isReader);
    }

    @Bean
    static WaitingTasks facilityTokenTasks(TokenApplications applications) {
      return actor -> {
        if (TokenPermissions.isApplicant(actor)) {
          List<TokenApplication> own = applications.ofFacility(actor.organization().alias(), MOST);
          return List.of(
              own(own, TokenApplicationState.HANDED_OVER, PATH + "/claim", true),
              own(own, TokenApplicationState.RETURNED, PATH, true),
              own(own, TokenApplicationState.DRAFT, PATH, false));
        }
        if (TokenPermissions.isMunicipality(actor)) {
          return List.of(
              office(applications, actor, TokenApplicationState.SUBMITTED),
              office(applications, actor, TokenApplicationState.APPROVED));
        }
        return TokenPermissions.isCentral(actor)
            ? List.of(office(applications, actor, TokenApplicationState.FORWARDED))
            : List.of();
      };
    }

    private static WaitingTask own(
        List<TokenApplication> own, TokenApplicationState state, String path, boolean urgent) {
      return new WaitingTask(
          "facilitytoken.task." + state.column(),
          own.stream().filter(a -> a.state() == state).count(),
          List.of(),
          path,
          urgent);
    }

    private static WaitingTask office(
        TokenApplications applications, Actor actor, TokenApplicationState state) {
      return new WaitingTask(
          "facilitytoken.task." + state.column(),
          applications.count(TokenPermissions.scope(actor), state),
          List.of(),
          TokenReviewController.PATH + "?state=" + state.column(),
          true);
    }
  }
}
