package jp.yoyo.id.acceptance.companionapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import java.net.URI;
import java.time.Instant;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;

/** Somebody with a browser in the companion app. */
record Portal(Visit visit, URI app) {

  private static final int PATIENCE_MILLISECONDS = 90_000;
  private static final int BETWEEN_LOOKS = 500;

  /** Logs in by Keycloak's page; ends on the first page of the app. */
  static Portal of(Actor actor, DevStack stack, Browsers.Desk desk, Language language) {
    Portal portal = new Portal(desk.newBrowser(language), stack.companionAppUrl().orElseThrow());
    portal.visit.page().navigate(portal.app + "/");
    portal.visit.logIn(actor.userId(), actor.password());
    portal.visit.page().waitForURL(portal.app + "/**");
    portal.speak(language);
    return portal;
  }

  static Portal of(Actor actor, DevStack stack, Browsers.Desk desk) {
    return of(actor, stack, desk, Language.JA);
  }

  /** Logs in with the temporary password and chooses another. */
  static Portal firstLogin(
      String userId, String temporaryPassword, DevStack stack, Browsers.Desk desk) {
    Portal portal = new Portal(desk.newBrowser(Language.JA), stack.companionAppUrl().orElseThrow());
    portal.visit.page().navigate(portal.app + "/");
    portal.visit.logIn(userId, temporaryPassword);
    portal.visit.changePasswordTo(Actors.PASSWORD);
    portal.visit.page().waitForURL(portal.app + "/**");
    return portal;
  }

  /** Registers the facility, waits for the mail, and comes in as its administrator. */
  Portal register(FacilityToRegister facility, Actors actors, DevStack stack, Browsers.Desk desk) {
    Instant before = Instant.now();
    open("/issuance/new");
    facility.typeInto(visit);
    press("アカウントを発行する");
    return firstLogin(
        facility.userId(), actors.awaitTemporaryPassword(facility.email(), before), stack, desk);
  }

  private void speak(Language language) {
    if (!visit.find("html").getAttribute("lang").equals(language.tag())) {
      visit.send("button[name='language'][value='" + language.tag() + "']");
    }
  }

  /** Opens a page by its address and returns the status of the answer. */
  int open(String path) {
    Response answer = visit.page().navigate(app + path);
    return answer.status();
  }

  /** Opens a page by its address and looks at it. */
  void look(String path, String name) {
    assertThat(open(path)).as(path).isEqualTo(200);
    visit.look(name);
  }

  /** Follows a link of the page's own part or of the menu. */
  void follow(String text) {
    visit.awaitNextPage(
        () -> visit.find(":is(main, .yoyo-nav) a:text-is('" + text + "')").first().click());
  }

  /** Follows the first link whose text has this in it. */
  void followLike(String text) {
    visit.awaitNextPage(() -> visit.find("main a:has-text('" + text + "')").first().click());
  }

  /** Presses a button that sends a form. */
  void press(String text) {
    visit.awaitNextPage(
        () -> visit.find("main button:not([aria-hidden]):text-is('" + text + "')").first().click());
  }

  String heading() {
    return visit.find("h1").innerText().strip();
  }

  /** The text of the page without its frame. */
  String text() {
    return visit.find("main").innerText();
  }

  /** The path of the page that is open. */
  String path() {
    return URI.create(visit.page().url()).getPath();
  }

  /** What happens in the background shows when the page is opened again. */
  void reloadUntil(String text) {
    long end = System.nanoTime() + PATIENCE_MILLISECONDS * 1_000_000L;
    while (!text().contains(text)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("No " + text + " in:\n" + text());
      }
      visit.page().waitForTimeout(BETWEEN_LOOKS);
      visit.page().reload();
    }
  }
}
