package jp.yoyo.id.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The database throws everybody out for a moment, and lets nobody in. */
@ExtendWith(FaultStack.class)
final class DatabaseIT {

  private static final Duration RECOVERY = Duration.ofSeconds(60);

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final Sql sql;

  DatabaseIT(DevStack stack, TestOrganizations organizations, Api api) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    sql = new Sql(stack);
  }

  @AfterEach
  void databaseIsBack() {
    letIn();
    Calls.await(
        "Keycloak works again",
        RECOVERY,
        () -> api.get("/me", organizations.m1().administrator().token()).status() == 200);
    sql.close();
  }

  @Test
  void issueWhenDatabaseIsGoneThenTheCallerIsToldAndTheRepeatedCallSucceeds() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    String token = organizations.m1().administrator().newToken();
    throwOut();

    Reply refused = api.post("/organizations", token, issue);

    assertThat(refused.status()).isBetween(500, 599);
    assertThat(refused.text()).doesNotContain("Exception").doesNotContain("jp.yoyo");
    assertThat(stack.inbox().messagesTo(MailServerIT.email(issue))).isEmpty();
    letIn();
    Calls.await(
        "the repeated call succeeds",
        RECOVERY,
        () -> api.post("/organizations", token, issue).status() == 201);
    assertThat(sql.organizations(MailServerIT.alias(issue))).isEqualTo(1);
    assertThat(stack.inbox().messagesTo(MailServerIT.email(issue))).hasSize(1);
  }

  private void throwOut() {
    sql.run("alter database keycloak connection limit 0");
    sql.run(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()"
            + " and usename = current_user");
  }

  private void letIn() {
    sql.run("alter database keycloak connection limit -1");
  }
}
