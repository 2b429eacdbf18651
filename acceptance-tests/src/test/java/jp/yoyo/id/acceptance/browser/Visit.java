package jp.yoyo.id.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ScreenshotScale;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;

/** Somebody with a browser of the own: cookies, tabs, one language. */
public final class Visit implements AutoCloseable {

  private static final int WIDE = 1280;

  /**
   * A small telephone; also what 1280 pixels become at a zoom of 356 % (WCAG 1.4.10: 320 at 400 %).
   */
  private static final int NARROW = 360;

  /** What 1280 pixels become at a zoom of 200 % (WCAG 1.4.4). */
  private static final int ZOOMED = 640;

  private static final List<String> WCAG_2_2_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa");

  private static final String OUR_HEADING = "#kc-page-title";
  private static final String CONSOLE_HEADING = "[data-testid='page-heading']";

  private final Language language;
  private final BrowserContext context;
  private Page page;

  Visit(Browser chromium, Language language, boolean scripts) {
    this.language = language;
    context =
        chromium.newContext(
            new Browser.NewContextOptions()
                .setLocale(language.browserLocale())
                .setTimezoneId("Asia/Tokyo")
                .setJavaScriptEnabled(scripts)
                .setViewportSize(WIDE, 800));
    // As long as a slow machine may need; nothing waits longer than it has to.
    context.setDefaultTimeout(60_000);
    page = context.newPage();
  }

  public Page page() {
    return page;
  }

  public Language language() {
    return language;
  }

  /** Opens another tab of the same browser and goes on in it. */
  public Page newTab() {
    page = context.newPage();
    return page;
  }

  /** Goes on in a tab that was opened before. */
  public void backTo(Page tab) {
    page = tab;
    tab.bringToFront();
  }

  /** Opens the account console, which leads to the login page where nobody is logged in. */
  public void openAccountConsole(DevStack stack) {
    page.navigate(accountConsole(stack.keycloakUrl()));
    page.locator(OUR_HEADING + ", " + CONSOLE_HEADING).first().waitFor();
  }

  public static String accountConsole(URI keycloakUrl) {
    return keycloakUrl + "/realms/" + DevStack.REALM + "/account/";
  }

  /** Fills in the login page and sends it. */
  public void logIn(String userId, String password) {
    page.locator("#username").fill(userId);
    page.locator("#password").fill(password);
    send("#kc-login");
  }

  /** Fills in the page that asks for a new password and sends it. */
  public void changePasswordTo(String password) {
    page.locator("#password-new").fill(password);
    page.locator("#password-confirm").fill(password);
    send("#kc-submit");
  }

  /** Presses a button that sends a form, and waits for the page that answers. */
  public void send(String button) {
    awaitNextPage(() -> page.locator(button).click());
  }

  /**
   * Does something that brings the account console up, and returns the access token with which the
   * console was started.
   */
  public String tokenOfConsole(Runnable step) {
    Response answer =
        page.waitForResponse(
            response -> response.url().endsWith("/protocol/openid-connect/token") && response.ok(),
            step);
    try {
      return new ObjectMapper().readTree(answer.text()).path("access_token").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError("No token in the answer of " + answer.url(), e);
    }
  }

  /** Does something that leads to another page, and waits for that page. */
  public void awaitNextPage(Runnable step) {
    page.evaluate("window.yoyoFormerPage = true");
    step.run();
    // Asked from outside: to wait inside the page takes an eval, which its security policy forbids.
    page.waitForCondition(this::isNextPage);
  }

  private boolean isNextPage() {
    try {
      return Boolean.TRUE.equals(
          page.evaluate("!window.yoyoFormerPage && document.readyState !== 'loading'"));
    } catch (PlaywrightException e) {
      return false; // between two pages there is nobody to answer
    }
  }

  /** The heading of a page of ours. */
  public String heading() {
    return page.locator(OUR_HEADING).innerText().strip();
  }

  /** The text of a page of ours that says what went wrong or right. */
  public String message() {
    return page.locator("#yoyo-message").innerText().strip();
  }

  public Locator find(String selector) {
    return page.locator(selector);
  }

  /** Whether the console is there, with the user's own data: the login was a success. */
  public void awaitAccountConsole() {
    page.waitForURL(Pattern.compile(".*/realms/yoyo/account/.*"));
    page.locator(CONSOLE_HEADING).first().waitFor();
  }

  /**
   * Looks at a page of ours as a person with a wide and one with a small screen do, and as one who
   * cannot see it: screenshots, no text cut off at the side, nothing that axe-core objects to.
   *
   * @param name of the screenshots
   */
  public void look(String name) {
    assertThat(page.locator("html").getAttribute("lang"))
        .as("language of " + name)
        .isEqualTo(language.tag());
    assertThat(page.title()).as("title of " + name).isNotBlank();
    for (int width : new int[] {NARROW, WIDE}) {
      page.setViewportSize(width, width == WIDE ? 800 : 740);
      picture(name + "-" + width);
      assertFits(name, width);
      assertAccessible(name + " at " + width + " px");
    }
  }

  /** Looks at the page at a zoom of 200 %: nothing cut off at the side there, either. */
  public void zoomIn(String name) {
    page.setViewportSize(ZOOMED, 400);
    picture(name + "-zoomed");
    assertFits(name, ZOOMED);
    page.setViewportSize(WIDE, 800);
  }

  /** As {@link #look} for a mail's HTML. */
  public void look(ReceivedMail mail, String name) {
    Page before = page;
    Page letter = newTab();
    letter.setContent(mail.html());
    look(name);
    letter.close();
    backTo(before);
  }

  /** A picture of the whole page into the build's target directory, and of some into the docs. */
  public void picture(String name) {
    picture(SharedStack.target().resolve("screenshots").resolve(language.tag()), name);
    if (language == Language.JA && Boolean.getBoolean("acceptance.pictures")) {
      String shown = Pictures.OF_README.get(name);
      if (shown != null) {
        Path pictures = Path.of(System.getProperty("acceptance.docs")).resolve("pictures");
        picture(pictures, shown);
        Pictures.reduce(pictures.resolve(shown + ".png"));
      }
    }
  }

  private void picture(Path directory, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(directory.resolve(name + ".png"))
            .setFullPage(true)
            .setScale(ScreenshotScale.CSS)
            .setAnimations(ScreenshotAnimations.DISABLED));
  }

  private void assertFits(String name, int width) {
    int needed = (Integer) page.evaluate("document.documentElement.scrollWidth");
    assertThat(needed).as("width that " + name + " needs").isLessThanOrEqualTo(width);
  }

  private void assertAccessible(String what) {
    AxeResults results = new AxeBuilder(page).withTags(WCAG_2_2_AA).analyze();
    assertThat(
            results.getViolations().stream()
                .map(
                    rule ->
                        rule.getId()
                            + ": "
                            + rule.getHelp()
                            + rule.getNodes().stream()
                                .map(node -> "\n    " + node.getHtml())
                                .collect(Collectors.joining()))
                .toList())
        .as("axe-core on " + what)
        .isEmpty();
  }

  /** What the page looked like when a test failed. */
  void keepForLater(String name) {
    try {
      picture(
          SharedStack.target().resolve("screenshots").resolve("failed"),
          name.replaceAll("[^A-Za-z0-9.-]+", "_"));
    } catch (RuntimeException e) {
      System.err.println("No picture of " + name + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
