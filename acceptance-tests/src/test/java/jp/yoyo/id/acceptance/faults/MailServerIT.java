package jp.yoyo.id.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.Inbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The mail server refuses, or takes the connection and says nothing. */
@ExtendWith(FaultStack.class)
final class MailServerIT {

  /** Connecting 5 s, each answer 10 s, and what a busy machine adds. */
  private static final Duration SMTP_LIMITS = Duration.ofSeconds(30);

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final Calls calls = new Calls();
  private final Sql sql;

  MailServerIT(DevStack stack, TestOrganizations organizations, Api api) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    sql = new Sql(stack);
  }

  @BeforeEach
  void officerIsLoggedIn() {
    // To become one takes a mail.
    assertThat(organizations.m1().administrator().token()).isNotBlank();
  }

  @AfterEach
  void mailServerWorksAgain() {
    stack.inbox().setMode(Inbox.Mode.NORMAL);
    calls.close();
    sql.close();
  }

  @Test
  void issueWhenMailIsRefusedThenTheCallerIsToldAndNothingIsHalfDone() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    stack.inbox().setMode(Inbox.Mode.REFUSE);

    Reply reply = issue(issue);

    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.problem()).isEqualTo("mail-not-sent");
    assertThat(sql.organizations(alias(issue))).as("organisations").isZero();
    assertThat(sql.users(userId(issue))).as("users").isZero();
  }

  @Test
  void issueWhenRepeatedAfterTheMailServerIsBackThenDoneAndMailedOnce() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    stack.inbox().setMode(Inbox.Mode.REFUSE);
    issue(issue).expect(502);
    stack.inbox().setMode(Inbox.Mode.NORMAL);

    Reply reply = issue(issue);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
    assertThat(sql.organizations(alias(issue))).isEqualTo(1);
    assertThat(stack.inbox().messagesTo(email(issue))).hasSize(1);
  }

  @Test
  void registerWhenMailIsRefusedThenTheUserIsGoneAndCanBeRegisteredLater() {
    Map<String, Object> person = organizations.newMember();
    String token = organizations.a1().token();
    stack.inbox().setMode(Inbox.Mode.REFUSE);

    Reply refused = api.post(organizations.a().members(), token, person);

    assertThat(refused.problem()).isEqualTo("mail-not-sent");
    assertThat(sql.users(String.valueOf(person.get("userId")))).isZero();
    stack.inbox().setMode(Inbox.Mode.NORMAL);
    assertThat(api.post(organizations.a().members(), token, person).status()).isEqualTo(201);
  }

  @Test
  void reissueWhenMailIsRefusedThenTheFormerPasswordStillCounts() {
    Actor member = organizations.memberA();
    String token = organizations.a1().token();
    stack.inbox().setMode(Inbox.Mode.REFUSE);

    Reply refused =
        api.post(organizations.a().member(member) + "/temporary-password", token, Map.of());

    assertThat(refused.problem()).isEqualTo("mail-not-sent");
    assertThat(member.newToken()).isNotBlank();
  }

  @Test
  void issueWhenMailHangsThenAnsweredWithinTheTimeLimitsAndNothingIsHalfDone() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    stack.inbox().setMode(Inbox.Mode.HANG);
    Instant before = Instant.now();

    Reply reply = issue(issue);

    assertThat(reply.problem()).isEqualTo("mail-not-sent");
    assertThat(Duration.between(before, Instant.now())).isLessThan(SMTP_LIMITS);
    assertThat(sql.organizations(alias(issue))).isZero();
    assertThat(sql.users(userId(issue))).isZero();
  }

  @Test
  void issueWhenMailHangsThenTheSameCallIsToldToComeAgain() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    stack.inbox().setMode(Inbox.Mode.HANG);
    CompletableFuture<Reply> first = calls.begin(() -> issue(issue));
    awaitHanging(issue);

    Reply second = issue(issue);

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.problem()).isEqualTo("issue-in-progress");
    assertThat(Integer.parseInt(second.header("Retry-After"))).isBetween(1, 60);
    stack.inbox().setMode(Inbox.Mode.NORMAL);
    assertThat(Calls.answer(first).status()).isEqualTo(201);
    assertThat(stack.inbox().messagesTo(email(issue))).hasSize(1);
  }

  @Test
  void mailsWhenMoreOfThemHangThanThereAreConnectionsThenOtherRequestsPass() {
    String token = organizations.m1().administrator().token();
    String members = organizations.a().members();
    String memberToken = organizations.a1().token();
    List<Map<String, Object>> issues = new ArrayList<>();
    for (int i = 0; i < 2 * FaultStack.DATABASE_CONNECTIONS; i++) {
      issues.add(organizations.newFacilityIssue());
    }
    stack.inbox().setMode(Inbox.Mode.HANG);
    List<CompletableFuture<Reply>> hanging =
        issues.stream()
            .map(issue -> calls.begin(() -> api.post("/organizations", token, issue)))
            .toList();
    issues.forEach(this::awaitHanging);
    Instant before = Instant.now();

    Reply reply = api.get(members, memberToken);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(hanging).as("calls that hang").noneMatch(CompletableFuture::isDone);
    // One that is held stays held; what other work does passes.
    Calls.await(
        "no connection is held during the mails",
        Duration.ofSeconds(3),
        () -> sql.idleInTransaction() == 0);
    stack.inbox().setMode(Inbox.Mode.NORMAL);
    hanging.forEach(call -> assertThat(Calls.answer(call).status()).isEqualTo(201));
  }

  /** Waits until the issue stands in the database, its mail on the way. */
  private void awaitHanging(Map<String, Object> issue) {
    Calls.await(
        "the issue is in the database",
        Duration.ofSeconds(20),
        () -> sql.users(userId(issue)) == 1);
  }

  private Reply issue(Map<String, Object> issue) {
    return api.post("/organizations", organizations.m1().administrator().token(), issue);
  }

  static String alias(Map<String, Object> issue) {
    return String.valueOf(issue.get("alias"));
  }

  static String userId(Map<String, Object> issue) {
    return String.valueOf(TestOrganizations.administratorIn(issue).get("userId"));
  }

  static String email(Map<String, Object> issue) {
    return String.valueOf(TestOrganizations.administratorIn(issue).get("email"));
  }
}
