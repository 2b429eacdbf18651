package jp.yoyo.id.app.accounts;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.files.CsvExport;
import jp.yoyo.id.app.keycloak.AccountUse;
import jp.yoyo.id.app.reference.Municipalities;
import jp.yoyo.id.app.web.Dates;
import jp.yoyo.id.app.web.NavigationEntry;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.Notice;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** アカウントの状況. */
@Controller
@RequestMapping("/accounts")
class AccountController {

  private static final String SUPERVISED = "supervised";
  private static final List<Integer> MONTHS = List.of(1, 3, 6, 12, 24);

  private final AccountReport report;
  private final AccountSettings settings;
  private final Municipalities municipalities;
  private final MessageSource texts;

  AccountController(
      AccountReport report,
      AccountSettings settings,
      Municipalities municipalities,
      MessageSource texts) {
    this.report = report;
    this.settings = settings;
    this.municipalities = municipalities;
    this.texts = texts;
  }

  /** The filter as it stands in the address. */
  record Filter(
      @Nullable String of,
      @Nullable String prefecture,
      @Nullable String municipality,
      @Nullable String condition,
      @Nullable Integer months) {

    /** Two digits, or "". */
    String usablePrefecture() {
      return prefecture != null && prefecture.matches("[0-9]{2}") ? prefecture : "";
    }

    /** Six digits, one of the prefecture, or "". */
    String usableMunicipality() {
      return municipality != null
              && municipality.matches("[0-9]{6}")
              && !usablePrefecture().isEmpty()
              && municipality.startsWith(usablePrefecture())
          ? municipality
          : "";
    }
  }

  /** Offices look at those below first; whoever sees only one of the two sees that. */
  private AccountReport.Search search(Actor actor, Filter filter) {
    boolean supervised =
        AccountReport.maySeeSupervised(actor)
            && (!AccountReport.maySeeOwn(actor) || !"members".equals(filter.of()));
    AccountReport.Search all =
        new AccountReport.Search(
            supervised,
            "",
            "",
            AccountCondition.named(filter.condition()),
            usable(filter.months()));
    return AccountReport.mayNarrow(actor, all)
        ? new AccountReport.Search(
            supervised,
            filter.usablePrefecture(),
            filter.usableMunicipality(),
            all.condition(),
            all.months())
        : all;
  }

  private int usable(@Nullable Integer months) {
    return months != null && MONTHS.contains(months) ? months : settings.unusedMonths();
  }

