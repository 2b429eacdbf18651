package jp.yoyo.id.acceptance.chapter4;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;

/** The account console in somebody's browser. */
final class AccountConsole {

  private final DevStack stack;
  private final TestOrganizations organizations;

  AccountConsole(DevStack stack, TestOrganizations organizations) {
    this.stack = stack;
    this.organizations = organizations;
  }

  /** A new member, who has changed the temporary password, with pages in that language. */
  Actor registered(TestOrganization facility, Language language, String... roles) {
    Map<String, Object> person = organizations.newMember(roles);
    person.put("locale", language.tag());
    return organizations.registered(facility, person);
  }

  /** The console, with that user logged in. */
  Visit of(Actor actor, Browsers.Desk desk, Language language) {
    Visit visit = desk.newBrowser(language);
    visit.openAccountConsole(stack);
    visit.logIn(actor.userId(), actor.password());
    visit.awaitAccountConsole();
    return visit;
  }

  static void follow(Visit visit, String japanese, String english) {
    named(visit, AriaRole.LINK, japanese, english).click();
  }

  /** From the list to the form, as soon as it proposes a user ID. */
  static void openRegistration(Visit visit) {
    follow(visit, "ユーザを登録する", "Register a user");
    awaitText(visit, "このユーザIDは使用できます。", "This user ID is free.");
  }

  static Locator button(Visit visit, String japanese, String english) {
    return named(visit, AriaRole.BUTTON, japanese, english);
  }

  /** The member's row in the list. */
  static Locator row(Visit visit, String userId) {
    return visit.find("[data-testid='member-" + userId + "']");
  }

  /** Waits until the page says this. */
  static void awaitText(Visit visit, String japanese, String english) {
    visit.page().getByText(visit.language().of(japanese, english)).first().waitFor();
  }

  private static Locator named(Visit visit, AriaRole role, String japanese, String english) {
    String name = visit.language().of(japanese, english);
    return visit
        .page()
        .getByRole(role, new GetByRoleOptions().setName(name).setExact(true))
        .first();
  }
}
