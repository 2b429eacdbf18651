package jp.yoyo.id.app.facilitytoken;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityCode;
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.facility.MailAddress;
import jp.yoyo.id.app.facilitytoken.TokenApplicationState.Command;
import jp.yoyo.id.app.files.CsvExport;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.stepup.StepUp;
import jp.yoyo.id.app.web.Dates;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.Notice;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 医療機関トークン申請の審査: what municipalities forward and hand over, the central office approves. */
@Controller
@RequestMapping(TokenReviewController.PATH)
class TokenReviewController {

  static final String PATH = "/facility-token-reviews";
  private static final int HISTORY = 50;
  private static final int MOST_AT_ONCE = 100;

  private final TokenReviews reviews;
  private final TokenApplicationList list;
  private final FacilityTokenLife life;
  private final TokenUploads uploads;
  private final TokenOffices offices;
  private final TokenNotice notice;
  private final TokenApplicationWorkbook workbook;
  private final FacilityRegister register;
  private final AuditHistory history;
  private final MessageSource texts;
  private final Clock clock;

  TokenReviewController(
      TokenReviews reviews,
      TokenApplicationList list,
      FacilityTokenLife life,
      TokenUploads uploads,
      TokenOffices offices,
      TokenNotice notice,
      TokenApplicationWorkbook workbook,
      FacilityRegister register,
      AuditHistory history,
      MessageSource texts,
      Clock clock) {
    this.reviews = reviews;
    this.list = list;
    this.life = life;
    this.uploads = uploads;
    this.offices = offices;
    this.notice = notice;
    this.workbook = workbook;
    this.register = register;
    this.history = history;
    this.texts = texts;
    this.clock = clock;
  }

  /** Two statements. */
  @GetMapping
  String list(
      Actor actor,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String after,
      Model model) {
    TokenPermissions.requireReader(actor);
    TokenApplicationSearch search = TokenApplicationSearch.of(q, state, kind, sort, after);
    model.addAttribute("page", list.page(actor, search));
    model.addAttribute("query", search.query());
    model.addAttribute("states", states());
    model.addAttribute("kinds", ApplicationKind.values());
    model.addAttribute("municipality", TokenPermissions.isMunicipality(actor));
    model.addAttribute("reviewer", TokenPermissions.isReviewer(actor));
    model.addAttribute("bulk", bulk(actor).map(Command::code).orElse(""));
    model.addAttribute("bulkState", bulk(actor).isPresent() ? waiting(actor).column() : "");
    return "facilitytoken/reviews";
  }

  /** What can be done with many at once. */
  private static java.util.Optional<Command> bulk(Actor actor) {
    if (TokenPermissions.isCentral(actor)) {
      return java.util.Optional.of(Command.APPROVE);
    }
    return TokenPermissions.isMunicipality(actor)
        ? java.util.Optional.of(Command.FORWARD)
        : java.util.Optional.empty();
  }

  private static TokenApplicationState waiting(Actor actor) {
    return TokenPermissions.isCentral(actor)
        ? TokenApplicationState.FORWARDED
        : TokenApplicationState.SUBMITTED;
  }

  private static List<TokenApplicationState> states() {
    return Arrays.stream(TokenApplicationState.values())
        .filter(state -> state != TokenApplicationState.DRAFT)
        .toList();
  }

