package jp.yoyo.id.acceptance.chapter4;

import static jp.yoyo.id.acceptance.chapter4.AccountConsole.awaitText;
import static jp.yoyo.id.acceptance.chapter4.AccountConsole.follow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every user does for himself: the own data, the own mail address, the own log-ins. */
@ExtendWith({SharedStack.class, Browsers.class})
final class OwnInformationIT {

  private static final Pattern LINK =
      Pattern.compile("https?://\\S+/login-actions/action-token\\?\\S+");

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final RealmAdmin admin;
  private final AccountConsole console;

  OwnInformationIT(DevStack stack, TestOrganizations organizations, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.admin = admin;
    this.console = new AccountConsole(stack, organizations);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void ownDataWhenChangedThenStored(Language language, Browsers.Desk desk) {
    Actor member = console.registered(organizations.a(), language);
    Visit visit = console.of(member, desk, language);

    visit.find("#department").fill("予防接種課");
    visit.find("[data-testid=save]").click();
    awaitText(visit, "ユーザ情報を更新しました", "Your user information has been updated");
    visit.look("console-own-information");

    assertThat(user(member).at("/attributes/department/0").asText()).isEqualTo("予防接種課");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void loginsWhenLookedAtThenWaysAndDevicesAreShown(Language language, Browsers.Desk desk) {
    Visit visit = console.of(console.registered(organizations.a(), language), desk, language);

    follow(visit, "ログイン方法", "Ways to log in");
    visit.find("[data-testid='password/credential-list']").waitFor();
    visit.look("console-signing-in");
    follow(visit, "ログイン中の端末", "Devices logged in");
    visit.find("[data-testid='row-0']").first().waitFor();
    visit.look("console-devices");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void mailAddressWhenChangedByTheUserThenConfirmedFirstAndBothAddressesAreTold(
      Language language, Browsers.Desk desk) {
    Actor member = console.registered(organizations.a(), language);
    String present = "new-" + member.email();
    Visit visit = console.of(member, desk, language);
    Instant asked = Instant.now();
    visit.awaitNextPage(() -> visit.find("#update-email-btn").click());
    assertThat(visit.heading()).isEqualTo(language.of("メールアドレスの変更", "Change email address"));
    visit.find("#email").fill(present);
    visit.look("update-email");
    visit.send("#kc-submit");
    visit.look("update-email-sent");

    ReceivedMail mail = awaitMail(present, asked, "新しいメールアドレスの確認|Confirm your new email");
    visit.look(mail, "mail-update-email");
    assertThat(user(member).path("email").asText())
        .as("nothing changes before the new address has proved to be the user's")
        .isEqualTo(member.email());
    Matcher link = LINK.matcher(mail.text());
    assertThat(link.find()).as(mail.text()).isTrue();
    Instant confirmed = Instant.now();
    visit.page().navigate(link.group());
    visit.look("update-email-done");

    assertThat(user(member).path("email").asText()).isEqualTo(present);
    String notice = "メールアドレス変更のお知らせ|Your email address has been changed";
    ReceivedMail former = awaitMail(member.email(), confirmed, notice);
    assertThat(former.text()).doesNotContain(present);
    awaitMail(present, confirmed, notice);
    visit.look(former, "mail-email-changed");
    Visit again = desk.newBrowser(language);
    again.page().navigate(link.group());
    again.look("update-email-link-used");
    assertThat(user(member).path("email").asText()).isEqualTo(present);
  }

  private ReceivedMail awaitMail(String address, Instant after, String subject) {
    return stack
        .inbox()
        .awaitMessage(
            address,
            after,
            mail -> Pattern.compile(subject).matcher(mail.subject()).find(),
            Duration.ofSeconds(30));
  }

  private JsonNode user(Actor member) {
    return admin.get("/users/" + member.id()).expect(200).body();
  }
}
