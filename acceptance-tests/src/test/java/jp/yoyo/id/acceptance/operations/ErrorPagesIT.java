package jp.yoyo.id.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** システムエラー画面: what the page says, and that its number finds the line in the log. */
@ExtendWith({SharedStack.class, Browsers.class})
final class ErrorPagesIT {

  private final DevStack stack;

  ErrorPagesIT(DevStack stack) {
    this.stack = stack;
  }

  @ParameterizedTest
  @CsvSource({
    "JA, 404, not-found, /realms/yoyo/no-such-page",
    "EN, 404, not-found, /realms/yoyo/no-such-page",
    "EN, 404, not-found-realm, /realms/no-such-realm/account",
    "EN, 404, not-found-master, /realms/master/no-such-page",
    "EN, 404, not-found-root, /no-such-page",
    "JA, 400, unknown-client,"
        + " /realms/yoyo/protocol/openid-connect/auth?client_id=no-such-client&response_type=code",
    "EN, 400, unknown-client-master,"
        + " /realms/master/protocol/openid-connect/auth?client_id=no-such-client&response_type=code",
  })
  void pageWhenSomethingIsWrongThenItsNumberFindsTheLineOfTheLog(
      Language language, int status, String name, String path, Browsers.Desk desk)
      throws IOException {
    Visit visit = desk.newBrowser(language);

    Response response = visit.page().navigate(stack.keycloakUrl() + path);

    assertThat(Objects.requireNonNull(response).status()).isEqualTo(status);
    logLinesOfTheNumber(visit);
    visit.look("error-" + name);
  }

  /** PostgreSQL refuses a NUL, which the server lets through in a form: nobody foresaw that. */
  @ParameterizedTest
  @CsvSource({"JA, yoyo", "EN, yoyo", "EN, master"})
  void pageWhenTheServerFailsThenItsNumberFindsTheCause(
      Language language, String realm, Browsers.Desk desk) throws IOException {
    Visit visit = desk.newBrowser(language);
    Page page = visit.page();
    page.setContent(
        "<form method='post' action='%s/realms/%s/protocol/openid-connect/auth'>"
                .formatted(stack.keycloakUrl(), realm)
            + "<input name='client_id'><input name='response_type' value='code'></form>");

    Response response =
        page.waitForResponse(
            answer -> answer.request().method().equals("POST"),
            () ->
                page.evaluate(
                    "() => { const form = document.forms[0];"
                        + " form.elements.client_id.value = String.fromCharCode(0);"
                        + " form.submit(); }"));
    visit.find("#kc-page-title").waitFor();

    assertThat(response.status()).isEqualTo(500);
    assertThat(visit.find("#yoyo-error-status").innerText()).isEqualTo("500");
    // The cause, with its stack behind it, bears the same number.
    assertThat(logLinesOfTheNumber(visit))
        .anySatisfy(line -> assertThat(line).contains("Uncaught server error"));
    visit.look("error-system-error-" + realm);
  }

  private List<String> logLinesOfTheNumber(Visit visit) throws IOException {
    assertThat(visit.find("#kc-page-title").count()).isEqualTo(1);
    assertThat(visit.find("#yoyo-help-desk-phone").innerText()).isEqualTo("0120-000-000");
    assertThat(visit.find("#yoyo-help-desk-hours").innerText()).contains("10:00");
    assertThat(visit.find("#yoyo-help-desk-now").innerText()).isNotBlank();
    assertThat(visit.find("#yoyo-error-time").innerText()).isNotBlank();
    String reference = visit.find("#yoyo-error-reference").innerText();
    assertThat(reference).matches("\\d{8}-\\d{6}-\\d{3}-\\d{3}");
    List<String> lines =
        Files.readAllLines(stack.keycloakLog()).stream()
            .filter(line -> line.contains(reference))
            .toList();
    assertThat(lines)
        .anySatisfy(line -> assertThat(line).contains("Error page " + reference, "realm="));
    return lines;
  }
}