  @GetMapping("/list.csv")
  void export(
      Actor actor,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String sort,
      HttpServletResponse response)
      throws IOException {
    TokenPermissions.requireReader(actor);
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"facility-token-applications.csv\"");
    Locale locale = actor.locale();
    Dates dates = new Dates(locale);
    List<String> heads = new ArrayList<>();
    for (String name :
        List.of(
            "reference",
            "code",
            "facility",
            "municipality",
            "kind",
            "state",
            "submitted",
            "changed")) {
      heads.add(text("facilitytoken.column." + name, locale));
    }
    try (CsvExport csv = new CsvExport(response.getOutputStream(), heads)) {
      list.forEach(
          actor,
          TokenApplicationSearch.of(q, state, kind, sort, null),
          row ->
              csv.row(
                  List.of(
                      row.referenceNumber(),
                      row.facilityCode(),
                      row.facilityName(),
                      row.municipalityCode(),
                      text(row.kind().key(), locale),
                      text(row.state().key(), locale),
                      dates.exact(row.submittedAt()),
                      dates.exact(row.changedAt()))));
    }
  }

  private String text(String key, Locale locale) {
    return Objects.requireNonNull(texts.getMessage(key, null, locale));
  }

  @GetMapping("/{id}")
  String review(Actor actor, @PathVariable UUID id, Model model) {
    TokenPermissions.requireReader(actor);
    return show(actor, id, model, "", null);
  }

  private String show(
      Actor actor,
      UUID id,
      Model model,
      String comment,
      @Nullable RefusedTokenApplicationException problem) {
    TokenReviews.Review review = reviews.review(actor, id);
    TokenApplication application = review.application();
    Facility facility = register.findByAlias(application.facility().alias()).orElseThrow();
    model.addAttribute("application", application);
    model.addAttribute("facility", facility);
    model.addAttribute("code", review.code().orElse(null));
    model.addAttribute("now", clock.instant());
    model.addAttribute("ownWork", review.ownWork());
    model.addAttribute(
        "commands", reviews.commands(actor, review).stream().map(Command::code).toList());
    model.addAttribute("lacking", notice.lacking(application, facility));
    model.addAttribute("reviewer", TokenPermissions.isReviewer(actor));
    model.addAttribute("comment", comment);
    model.addAttribute("problem", problem);
    model.addAttribute("history", history.of(TokenRecords.APPLICATION, id.toString(), HISTORY));
    return "facilitytoken/review";
  }

  @StepUp("facility-token-decision")
  @PostMapping("/{id}/decision")
  String decide(
      Actor actor,
      @PathVariable UUID id,
      @RequestParam int version,
      @RequestParam String command,
      @RequestParam(defaultValue = "") String comment,
      Model model,
      RedirectAttributes redirect) {
    TokenPermissions.requireReviewer(actor);
    Command decision = decision(actor, command);
    try {
      reviews.decide(actor, id, version, decision, comment);
    } catch (RefusedTokenApplicationException e) {
      return show(actor, id, model, comment, e);
    }
    Notice.add(redirect, "facilitytoken.notice." + decision.code());
    return "redirect:" + PATH + "/" + id;
  }

  private static Command decision(Actor actor, String command) {
    return Command.named(command)
        .filter(found -> found != Command.HAND_OVER && found != Command.REISSUE_CODE)
        .filter(found -> found.party() == TokenPermissions.party(actor))
        .orElseThrow(NotFoundException::new);
  }

  /**
   * The same decision about many, each by itself: what one is refused, the others do not miss.
   *
   * @param application {@code id:version}
   */
  @StepUp("facility-token-decision")
  @PostMapping("/decisions")
  String decideMany(
      Actor actor,
      @RequestParam(required = false) @Nullable List<String> application,
      RedirectAttributes redirect) {
    TokenPermissions.requireReviewer(actor);
    Command command = bulk(actor).orElseThrow(NotFoundException::new);
    int done = 0;
    int refused = 0;
    List<String> chosen = application == null ? List.of() : application;
    for (String each : chosen.stream().limit(MOST_AT_ONCE).toList()) {
      int colon = each.indexOf(':');
      try {
        reviews.decide(
            actor,
            UUID.fromString(each.substring(0, Math.max(0, colon))),
            Integer.parseInt(each.substring(colon + 1)),
            command,
            "");
        done++;
      } catch (StaleTokenApplicationException
          | AccessDeniedException
          | NotFoundException
          | IllegalArgumentException e) {
        refused++;
      }
    }
    Notice.add(
        redirect,
        "facilitytoken.notice.many." + command.code(),
        String.valueOf(done),
        String.valueOf(refused));
    return "redirect:" + PATH + "?state=" + waiting(actor).column();
  }

  /** The notice to print; the claim code is in it and nowhere else. */
  @PostMapping("/{id}/notice")
  ResponseEntity<byte[]> handOver(Actor actor, @PathVariable UUID id, @RequestParam int version) {
    TokenPermissions.requireMunicipality(actor);
    TokenReviews.Review review = reviews.review(actor, id);
    Facility facility = register.findByAlias(review.application().facility().alias()).orElseThrow();
    byte[] pdf =
        reviews.handOver(actor, id, version, handed -> notice.print(actor, handed, facility));
    return TokenFiles.notice(review.application().referenceNumber(), pdf);
  }

  @PostMapping("/{id}/mail")
  String handOverByMail(
      Actor actor, @PathVariable UUID id, @RequestParam int version, RedirectAttributes redirect) {
    TokenPermissions.requireMunicipality(actor);
    reviews.handOverByMail(actor, id, version);
    Notice.add(redirect, "facilitytoken.notice.mailed");
    return "redirect:" + PATH + "/" + id;
  }

  /** The form for a facility, with what is known of it; without one, with the own code alone. */
  @GetMapping("/form.xlsx")
  ResponseEntity<byte[]> formFile(Actor actor, @RequestParam(defaultValue = "") String code)
      throws IOException {
    TokenPermissions.requireMunicipality(actor);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (code.isBlank()) {
      workbook.write(actor.organization().code(), out);
    } else {
      workbook.write(supervised(actor, code), out);
    }
    return TokenFiles.workbook(out);
  }

  private Facility supervised(Actor actor, String code) {
    try {
      return register
          .findByCode(FacilityCode.parse(code))
          .filter(f -> f.supervisorAlias().equals(actor.organization().alias()))
          .orElseThrow(NotFoundException::new);
    } catch (FormatException e) {
      throw new NotFoundException();
    }
  }

  @GetMapping("/uploads")
  String uploadForm(Actor actor, Model model) {
    TokenPermissions.requireMunicipality(actor);
    model.addAttribute("most", TokenUploads.MOST_FILES);
    return "facilitytoken/upload";
  }

  @PostMapping("/uploads")
  String upload(
      Actor actor,
      @RequestParam(required = false) @Nullable List<MultipartFile> files,
      Model model,
      HttpServletResponse response)
      throws IOException {
    TokenPermissions.requireMunicipality(actor);
    List<TokenUploads.Incoming> incoming =
        (files == null ? List.<MultipartFile>of() : files)
            .stream()
                .filter(
                    file -> !Objects.requireNonNullElse(file.getOriginalFilename(), "").isEmpty())
                .map(
                    file ->
                        new TokenUploads.Incoming(
                            Objects.requireNonNullElse(file.getOriginalFilename(), ""),
                            file::getInputStream))
                .toList();
    try {
      return "redirect:" + PATH + "/uploads/" + uploads.upload(actor, incoming);
    } catch (RefusedTokenApplicationException e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("problem", e);
      return uploadForm(actor, model);
    }
  }

  @GetMapping("/uploads/{id}")
  String preview(Actor actor, @PathVariable UUID id, Model model) {
    TokenPermissions.requireMunicipality(actor);
    model.addAttribute("upload", uploads.find(actor, id));
    return "facilitytoken/preview";
  }

  @StepUp("facility-token-decision")
  @PostMapping("/uploads/{id}/confirm")
  String confirm(Actor actor, @PathVariable UUID id, RedirectAttributes redirect) {
    TokenPermissions.requireMunicipality(actor);
    Notice.add(
        redirect, "facilitytoken.notice.confirmed", String.valueOf(uploads.confirm(actor, id)));
    return "redirect:" + PATH + "/uploads/" + id;
  }

  @PostMapping("/uploads/{id}/discard")
  String discard(Actor actor, @PathVariable UUID id, RedirectAttributes redirect) {
    TokenPermissions.requireMunicipality(actor);
    uploads.discard(actor, id);
    Notice.add(redirect, "facilitytoken.notice.discarded");
    return "redirect:" + PATH + "/uploads";
  }

  @GetMapping("/settings")
  String settings(Actor actor, Model model) {
    TokenPermissions.requireReviewer(actor);
    model.addAttribute("mail", offices.own(actor).orElse(""));
    return "facilitytoken/settings";
  }

  @PostMapping("/settings")
  String changeSettings(
      Actor actor,
      @RequestParam(defaultValue = "") String mail,
      Model model,
      RedirectAttributes redirect) {
    TokenPermissions.requireReviewer(actor);
    try {
      offices.change(actor, MailAddress.parse(mail));
    } catch (FormatException e) {
      model.addAttribute("mail", mail);
      model.addAttribute(
          "problem",
          new RefusedTokenApplicationException("mail", e.key(), e.arguments().toArray()));
      return "facilitytoken/settings";
    }
    Notice.add(redirect, "facilitytoken.notice.saved");
    return "redirect:" + PATH + "/settings";
  }

  /** The tokens of a facility, without anything that opens anything. */
  @GetMapping("/facilities/{alias}/tokens")
  String tokens(Actor actor, @PathVariable String alias, Model model) {
    TokenPermissions.requireReviewer(actor);
    model.addAttribute("facility", life.facility(actor, alias));
    model.addAttribute("tokens", life.tokens(actor, alias));
    return "facilitytoken/tokens";
  }

  @GetMapping("/facilities/{alias}/tokens/{token}/revocation")
  String revokeForm(
      Actor actor, @PathVariable String alias, @PathVariable String token, Model model) {
    TokenPermissions.requireReviewer(actor);
    return revocation(actor, alias, token, "", model, null);
  }

  private String revocation(
      Actor actor,
      String alias,
      String token,
      String reason,
      Model model,
      @Nullable RefusedTokenApplicationException problem) {
    model.addAttribute("token", life.require(actor, alias, token));
    String tokens = PATH + "/facilities/" + alias + "/tokens";
    model.addAttribute("action", tokens + "/" + token + "/revocation");
    model.addAttribute("back", tokens);
    model.addAttribute("backLabel", "facilitytoken.tokens.title");
    model.addAttribute("reason", reason);
    model.addAttribute("problem", problem);
    return "facilitytoken/revocation";
  }

  @PostMapping("/facilities/{alias}/tokens/{token}/revocation")
  String revoke(
      Actor actor,
      @PathVariable String alias,
      @PathVariable String token,
      @RequestParam(defaultValue = "") String reason,
      Model model,
      RedirectAttributes redirect) {
    TokenPermissions.requireReviewer(actor);
    try {
      boolean ended = life.revoke(actor, alias, token, reason);
      Notice.add(
          redirect, ended ? "facilitytoken.notice.revoked" : "facilitytoken.notice.revoked-later");
    } catch (RefusedTokenApplicationException e) {
      return revocation(actor, alias, token, reason, model, e);
    }
    return "redirect:" + PATH + "/facilities/" + alias + "/tokens";
  }
}
