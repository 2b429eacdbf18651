package jp.yoyo.id.acceptance.chapter5;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 「ログインできないとき」: the table under chapter 5 of the manual. */
@ExtendWith({SharedStack.class, Browsers.class})
final class LoginTroubleIT {

  private final DevStack stack;
  private final TestOrganizations organizations;

  LoginTroubleIT(DevStack stack, TestOrganizations organizations) {
    this.stack = stack;
    this.organizations = organizations;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void troubleWhenReadThenEachCaseLeadsToTheRightPlaceAndTheLoginGoesOn(
      Language language, Browsers.Desk desk) {
    Actor member = organizations.memberA();
    Visit visit = desk.newBrowser(language);
    visit.openAccountConsole(stack);

    visit.awaitNextPage(() -> visit.find("#yoyo-login-trouble").click());
    assertThat(visit.heading()).isEqualTo(language.of("ログインできないとき", "When you cannot log in"));
    assertThat(visit.find("main h2").allInnerTexts()).hasSize(6);
    assertThat(visit.find("main").innerText())
        .contains(language.of("続けて5回まちがえると", "After 5 wrong attempts in a row"))
        .contains(language.of("最長で30分です", "for 30 min at most"))
        .contains(language.of("管理者権限を持つユーザへお問い合わせください。", "Please ask an organization admin"));
    assertThat(visit.find("#yoyo-login-trouble").count()).isZero();
    visit.look("login-trouble");

    visit.awaitNextPage(() -> visit.find("#yoyo-trouble-reset").click());
    assertThat(visit.heading()).isEqualTo(language.of("パスワードを忘れた場合", "Forgotten your password?"));
    visit.page().goBack();
    visit.awaitNextPage(() -> visit.find("#yoyo-trouble-login").click());
    assertThat(visit.heading()).isEqualTo(language.of("ログイン", "Log in"));
    visit.logIn(member.userId(), member.password());
    visit.awaitAccountConsole();
  }

  @Test
  void troubleWhenOpenedByItsAddressThenLeadsToANewLogin(Browsers.Desk desk) {
    Visit visit = desk.newBrowser(Language.JA);
    visit.page().navigate(address());

    visit.awaitNextPage(() -> visit.find("#yoyo-trouble-reset").click());
    assertThat(visit.heading()).isEqualTo("パスワードを忘れた場合");
    visit.page().navigate(address());
    visit.find("#yoyo-trouble-login").click();
    visit.find("#username").waitFor();
    // A page of an error leads there too.
    visit.page().navigate(stack.keycloakUrl() + "/realms/" + DevStack.REALM + "/nothing-here");
    visit.awaitNextPage(() -> visit.find("#yoyo-login-trouble").click());
    assertThat(visit.heading()).isEqualTo("ログインできないとき");
  }

  @Test
  void troubleWhenParametersAreHostileThenTheyAreText() {
    for (String query :
        List.of(
            "client_id=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&tab_id=%7Brealm%7D",
            "client_id=account-console&tab_id=" + "x".repeat(5_000),
            "client_id=https://evil.example&client_data=%0d%0aSet-Cookie:x")) {
      Reply reply = Api.callAny("GET", address() + "?" + query, null, null, Map.of());

      assertThat(reply.status()).as(query).isEqualTo(200);
      assertThat(reply.text())
          .doesNotContain("<script>alert")
          .doesNotContain("href=\"https://evil.example");
    }
  }

  private String address() {
    return stack.keycloakUrl() + "/realms/" + DevStack.REALM + "/login-trouble";
  }
}
