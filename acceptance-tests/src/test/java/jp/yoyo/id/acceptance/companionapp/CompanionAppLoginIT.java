package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In by Keycloak's login page, about, and out again. */
@ExtendWith({SharedStack.class, Browsers.class})
final class CompanionAppLoginIT {

  private final URI app;
  private final TestOrganizations organizations;
  private final RealmAdmin admin;

  CompanionAppLoginIT(DevStack stack, TestOrganizations organizations, RealmAdmin admin) {
    this.app = stack.companionAppUrl().orElseThrow();
    this.organizations = organizations;
    this.admin = admin;
  }

  @Test
  void loginWhenAnAdministratorThenTheFirstPageUntilTheLogout(Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility();
    Actor administrator = facility.administrator();
    Visit visit = desk.newBrowser(Language.JA);

    visit.page().navigate(app + "/audit");
    visit.logIn(administrator.userId(), administrator.password());
    // Back to the page that was wanted, by a login that the app itself keeps nothing of but the ID
    // token.
    visit.page().waitForURL(app + "/audit**");
    assertThat(visit.find("h1").innerText()).isEqualTo("操作履歴");
    visit.look("companion-app-audit");

    visit.page().navigate(app + "/");
    assertThat(visit.find("h1").innerText()).isEqualTo("あなたの作業");
    assertThat(visit.find("main").innerText()).contains("前回のログイン").contains("前回のログイン失敗");
    assertThat(visit.find("#last-failure").innerText()).isEqualTo("なし");
    visit.look("companion-app-home");

    visit.page().navigate(app + "/no-such-page");
    assertThat(visit.find("h1").innerText()).isEqualTo("ページが見つかりません");
    assertThat(visit.find(".yoyo-reference").innerText())
        .matches("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}");
    visit.look("companion-app-not-found");

    visit.page().navigate(app + "/");
    visit.awaitNextPage(() -> visit.find("button[value='en']").click());
    assertThat(visit.find("h1").innerText()).isEqualTo("Your work");

    assertThat(visit.page().context().cookies())
        .filteredOn(cookie -> cookie.name.equals("yoyo-app"))
        .singleElement()
        .satisfies((Cookie cookie) -> assertThat(cookie.httpOnly).isTrue());
    visit.find(".yoyo-user summary").click();
    visit.awaitNextPage(() -> visit.find(".yoyo-user form button").click());
    visit.find("#kc-login").waitFor();
    visit.page().navigate(app + "/");
    visit.find("#kc-login").waitFor();
  }

  @Test
  void sessionWhenTheUserSignsOutAtKeycloakThenEndsHereToo(Browsers.Desk desk) {
    TestOrganization facility = organizations.newFacility();
    Actor administrator = facility.administrator();
    Visit visit = desk.newBrowser(Language.JA);
    visit.page().navigate(app + "/");
    visit.logIn(administrator.userId(), administrator.password());
    visit.page().waitForURL(app + "/**");

    assertThat(admin.send("POST", "/users/" + administrator.id() + "/logout", null).status())
        .isEqualTo(204);

    visit.page().navigate(app + "/");
    visit.find("#kc-login").waitFor();
  }
}
