package jp.yoyo.id.acceptance.temporarypassword;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.Inbox;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Password forgotten: by user ID and mail, no account revealed. */
@ExtendWith(SharedStack.class)
final class PasswordResetIT {

  private static final String OTHER_PASSWORD = "Kaede-Mominoki-17!";
  private static final String RESET = "再設定|リセット";
  private static final Pattern LINK =
      Pattern.compile("https?://\\S+/login-actions/action-token\\?\\S+");

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;

  PasswordResetIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  private Newcomer newcomer() {
    return Newcomer.registered(stack, organizations, api, organizations.a());
  }

  private Newcomer member() {
    Newcomer newcomer = newcomer();
    browser()
        .logIn(newcomer.userId(), newcomer.temporaryPassword())
        .changePassword(Actors.PASSWORD);
    // The notice of this change, so that it is not taken for a later one.
    newcomer.awaitMail(stack, Instant.EPOCH, "パスワード.*変更");
    return newcomer;
  }

  private FormBrowser browser() {
    return new FormBrowser(stack);
  }

  private String resetLink(Newcomer member) {
    Instant before = Instant.now();
    browser().forgotPassword(member.userId());
    return linkIn(member.awaitMail(stack, before, RESET));
  }

  private static String linkIn(ReceivedMail mail) {
    Matcher link = LINK.matcher(mail.text());
    assertThat(link.find()).as(mail.text()).isTrue();
    return link.group();
  }

  @Test
  void resetWhenDoneThenOtherSessionsEndAndTheUserIsTold() throws IOException {
    Newcomer member = member();
    FormBrowser elsewhere = browser().logIn(member.userId(), Actors.PASSWORD);
    JsonNode tokens = new ObjectMapper().readTree(elsewhere.tokens().body());
    Instant before = Instant.now();

    FormBrowser browser = browser().open(resetLink(member));
    assertThat(browser.isOnChangePage()).isTrue();
    browser.changePassword(OTHER_PASSWORD);

    assertThat(elsewhere.refresh(tokens.path("refresh_token").asText()).statusCode())
        .isEqualTo(400);
    assertThat(elsewhere.openLogin().isOnLoginPage()).isTrue();
    assertThat(member.awaitMail(stack, before, "パスワード.*変更").text()).contains("予防 花子");
    assertThat(browser().logIn(member.userId(), OTHER_PASSWORD).isLoggedIn()).isTrue();
  }

  @Test
  void resetWhenUserIsUnknownDisabledOrHasNotChangedTheTemporaryPasswordThenTheSamePageAndNoMail() {
    Newcomer unchanged = newcomer();
    Newcomer disabled = member();
    api.put(
            disabled.path(organizations.a()) + "/enabled",
            organizations.a1().token(),
            Map.of("enabled", false))
        .expect(204);
    Newcomer member = member();
    Instant before = Instant.now();

    String known = browser().forgotPassword(member.userId()).comparableHtml(member.userId());
    String unknown = browser().forgotPassword("nobody-at-all").comparableHtml("nobody-at-all");
    String ofUnchanged =
        browser().forgotPassword(unchanged.userId()).comparableHtml(unchanged.userId());
    String ofDisabled =
        browser().forgotPassword(disabled.userId()).comparableHtml(disabled.userId());

    assertThat(unknown).isEqualTo(known);
    assertThat(ofUnchanged).isEqualTo(known);
    assertThat(ofDisabled).isEqualTo(known);
    member.awaitMail(stack, before, RESET); // the last that could come has come
    assertThat(mailsSince(unchanged, before)).isZero();
    assertThat(mailsSince(disabled, before)).isZero();
  }

  @Test
  void resetLinkWhenUsedThenItAndThoseBeforeItAreDead() {
    Newcomer member = member();
    String first = resetLink(member);
    String second = resetLink(member);
    browser().open(second).changePassword(OTHER_PASSWORD);

    assertThat(browser().open(second).isOnChangePage()).as("used").isFalse();
    assertThat(browser().open(first).isOnChangePage()).as("of a password that is dead").isFalse();
  }

  @Test
  void resetLinkWhenTemporaryPasswordIsIssuedMeanwhileThenItIsDead() {
    Newcomer member = member();
    String link = resetLink(member);
    Newcomer again = member.reissued(stack, api, organizations.a());

    FormBrowser browser = browser().open(link);

    assertThat(browser.isOnChangePage()).isFalse();
    assertThat(browser().logIn(again.userId(), again.temporaryPassword()).isOnChangePage())
        .isTrue();
  }

  @Test
  void resetWhenAskedForOftenThenOnlyFiveMails() {
    Newcomer member = member();
    Instant before = Instant.now();
    for (int i = 0; i < 7; i++) {
      browser().forgotPassword(member.userId());
    }
    member.awaitMail(stack, before, RESET);
    settle();

    assertThat(mailsSince(member, before)).isEqualTo(5);
    assertThat(admin.get("/events?max=10&user=" + member.id()).text())
        .contains("too_many_reset_mails");
  }

  @Test
  void resetWhenMailServerHangsThenTheAnswerDoesNotWait() {
    Newcomer member = member();
    FormBrowser browser = browser();
    stack.inbox().setMode(Inbox.Mode.HANG);
    try {
      long start = System.nanoTime();
      browser.forgotPassword(member.userId());
      assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(4_500);
    } finally {
      stack.inbox().setMode(Inbox.Mode.NORMAL);
    }
  }

  /**
   * Not a measurement, which is `benchmarks/run timing`: refusals and resets wait for the next
   * quarter of a second, whomever they are about, and a login that succeeds does not.
   */
  @Test
  void answerWhenRefusedOrResetThenWaitsWhetherTheUserIdExistsOrNot() {
    Newcomer member = member();
    for (String userId : List.of(member.userId(), "nobody-at-all")) {
      FormBrowser login = browser().openLogin();
      long start = System.nanoTime();
      login.submit(Map.of("username", userId, "password", "Wrong-Password-1"));
      assertThat(login.isOnLoginPage()).isTrue();
      assertThat(milliseconds(start)).as("login of " + userId).isGreaterThanOrEqualTo(249);

      FormBrowser reset = browser().onForgottenPage();
      start = System.nanoTime();
      reset.submit(Map.of("username", userId));
      assertThat(milliseconds(start)).as("reset of " + userId).isGreaterThanOrEqualTo(249);
    }
  }

  private static long milliseconds(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  private long mailsSince(Newcomer member, Instant before) {
    return stack.inbox().messagesTo(member.email()).stream()
        .filter(mail -> !mail.receivedAt().isBefore(before))
        .count();
  }

  private static void settle() {
    try {
      Thread.sleep(1_500); // for mails that must not come
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }
}
