package jp.yoyo.id.app.office;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
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
import jp.yoyo.id.app.files.CsvExport;
import jp.yoyo.id.app.issuance.Administrator;
import jp.yoyo.id.app.issuance.AdministratorForm;
import jp.yoyo.id.app.reference.Municipalities;
import jp.yoyo.id.app.web.ConflictException;
import jp.yoyo.id.app.web.CsvDownload;
import jp.yoyo.id.app.web.NavigationEntry;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.Notice;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 連合会・自治体の登録. */
@Controller
class OfficeController {

  private final OfficeRegister offices;
  private final Municipalities municipalities;
  private final MessageSource texts;

  OfficeController(OfficeRegister offices, Municipalities municipalities, MessageSource texts) {
    this.offices = offices;
    this.municipalities = municipalities;
    this.texts = texts;
  }

  /** Three statements. */
  @GetMapping("/offices")
  String list(
      Actor actor,
      @RequestParam(defaultValue = "") String type,
      @RequestParam(defaultValue = "") String prefecture,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "code") String sort,
      @RequestParam(required = false) @Nullable Integer page,
      Model model) {
    OfficeRegister.Search search = new OfficeRegister.Search(type, prefecture, text, sort);
    model.addAttribute("page", offices.search(actor, search, PageOf.number(page)));
    Map<String, String> query = new LinkedHashMap<>();
    query.put("type", type);
    query.put("prefecture", prefecture);
    query.put("text", text);
    query.put("sort", sort);
    model.addAttribute("query", query);
    model.addAttribute("prefectures", municipalities.prefectures());
    return "office/list";
  }

  @GetMapping("/offices.csv")
  void export(
      Actor actor,
      @RequestParam(defaultValue = "") String type,
      @RequestParam(defaultValue = "") String prefecture,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "code") String sort,
      HttpServletResponse response)
      throws IOException {
    List<Office> all = offices.all(actor, new OfficeRegister.Search(type, prefecture, text, sort));
    Locale locale = actor.locale();
    List<String> titles =
        List.of(
                "office.code",
                "office.name",
                "facility.kana",
                "office.type",
                "office.endedOn",
                "issuance.state")
            .stream()
            .map(key -> said(key, locale))
            .toList();
    try (CsvExport csv = CsvDownload.open(response, "offices.csv", titles)) {
      for (Office office : all) {
        csv.row(
            List.of(
                office.code(),
                office.name(),
                office.kana(),
                said("actor.type." + office.type().catalogueName(), locale),
                office.endedOn().map(LocalDate::toString).orElse(""),
                office.issuanceState() == null
                    ? ""
                    : said("issuance.state." + office.issuanceState(), locale)));
      }
    }
  }

  private String said(String key, Locale locale) {
    return Objects.requireNonNull(texts.getMessage(key, null, locale));
  }

  private static OrganizationType office(String type) {
    return OrganizationType.named(type)
        .filter(t -> t == OrganizationType.FEDERATION || t == OrganizationType.MUNICIPALITY)
        .orElseThrow(NotFoundException::new);
  }

  /** Asks first. */
  @GetMapping("/offices/register")
  String register(
      Actor actor,
      @RequestParam(defaultValue = "municipality") String type,
      @RequestParam(defaultValue = "") String prefecture,
      Model model) {
    model.addAttribute("number", offices.countUnregistered(actor, office(type), prefecture));
    model.addAttribute("type", office(type).catalogueName());
    model.addAttribute("prefecture", prefecture);
    model.addAttribute("prefectures", municipalities.prefectures());
    return "office/register";
  }

  @PostMapping("/offices/register")
  String register(
      Actor actor,
      @RequestParam String type,
      @RequestParam(defaultValue = "") String prefecture,
      RedirectAttributes redirect) {
    int number = offices.register(actor, office(type), prefecture);
    Notice.add(redirect, "office.notice.registered", Integer.toString(number));
    return "redirect:/offices?type=" + office(type).catalogueName();
  }

  private static void requireRegistering(Actor actor) {
    actor.require(Permission.SUPERVISE_ORGANIZATIONS);
    actor.requireType(OrganizationType.CENTRAL);
  }

  @GetMapping("/offices/union")
  String union(Actor actor, Model model) {
    requireRegistering(actor);
    model.addAttribute("form", new UnionForm());
    return "office/union";
  }

  @PostMapping("/offices/union")
  String union(
      Actor actor,
      @ModelAttribute("form") UnionForm form,
      BindingResult errors,
      RedirectAttributes redirect) {
    requireRegistering(actor);
    Optional<UnionForm.Union> union = form.union(errors);
    if (union.isEmpty()) {
      return "office/union";
    }
    String alias;
    try {
      alias = offices.register(actor, union.get());
    } catch (ConflictException e) {
      errors.rejectValue("code", "office.code.taken");
      return "office/union";
    }
    Notice.add(redirect, "office.notice.registered", "1");
    return "redirect:/offices/" + alias + "/administrator";
  }

  @GetMapping("/offices/{alias}/administrator")
  String administrator(Actor actor, @PathVariable String alias, Model model) {
    Office office = offices.require(actor, alias);
    if (office.issuanceId() != null) {
      return "redirect:/issuance/" + office.issuanceId();
    }
    model.addAttribute("office", office);
    model.addAttribute("form", new AdministratorForm());
    return "office/administrator";
  }

  @PostMapping("/offices/{alias}/administrator")
  String administrator(
      Actor actor,
      @PathVariable String alias,
      @ModelAttribute("form") AdministratorForm form,
      BindingResult errors,
      Model model,
      RedirectAttributes redirect) {
    Office office = offices.require(actor, alias);
    Optional<Administrator> administrator = form.administrator(errors);
    if (administrator.isEmpty() || errors.hasErrors()) {
      model.addAttribute("office", office);
      return "office/administrator";
    }
    UUID id = offices.issue(actor, alias, administrator.get());
    Notice.add(redirect, "issuance.notice.issued", office.name());
    return "redirect:/issuance/" + id;
  }

  /** What this feature adds to the frame. */
  @Configuration
  static class Entries {

    @Bean
    static NavigationEntry officesEntry() {
      return new NavigationEntry("office.title", "/offices", 25, OfficeRegister::mayRegister);
    }
  }
}
