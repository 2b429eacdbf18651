package jp.yoyo.id.acceptance.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Browsers.Desk} with as many browsers as they want. One Chromium serves all
 * classes; it is the one of the machine, found by name, or named by the environment variable {@code
 * CHROMIUM}.
 */
public final class Browsers implements ParameterResolver, AfterEachCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(Browsers.class);

  private static final List<String> CHROMIUM_NAMES =
      List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome");

  /** What a browser does without being asked has no place in a test. */
  private static final List<String> QUIET =
      List.of(
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** Where somebody sits who opens browsers; all are closed after the test. */
  public static final class Desk {

    private final Browser chromium;
    private final List<Visit> visits = new ArrayList<>();

    private Desk(Browser chromium) {
      this.chromium = chromium;
    }

    /** A new browser without cookies. */
    public Visit newBrowser(Language language) {
      return added(new Visit(chromium, language, true));
    }

    /** The same, of somebody who has switched scripts off. */
    public Visit newBrowserWithoutScripts(Language language) {
      return added(new Visit(chromium, language, false));
    }

    private Visit added(Visit visit) {
      visits.add(visit);
      return visit;
    }

    private void leave(boolean failed, String test) {
      for (Visit visit : visits) {
        if (failed) {
          visit.keepForLater(test + "-" + visits.indexOf(visit));
        }
        visit.close();
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Desk.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Chromium running =
        context
            .getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE)
            .computeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class);
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(Desk.class, key -> new Desk(running.browser()), Desk.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Desk desk = context.getStore(NAMESPACE).get(Desk.class, Desk.class);
    if (desk != null) {
      desk.leave(
          context.getExecutionException().isPresent(),
          context.getRequiredTestClass().getSimpleName() + "-" + context.getDisplayName());
    }
  }

  private record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

    static Chromium start() {
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(
                      Map.of(
                          "PLAYWRIGHT_NODEJS_PATH",
                          program("NODE", List.of("node", "nodejs")).toString(),
                          "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                          "1")));
      try {
        return new Chromium(
            playwright,
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(program("CHROMIUM", CHROMIUM_NAMES))
                        .setChromiumSandbox(false)
                        .setHeadless(!Boolean.getBoolean("acceptance.headed"))
                        .setArgs(QUIET)));
      } catch (RuntimeException e) {
        playwright.close();
        throw e;
      }
    }

    @Override
    public void close() {
      browser.close();
      playwright.close();
    }
  }

  /** A program named by an environment variable, or else found on the path. */
  private static Path program(String variable, List<String> names) {
    String named = System.getenv(variable);
    if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    List<Path> directories =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();
    return names.stream()
        .flatMap(name -> directories.stream().map(directory -> directory.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "None of "
                        + names
                        + " is on the path. ./verify says what to install; the environment"
                        + " variable "
                        + variable
                        + " names one elsewhere."));
  }
}
