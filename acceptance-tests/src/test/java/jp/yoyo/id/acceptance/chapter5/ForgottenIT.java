package jp.yoyo.id.acceptance.chapter5;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith({SharedStack.class, Browsers.class})
final class ForgottenIT {

  private static final Pattern LINK =
      Pattern.compile("https?://\\S+/login-actions/action-token\\?\\S+");
  private static final String NEW_PASSWORD = "Fuurin-Kaze-2026!";

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;

  ForgottenIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void userIdWhenForgottenThenThePageSaysWhomToAsk(Language language, Browsers.Desk desk) {
    Visit visit = desk.newBrowser(language);
    visit.openAccountConsole(stack);

    visit.find("#yoyo-user-id-forgotten summary").click();

    assertThat(visit.find("#yoyo-user-id-forgotten p").innerText())
        .isEqualTo(
            language.of(
                "管理者権限を持つユーザへお問い合わせください。",
                "Please ask an organization admin of your organization."));
    visit.look("login-user-id-forgotten");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void passwordWhenForgottenThenSetAnewByUserIdAndMail(Language language, Browsers.Desk desk) {
    Actor member = registered(language);
    Visit visit = desk.newBrowser(language);
    visit.openAccountConsole(stack);

    visit.awaitNextPage(() -> visit.find("#yoyo-password-forgotten").click());
    assertThat(visit.heading()).isEqualTo(language.of("パスワードを忘れた場合", "Forgotten your password?"));
    visit.look("password-forgotten");
    Instant before = Instant.now();
    askForMail(visit, member.userId());
    assertThat(visit.message()).isEqualTo(sent(language));
    visit.look("password-forgotten-sent");

    String subject = language.of("【予予請求】パスワード再設定のご案内", "[Yoyo] Set a new password");
    ReceivedMail mail =
        stack
            .inbox()
            .awaitMessage(
                member.email(),
                before,
                found -> found.subject().equals(subject),
                Duration.ofSeconds(60));
    assertThat(mail.text()).as("the facility").contains(organizations.a().displayName());
    visit.look(mail, "mail-password-reset");

    visit.page().navigate(linkIn(mail));
    assertThat(visit.heading()).isEqualTo(language.of("パスワードの変更", "Change password"));
    visit.look("password-change");
    visit.changePasswordTo(NEW_PASSWORD);
    visit.awaitAccountConsole(); // the login that was begun goes on

    Visit later = desk.newBrowser(language);
    later.openAccountConsole(stack);
    later.logIn(member.userId(), NEW_PASSWORD);
    later.awaitAccountConsole();
  }

  @Test
  void resetWhenDoneThenAllOtherSessionsEndAndTheUserIsTold(Browsers.Desk desk) {
    Actor member = registered(Language.JA);
    Visit elsewhere = desk.newBrowser(Language.JA);
    elsewhere.openAccountConsole(stack);
    elsewhere.logIn(member.userId(), member.password());
    elsewhere.awaitAccountConsole();

    Instant before = Instant.now();
    ReceivedMail mail = mailFor(member, desk);
    Visit visit = desk.newBrowser(Language.JA);
    visit.page().navigate(linkIn(mail));
    visit.changePasswordTo(NEW_PASSWORD);
    assertThat(visit.heading()).isEqualTo("登録情報を更新しました");
    visit.look("password-changed");

    elsewhere.openAccountConsole(stack);
    elsewhere.find("#kc-page-title").waitFor();
    assertThat(elsewhere.heading()).isEqualTo("ログイン");
    assertThat(
            stack
                .inbox()
                .awaitMessage(
                    member.email(),
                    before,
                    found -> found.subject().equals("【予予請求】パスワード変更のお知らせ"),
                    Duration.ofSeconds(60)))
        .isNotNull();
  }

  @Test
  void resetLinkWhenUsedTwiceThenRefused(Browsers.Desk desk) {
    Actor member = registered(Language.JA);
    ReceivedMail mail = mailFor(member, desk);
    Visit visit = desk.newBrowser(Language.JA);
    visit.page().navigate(linkIn(mail));
    visit.changePasswordTo(NEW_PASSWORD);
    assertThat(visit.heading()).isEqualTo("登録情報を更新しました");

    Visit second = desk.newBrowser(Language.JA);
    second.page().navigate(linkIn(mail));

    assertThat(second.find("#password-new").count()).isZero();
    assertThat(second.find("main").innerText()).contains("リンク");
    second.look("reset-link-used");
  }

  @Test
  void resetWhenUserIdIsUnknownThenTheSamePageAndNoMail(Browsers.Desk desk) {
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.awaitNextPage(() -> visit.find("#yoyo-password-forgotten").click());
    int mails = stack.inbox().messages().size();

    askForMail(visit, "nobody-of-this-name");

    assertThat(visit.message()).isEqualTo(sent(Language.JA));
    // A mail that is really asked for comes after one that would have been sent before it.
    mailFor(registered(Language.JA), desk);
    assertThat(stack.inbox().messages().stream().filter(mail -> mail.subject().contains("再設定")))
        .hasSizeLessThanOrEqualTo(mails + 1)
        .noneMatch(mail -> mail.to().toString().contains("nobody-of-this-name"));
  }

  @Test
  void resetWhenTemporaryPasswordWasNeverChangedThenTheSamePageAndNoMail(Browsers.Desk desk) {
    JsonNode newcomer = organizations.registeredOnly(organizations.a());
    String email = newcomer.path("email").asText();
    stack.inbox().awaitMessage(email, Instant.EPOCH);
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.awaitNextPage(() -> visit.find("#yoyo-password-forgotten").click());

    askForMail(visit, newcomer.path("userId").asText());

    assertThat(visit.message()).isEqualTo(sent(Language.JA));
    mailFor(registered(Language.JA), desk);
    assertThat(stack.inbox().messagesTo(email)).hasSize(1);
  }

  @Test
  void resetWhenDisabledThenTheSamePageAndNoMail(Browsers.Desk desk) {
    Actor member = registered(Language.JA);
    api.put(
            organizations.a().member(member) + "/enabled",
            organizations.a1().token(),
            Map.of("enabled", false))
        .expect(204);
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.awaitNextPage(() -> visit.find("#yoyo-password-forgotten").click());

    askForMail(visit, member.userId());

    assertThat(visit.message()).isEqualTo(sent(Language.JA));
    mailFor(registered(Language.JA), desk);
    assertThat(stack.inbox().messagesTo(member.email()))
        .noneMatch(mail -> mail.subject().contains("再設定"));
    assertThat(admin.sessions(member.id())).isZero();
  }

  private Actor registered(Language language) {
    Map<String, Object> person = organizations.newMember();
    person.put("locale", language.tag());
    return organizations.registered(organizations.a(), person);
  }

  private ReceivedMail mailFor(Actor member, Browsers.Desk desk) {
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.awaitNextPage(() -> visit.find("#yoyo-password-forgotten").click());
    Instant before = Instant.now();
    askForMail(visit, member.userId());
    return stack
        .inbox()
        .awaitMessage(
            member.email(), before, mail -> mail.subject().contains("再設定"), Duration.ofSeconds(60));
  }

  private static void askForMail(Visit visit, String userId) {
    visit.find("#username").fill(userId);
    visit.send("#kc-form-buttons");
  }

  private static String sent(Language language) {
    return language.of(
        "入力されたユーザIDが登録されている場合は、パスワードを再設定するためのメールを送信しました。届かない場合は、迷惑メールフォルダーを確認のうえ、管理者権限を持つユーザにお問い合わせください。",
        "If the user ID you entered is registered, a mail for setting a new password has been sent."
            + " If it does not arrive, look into your spam folder, then ask an organization"
            + " admin.");
  }

  private static String linkIn(ReceivedMail mail) {
    Matcher matcher = LINK.matcher(mail.text());
    assertThat(matcher.find()).as(mail.text()).isTrue();
    return matcher.group();
  }
}
