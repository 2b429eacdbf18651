package jp.yoyo.id.devstack.login;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Somebody who is logged in to the companion app: as much of a browser as its pages need, since
 * they work without scripts. Not for two threads at a time.
 *
 * <pre>{@code
 * AppVisit officer = AppVisit.logIn(app, "chiyoda-admin", password);
 * Page.Form form = officer.open("/issuance/new").formTo("/issuance/new");
 * Page answer = officer.send(form.with("name", "予防クリニック"));
 * }</pre>
 */
public final class AppVisit {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final URI app;
  private final WebBrowser browser = new WebBrowser(HTTP);

  private AppVisit(URI app) {
    this.app = app;
  }

  /**
   * Logs in at Keycloak's page.
   *
   * @param app base address, without a slash at its end
   * @throws UnexpectedPageException where it does not end on a page of the app
   */
  public static AppVisit logIn(URI app, String userId, String password) {
    AppVisit visit = new AppVisit(app);
    visit.requireApp(visit.authenticate(userId, password));
    return visit;
  }

  /**
   * As {@link #logIn}, through the page that demands a new password.
   *
   * @throws UnexpectedPageException where another page comes
   */
  public static AppVisit firstLogin(
      URI app, String userId, String temporaryPassword, String newPassword) {
    AppVisit visit = new AppVisit(app);
    Page change = visit.authenticate(userId, temporaryPassword);
    Page.Form form =
        change
            .formWith("password-new")
            .orElseThrow(() -> change.insteadOf("the page to change the temporary password"));
    visit.requireApp(
        visit.send(form.with("password-new", newPassword).with("password-confirm", newPassword)));
    return visit;
  }

  private Page authenticate(String userId, String password) {
    Page login = open("/");
    Page.Form form =
        login.formWith("password").orElseThrow(() -> login.insteadOf("the login page"));
    return send(form.with("username", userId).with("password", password));
  }

  private void requireApp(Page page) {
    if (page.status() != 200 || !page.address().toString().startsWith(app + "/")) {
      throw page.insteadOf("to be logged in to the companion app");
    }
  }

  /** Opens a page of the app by its path and query. */
  public Page open(String path) {
    return browser.get(URI.create(app + path), WebBrowser.NOWHERE);
  }

  /** Sends a form; returns the page to which that leads. */
  public Page send(Page.Form form) {
    return browser.post(form.action(), form.fields(), WebBrowser.NOWHERE);
  }

  /** Sends a form with a file in it. */
  public Page send(Page.Form form, String field, Upload file) {
    return browser.post(form.action(), form.fields(), field, file);
  }
}
