package jp.yoyo.id.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.Inbox;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import jp.yoyo.id.devstack.login.LoginWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keycloak dies between the issue of an account and its mail. */
@ExtendWith(FaultStack.class)
final class KeycloakKilledIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final Calls calls = new Calls();
  private final Sql sql;

  KeycloakKilledIT(DevStack stack, TestOrganizations organizations, Api api) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    sql = new Sql(stack);
  }

  @AfterEach
  void mailServerWorksAgain() {
    stack.inbox().setMode(Inbox.Mode.NORMAL);
    calls.close();
    sql.close();
  }

  @Test
  void issueWhenKeycloakIsKilledBeforeTheMailThenTheRepeatedCallCompletesIt() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    String token = organizations.m1().administrator().newToken();
    String alias = MailServerIT.alias(issue);
    String userId = MailServerIT.userId(issue);
    stack.inbox().setMode(Inbox.Mode.HANG);
    CompletableFuture<Reply> cutOff = calls.begin(() -> api.post("/organizations", token, issue));
    Calls.await(
        "the issue is in the database", Duration.ofSeconds(20), () -> sql.users(userId) == 1);

    stack.killKeycloak();

    assertThat(cutOff).as("the caller gets no answer").failsWithin(Duration.ofSeconds(20));
    assertThat(sql.organizations(alias)).as("all of it or nothing").isEqualTo(sql.users(userId));
    stack.inbox().setMode(Inbox.Mode.NORMAL);
    twoMinutesPassFor(userId);
    stack.restartKeycloak();
    assertThat(stack.inbox().messagesTo(MailServerIT.email(issue))).as("mails so far").isEmpty();

    Reply repeated =
        api.post("/organizations", organizations.m1().administrator().newToken(), issue);

    assertThat(repeated.status()).as(repeated.toString()).isBetween(200, 201);
    assertThat(repeated.body().at("/administrator/mail").asText()).isEqualTo("sent");
    assertThat(sql.organizations(alias)).isEqualTo(1);
    assertThat(sql.users(userId)).isEqualTo(1);
    assertThat(stack.inbox().messagesTo(MailServerIT.email(issue))).hasSize(1);
    ReceivedMail mail = stack.inbox().messagesTo(MailServerIT.email(issue)).get(0);
    assertThat(
            new LoginWalk(stack.keycloakUrl())
                .loginWithTemporaryPassword(
                    userId, Actors.temporaryPasswordIn(mail), Actors.PASSWORD)
                .accessToken())
        .isNotBlank();
  }

  /**
   * Who repeats the call within a minute is told to come again; see {@link MailServerIT}. The mark
   * belongs to the password that was set in the same second, so that both grow older.
   */
  private void twoMinutesPassFor(String userId) {
    String user = "(select id from user_entity where username = '" + userId + "')";
    sql.run(
        "update user_attribute set value = cast(value as bigint) - 120"
            + " where name = 'temporaryPasswordIssuedAt' and user_id = "
            + user);
    sql.run(
        "update credential set created_date = created_date - 120000"
            + " where type = 'password' and user_id = "
            + user);
  }
}