  private static Map<String, String> query(AccountReport.Search search) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("of", search.supervised() ? SUPERVISED : "members");
    query.put("prefecture", search.prefecture());
    query.put("municipality", search.municipality());
    query.put("condition", search.condition().map(AccountCondition::code).orElse(""));
    query.put("months", String.valueOf(search.months()));
    return query;
  }

  /** One call of Keycloak; none while the central office has not chosen a prefecture. */
  @GetMapping
  String show(
      Actor actor,
      @ModelAttribute("filter") Filter filter,
      @RequestParam(required = false) @Nullable Integer page,
      Model model) {
    AccountReport.require(actor, AccountReport.maySee(actor));
    AccountReport.Search search = search(actor, filter);
    if (AccountReport.isNarrow(actor, search)) {
      int number = PageOf.number(page);
      AccountUse.Page found =
          report.page(
              actor, search, Math.toIntExact(PageOf.skip(number, PageOf.SIZE)), PageOf.SIZE);
      model.addAttribute("page", PageOf.of(found.items(), found.total(), number, PageOf.SIZE));
      model.addAttribute("totals", found.totals());
    }
    model.addAttribute("query", query(search));
    model.addAttribute("conditions", AccountCondition.all());
    model.addAttribute("months", MONTHS);
    model.addAttribute(
        "both", AccountReport.maySeeOwn(actor) && AccountReport.maySeeSupervised(actor));
    boolean narrows = AccountReport.mayNarrow(actor, search);
    model.addAttribute("prefectures", narrows ? municipalities.prefectures() : List.of());
    model.addAttribute(
        "municipalities",
        search.prefecture().isEmpty() ? List.of() : municipalities.of(search.prefecture()));
    model.addAttribute("mayRemind", search.condition().isPresent());
    model.addAttribute("mayDisable", AccountReport.mayDisable(actor, search));
    return "accounts/list";
  }

  @GetMapping("/list.csv")
  void export(Actor actor, @ModelAttribute("filter") Filter filter, HttpServletResponse response)
      throws IOException {
    AccountReport.require(actor, AccountReport.maySee(actor));
    AccountReport.Search search = search(actor, filter);
    AccountReport.require(actor, AccountReport.isNarrow(actor, search)); // before the file begins
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"accounts.csv\"");
    Locale locale = actor.locale();
    Dates dates = new Dates(locale);
    List<String> heads =
        Stream.of(
                "organization",
                "user-id",
                "name",
                "email",
                "administrator",
                "last-login",
                "temporary-password",
                "second-factor")
            .map(column -> text("accounts.column." + column, locale))
            .toList();
    try (CsvExport csv = new CsvExport(response.getOutputStream(), heads)) {
      report.forEach(
          actor,
          search,
          each ->
              csv.row(
                  List.of(
                      each.organizationName(),
                      each.userId(),
                      name(each),
                      Objects.requireNonNullElse(each.email(), ""),
                      yes(each.administrator(), locale),
                      Optional.ofNullable(each.lastLoginAt()).map(dates::exact).orElse(""),
                      each.temporaryPasswordExpired() ? text("accounts.expired", locale) : "",
                      yes(each.secondFactor(), locale))));
    }
  }

  private String yes(boolean value, Locale locale) {
    return text(value ? "accounts.yes" : "accounts.no", locale);
  }

  private String text(String key, Locale locale) {
    return Objects.requireNonNull(texts.getMessage(key, null, locale));
  }

  /** Family name first. */
  static String name(AccountUse account) {
    return (Objects.requireNonNullElse(account.lastName(), "")
            + " "
            + Objects.requireNonNullElse(account.firstName(), ""))
        .strip();
  }

  /** What will happen to how many; nothing has happened yet. */
  @GetMapping("/remind")
  String confirmReminder(Actor actor, @ModelAttribute("filter") Filter filter, Model model) {
    AccountReport.require(actor, AccountReport.maySee(actor));
    AccountReport.Search search = withCondition(search(actor, filter));
    model.addAttribute("query", query(search));
    model.addAttribute("count", report.page(actor, search, 0, 1).total());
    model.addAttribute("most", AccountReport.MOST_REMINDED);
    return "accounts/remind";
  }

  private static AccountReport.Search withCondition(AccountReport.Search search) {
    if (search.condition().isEmpty()) {
      throw new NotFoundException();
    }
    return search;
  }

  @PostMapping("/remind")
  String remind(Actor actor, @ModelAttribute("filter") Filter filter, RedirectAttributes redirect) {
    AccountReport.require(actor, AccountReport.maySee(actor));
    AccountReport.Search search = withCondition(search(actor, filter));
    int sent = report.remind(actor, search);
    Notice.add(redirect, "accounts.notice.reminded", String.valueOf(sent));
    query(search).forEach(redirect::addAttribute);
    return "redirect:/accounts";
  }

  /** Which ones will be disabled; nothing has happened yet. */
  @GetMapping("/disable")
  String confirmDisabling(
      Actor actor, @RequestParam(required = false) @Nullable Integer months, Model model) {
    AccountReport.Search search = AccountReport.Search.ownUnused(usable(months));
    AccountReport.require(actor, AccountReport.mayDisable(actor, search));
    AccountUse.Page found = report.page(actor, search, 0, AccountReport.MOST_DISABLED);
    model.addAttribute("accounts", found.items());
    model.addAttribute("total", found.total());
    model.addAttribute("query", query(search));
    return "accounts/disable";
  }

  @PostMapping("/disable")
  String disable(
      Actor actor, @RequestParam(required = false) @Nullable Integer months, Model model) {
    AccountReport.Search search = AccountReport.Search.ownUnused(usable(months));
    AccountReport.require(actor, AccountReport.mayDisable(actor, search));
    model.addAttribute("done", report.disableUnused(actor, search));
    model.addAttribute("query", query(search));
    return "accounts/disabled";
  }

  @Configuration
  static class Entries {

    private static final int ORDER = 880;

    @Bean
    static NavigationEntry accountsEntry() {
      return new NavigationEntry("accounts.title", "/accounts", ORDER, AccountReport::maySee);
    }
  }
}
