package jp.yoyo.id.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same issue several times: impatient officers, networks that repeat. */
@ExtendWith(SharedStack.class)
final class RepeatedIssueIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final Calls calls = new Calls();
  private final Sql sql;

  RepeatedIssueIT(DevStack stack, TestOrganizations organizations, Api api) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    sql = new Sql(stack);
  }

  @AfterEach
  void close() {
    calls.close();
    sql.close();
  }

  @Test
  void issueWhenTenTimesAtOnceThenOneOrganizationOneUserOneMail() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    String token = organizations.m1().administrator().token();

    List<Reply> replies =
        calls.begin(10, () -> api.post("/organizations", token, issue)).stream()
            .map(Calls::answer)
            .toList();

    assertThat(replies)
        .as(replies.toString())
        .allMatch(
            reply ->
                reply.status() == 200
                    || reply.status() == 201
                    || reply.problem().equals("issue-in-progress"));
    assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
    assertThat(sql.organizations(MailServerIT.alias(issue))).isEqualTo(1);
    assertThat(sql.users(MailServerIT.userId(issue))).isEqualTo(1);
    assertThat(stack.inbox().messagesTo(MailServerIT.email(issue))).hasSize(1);
  }

  @Test
  void issueWhenTwoMunicipalitiesSendItAtOnceThenOneHasIt() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    String m1 = organizations.m1().administrator().token();
    String m2 = organizations.m2().administrator().token();

    List<Reply> replies =
        List.of(
                calls.begin(() -> api.post("/organizations", m1, issue)),
                calls.begin(() -> api.post("/organizations", m2, issue)))
            .stream()
            .map(Calls::answer)
            .toList();

    assertThat(replies)
        .as(replies.toString())
        .filteredOn(reply -> reply.status() == 201)
        .hasSize(1);
    assertThat(sql.organizations(MailServerIT.alias(issue))).isEqualTo(1);
    assertThat(stack.inbox().messagesTo(MailServerIT.email(issue))).hasSize(1);
  }
}
