package jp.yoyo.id.acceptance.chapter5;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import java.util.Map;
import java.util.regex.Pattern;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages beside the way: errors, expired pages, log-out. */
@ExtendWith({SharedStack.class, Browsers.class})
final class OtherPagesIT {

  private final DevStack stack;
  private final TestOrganizations organizations;

  OtherPagesIT(DevStack stack, TestOrganizations organizations) {
    this.stack = stack;
    this.organizations = organizations;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void requestWhenClientIsUnknownThenAnErrorPageWithReference(
      Language language, Browsers.Desk desk) {
    Visit visit = desk.newBrowser(language);

    visit
        .page()
        .navigate(
            stack.keycloakUrl()
                + "/realms/yoyo/protocol/openid-connect/auth?client_id=unknown&response_type=code");

    assertThat(visit.heading()).isEqualTo(language.of("エラー", "Error"));
    assertThat(visit.find("#yoyo-error-reference").innerText()).isNotBlank();
    visit.look("error");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void requestWhenAddressIsUnknownThenAPageOfOurs(Language language, Browsers.Desk desk) {
    Visit visit = desk.newBrowser(language);

    Response response = visit.page().navigate(stack.keycloakUrl() + "/realms/yoyo/no-such-page");

    assertThat(response.status()).isEqualTo(404);
    assertThat(visit.find("#kc-page-title").count()).isEqualTo(1);
    visit.look("not-found");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void backWhenTheLoginWentOnThenThePageSaysThatItExpired(Language language, Browsers.Desk desk) {
    Visit visit = desk.newBrowser(language);
    visit.openAccountConsole(stack);
    String stale = visit.find("#kc-form-login").getAttribute("action");
    visit.awaitNextPage(() -> visit.find("#yoyo-password-forgotten").click());

    visit.page().navigate(stale);

    assertThat(visit.heading()).isEqualTo(language.of("ページの有効期限切れ", "Page expired"));
    visit.look("page-expired");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void logoutWhenAskedForByAddressThenConfirmedFirst(Language language, Browsers.Desk desk) {
    Map<String, Object> person = organizations.newMember();
    person.put("locale", language.tag());
    Actor member = organizations.registered(organizations.a(), person);
    Visit visit = desk.newBrowser(language);
    visit.openAccountConsole(stack);
    visit.logIn(member.userId(), member.password());
    visit.awaitAccountConsole();

    visit.page().navigate(stack.keycloakUrl() + "/realms/yoyo/protocol/openid-connect/logout");
    assertThat(visit.heading()).isEqualTo(language.of("ログアウト", "Log out"));
    visit.look("logout-confirm");
    visit.send("#kc-logout");

    assertThat(visit.find("main").innerText())
        .contains(language.of("ログアウトしました", "You are logged out"));
    visit.look("logged-out");
    visit.openAccountConsole(stack);
    visit.page().waitForURL(Pattern.compile(".*/protocol/openid-connect/auth.*"));
    assertThat(visit.heading()).isEqualTo(language.of("ログイン", "Log in"));
  }
}
