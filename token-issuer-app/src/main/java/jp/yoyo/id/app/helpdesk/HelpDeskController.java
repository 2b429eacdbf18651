package jp.yoyo.id.app.helpdesk;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.audit.AuditHistory;
import jp.yoyo.id.app.bankaccount.BankAccountLookup;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.issuance.AccountIssuance;
import jp.yoyo.id.app.issuance.Issuance;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.keycloak.Member;
import jp.yoyo.id.app.keycloak.OrganizationAdmin;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.keycloak.RegisteredOrganization;
import jp.yoyo.id.app.keycloak.Slice;
import jp.yoyo.id.app.stepup.StepUp;
import jp.yoyo.id.app.web.FirstPage;
import jp.yoyo.id.app.web.NavigationEntry;
import jp.yoyo.id.app.web.NotFoundException;
import jp.yoyo.id.app.web.Notice;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** ヘルプデスク: one search, what was found, and the reissue of a temporary password. */
@Controller
@RequestMapping("/help-desk")
class HelpDeskController {

  private static final int HISTORY = 20;
  private static final String SEND = "send-temporary-password";

  private final HelpDesk helpDesk;
  private final FacilityRegister register;
  private final AccountIssuance issuance;
  private final BankAccountLookup applications;
  private final OrganizationAdmin keycloak;
  private final AuditHistory history;

  HelpDeskController(
      HelpDesk helpDesk,
      FacilityRegister register,
      AccountIssuance issuance,
      BankAccountLookup applications,
      OrganizationAdmin keycloak,
      AuditHistory history) {
    this.helpDesk = helpDesk;
    this.register = register;
    this.issuance = issuance;
    this.applications = applications;
    this.keycloak = keycloak;
    this.history = history;
  }

  @GetMapping
  String search(
      Actor actor,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String group,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable String after,
      Model model) {
    HelpDesk.require(actor);
    Search search = Search.of(q, group, page, after);
    model.addAttribute("text", search.text());
    if (!search.text().isEmpty()) {
      HelpDesk.Found found = helpDesk.search(actor, search);
      model.addAttribute("found", found);
      model.addAttribute("nothing", found.isEmpty());
      Slice<jp.yoyo.id.app.keycloak.FoundMember> users = found.users();
      model.addAttribute(
          "users",
          users == null
              ? null
              : PageOf.of(users.items(), users.total(), search.number(Group.USERS), PageOf.SIZE));
    }
    return "helpdesk/search";
  }

  /** One organisation: a facility, a venue, an office. Nine statements and three calls. */
  @GetMapping("/organizations/{alias}")
  String organization(
      Actor actor,
      @PathVariable String alias,
      @RequestParam(defaultValue = "") String member,
      @RequestParam(required = false) @Nullable Integer page,
      Model model) {
    HelpDesk.require(actor);
    Optional<Facility> facility = register.findByAlias(alias);
    Optional<Issuance> account = issuance.findByAlias(alias);
    int number = PageOf.number(page);
    Optional<RegisteredOrganization> organization = Optional.empty();
    try {
      organization = Optional.of(keycloak.organization(actor.userId(), alias));
      Slice<Member> members =
          keycloak.members(
              actor.userId(),
              alias,
              member,
              Math.toIntExact(PageOf.skip(number, PageOf.SIZE)),
              PageOf.SIZE);
      model.addAttribute(
          "members", PageOf.of(members.items(), members.total(), number, PageOf.SIZE));
      model.addAttribute(
          "events", keycloak.events(actor.userId(), alias, 0, HISTORY, actor.locale()).items());
    } catch (KeycloakUnavailableException e) {
      model.addAttribute("unavailable", true);
    } catch (OrganizationAdminException e) {
      // Registered and not issued yet: Keycloak does not know it.
      if (facility.isEmpty() && account.isEmpty()) {
        throw new NotFoundException();
      }
    }
    if (facility.isEmpty() && account.isEmpty() && organization.isEmpty()) {
      throw new NotFoundException();
    }
    helpDesk.recordLookUp(actor, "view-organization", alias, alias, Map.of());
    model.addAttribute("alias", alias);
    model.addAttribute("organization", organization.orElse(null));
    model.addAttribute("facility", facility.orElse(null));
    model.addAttribute("account", account.orElse(null));
    model.addAttribute("query", Map.of("member", member));
    model.addAttribute(
        "name",
        facility
            .map(Facility::name)
            .or(() -> account.map(Issuance::displayName))
            .or(
                () ->
                    Optional.ofNullable(model.getAttribute("organization"))
                        .map(found -> ((RegisteredOrganization) found).displayName()))
            .orElse(alias));
    model.addAttribute("applications", applications.ofFacility(actor, alias));
    model.addAttribute(
        "history",
        facility.isPresent()
            ? history.of("facility", facility.get().id().toString(), HISTORY)
            : List.of());
    model.addAttribute(
        "accountHistory",
        account.isPresent()
            ? history.of("issuance", account.get().id().toString(), HISTORY)
            : List.of());
    return "helpdesk/organization";
  }

  @GetMapping("/organizations/{alias}/members/{id}")
  String member(Actor actor, @PathVariable String alias, @PathVariable String id, Model model) {
    HelpDesk.require(actor);
    show(actor, alias, id, model);
    helpDesk.recordLookUp(actor, "view-member", id, alias, Map.of());
    return "helpdesk/member";
  }

  private Member show(Actor actor, String alias, String id, Model model) {
    try {
      Member member = keycloak.member(actor.userId(), alias, id);
      model.addAttribute("alias", alias);
      model.addAttribute("organization", keycloak.organization(actor.userId(), alias));
      model.addAttribute("member", member);
      model.addAttribute(
          "refusal", keycloak.refused(actor.userId(), alias, id, actor.locale()).get(SEND));
      return member;
    } catch (OrganizationAdminException e) {
      if (e.status() == HttpStatus.NOT_FOUND.value()) {
        throw new NotFoundException();
      }
      throw e;
    }
  }

  /** What will happen to whom; nothing has happened yet. */
  @GetMapping("/organizations/{alias}/members/{id}/reissue")
  String confirmReissue(
      Actor actor, @PathVariable String alias, @PathVariable String id, Model model) {
    HelpDesk.require(actor);
    show(actor, alias, id, model);
    model.addAttribute("form", new ReissueForm());
    return "helpdesk/reissue";
  }

  @StepUp("reissue")
  @PostMapping("/organizations/{alias}/members/{id}/reissue")
  String reissue(
      Actor actor,
      @PathVariable String alias,
      @PathVariable String id,
      @ModelAttribute("form") ReissueForm form,
      BindingResult errors,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    HelpDesk.require(actor);
    Member member = show(actor, alias, id, model);
    String identification = form.check(errors);
    if (identification == null) {
      return "helpdesk/reissue";
    }
    try {
      helpDesk.reissue(actor, alias, member, identification);
    } catch (OrganizationAdminException e) {
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("problem", e.detail());
      return "helpdesk/reissue";
    }
    Notice.add(redirect, "helpdesk.notice.reissued", member.userId());
    return "redirect:/help-desk/organizations/" + alias + "/members/" + id;
  }

  @Configuration
  static class Entries {

    /** What waits for the help desk is at the telephone. */
    @Bean
    static FirstPage helpDeskFirst() {
      return actor -> HelpDesk.isHelpDesk(actor) ? "/help-desk" : null;
    }

    @Bean
    static NavigationEntry helpDeskEntry() {
      return new NavigationEntry("helpdesk.title", "/help-desk", 5, HelpDesk::mayAssist);
    }
  }
}
