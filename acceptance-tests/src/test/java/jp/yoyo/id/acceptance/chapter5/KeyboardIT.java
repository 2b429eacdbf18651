package jp.yoyo.id.acceptance.chapter5;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Keyboard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages without a mouse. */
@ExtendWith({SharedStack.class, Browsers.class})
final class KeyboardIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Actors actors;

  KeyboardIT(DevStack stack, TestOrganizations organizations, Actors actors) {
    this.stack = stack;
    this.organizations = organizations;
    this.actors = actors;
  }

  @Test
  void tabWhenOnTheLoginPageThenTheOrderIsThatOfTheEye(Browsers.Desk desk) {
    Visit visit = atLogin(desk);

    assertThat(tabThrough(visit, 5))
        .containsExactly(
            "password", "password-show-password", "kc-login", "yoyo-password-forgotten", "summary");
  }

  @Test
  void tabWhenOnTheLoginPageThenTheFocusIsVisibleEverywhere(Browsers.Desk desk) {
    Visit visit = atLogin(desk);

    visit.page().keyboard().press("Shift+Tab"); // the languages stand before the first field
    for (int stop = 0; stop < 7; stop++) {
      assertThat(outline(visit)).as("outline of " + focused(visit)).isGreaterThanOrEqualTo(2);
      visit.page().keyboard().press("Tab");
    }
  }

  @Test
  void enterWhenPasswordIsTypedThenLoggedIn(Browsers.Desk desk) {
    Actor member = organizations.memberA();
    Visit visit = atLogin(desk);
    Keyboard keyboard = visit.page().keyboard();

    keyboard.type(member.userId());
    keyboard.press("Tab");
    keyboard.type(member.password());
    visit.awaitNextPage(() -> keyboard.press("Enter"));

    visit.awaitAccountConsole();
  }

  @Test
  void spaceWhenOnTheEyeThenThePasswordCanBeRead(Browsers.Desk desk) {
    Visit visit = atLogin(desk);
    visit.find("#password").fill("secret");

    visit.find("#password-show-password").focus();
    visit.page().keyboard().press("Space");

    assertThat(visit.find("#password").getAttribute("type")).isEqualTo("text");
    assertThat(visit.find("#password-show-password").getAttribute("aria-label"))
        .isEqualTo("パスワードを隠す");
  }

  @Test
  void enterWhenOnUserIdForgottenThenTheAnswerOpens(Browsers.Desk desk) {
    Visit visit = atLogin(desk);

    visit.find("#yoyo-user-id-forgotten summary").focus();
    visit.page().keyboard().press("Enter");

    visit.find("#yoyo-user-id-forgotten[open] p").waitFor();
  }

  @Test
  void enterWhenNewPasswordIsConfirmedThenChanged(Browsers.Desk desk) {
    Instant before = Instant.now();
    JsonNode newcomer = organizations.registeredOnly(organizations.a());
    String password = actors.awaitTemporaryPassword(newcomer.path("email").asText(), before);
    Visit visit = atLogin(desk);
    Keyboard keyboard = visit.page().keyboard();
    keyboard.type(newcomer.path("userId").asText());
    keyboard.press("Tab");
    keyboard.type(password);
    visit.awaitNextPage(() -> keyboard.press("Enter"));

    visit.find("#password-new:focus").waitFor();
    keyboard.type(Actors.PASSWORD);
    assertThat(tabThrough(visit, 2))
        .containsExactly("password-new-show-password", "password-confirm");
    keyboard.type(Actors.PASSWORD);
    visit.awaitNextPage(() -> keyboard.press("Enter"));

    visit.awaitAccountConsole();
  }

  /** The login page, the cursor in its first field. */
  private Visit atLogin(Browsers.Desk desk) {
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.find("#username:focus").waitFor();
    return visit;
  }

  private static List<String> tabThrough(Visit visit, int stops) {
    List<String> met = new ArrayList<>();
    for (int stop = 0; stop < stops; stop++) {
      visit.page().keyboard().press("Tab");
      met.add(focused(visit));
    }
    return met;
  }

  /** The id of what has the focus, or its element's name where it has none. */
  private static String focused(Visit visit) {
    return (String)
        visit.page().evaluate("document.activeElement.id || document.activeElement.localName");
  }

  /** The width of the outline around what has the focus, or around its frame, in pixels. */
  private static double outline(Visit visit) {
    Object width =
        visit
            .page()
            .evaluate(
                """
                () => {
                  const width = element => {
                    const style = getComputedStyle(element);
                    return style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
                  };
                  const focused = document.activeElement;
                  const frame = focused.closest('.pf-v5-c-form-control');
                  return Math.max(width(focused), frame ? width(frame) : 0);
                }
                """);
    return ((Number) width).doubleValue();
  }
}
