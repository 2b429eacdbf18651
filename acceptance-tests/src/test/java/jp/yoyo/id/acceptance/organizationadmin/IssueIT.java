package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import jp.yoyo.id.devstack.login.LoginWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An organisation is issued once, however often it is asked for. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IssueIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;

  IssueIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
  }

  @Test
  void issueWhenCalledAgainThenTheSameAnswerAndNoSecondMail() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    JsonNode first = issue(issue).expect(201).body();

    Reply again = issue(issue);

    assertThat(again.status()).as(again.toString()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first);
    assertThat(mailsTo(issue)).hasSize(1);
    assertThat(membersOf(issue)).hasSize(1);
  }

  @Test
  void issueWhenItStandsWithTheOrganizationAsFormerlyThenItIsStillTheSame() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    String administrator = issue(issue).expect(201).body().at("/administrator/id").asText();
    ObjectNode user = (ObjectNode) admin.get("/users/" + administrator).expect(200).body();
    String mark = user.at("/attributes/issueRequest/0").asText();
    user.withObject("/attributes").remove("issueRequest");
    admin.send("PUT", "/users/" + administrator, user).expect(204);
    assertThat(issue(issue).status()).as("without any mark").isEqualTo(409);

    String path = "/organizations/" + admin.organizationId(String.valueOf(issue.get("alias")));
    ObjectNode organization = (ObjectNode) admin.get(path).expect(200).body();
    organization.withObject("/attributes").putArray("issueRequest").add(mark);
    organization.withObject("/attributes").putArray("issueAdministrator").add(administrator);
    admin.send("PUT", path, organization).expect(204);

    issue(issue).expect(200);
    assertThat(mailsTo(issue)).hasSize(1);
  }

  @Test
  void issueWhenDoneThenTokensTellOfTheOrganizationOnlyWhatOthersMayKnow() throws IOException {
    TestOrganization facility = organizations.newFacility();
    Actor boss = facility.administrator();
    String token =
        new LoginWalk(stack.keycloakUrl(), "openid organization:*")
            .login(boss.userId(), boss.password())
            .accessToken();

    JsonNode own =
        new ObjectMapper()
            .readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]))
            .path("organization")
            .path(facility.alias());
    assertThat(own.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id", "type", "code", "displayName", "prefecture", "supervisor", "groups");
  }

  @Test
  void issueWhenCalledManyTimesAtOnceThenOneIsIssuedAndOneMailSent() throws Exception {
    for (int round = 0; round < 3; round++) {
      Map<String, Object> issue = organizations.newFacilityIssue();
      String token = organizations.m1().administrator().token();

      List<Reply> replies = atOnce(6, () -> api.post("/organizations", token, issue));

      assertThat(replies.stream().filter(reply -> reply.status() == 201))
          .as(replies.toString())
          .hasSize(1);
      assertThat(replies)
          .filteredOn(reply -> reply.status() != 201)
          .allSatisfy(
              reply -> {
                // Nobody is told that the contents differ: they do not.
                assertThat(reply.problem()).as(reply.toString()).isIn("", "issue-in-progress");
                assertThat(reply.status()).isIn(200, 409);
              });
      issue(issue).expect(200);
      assertThat(mailsTo(issue)).hasSize(1);
      assertThat(membersOf(issue)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type",
        "code",
        "displayName",
        "prefecture",
        "administrator.email",
        "administrator.userId",
        "administrator.lastName",
        "administrator.department"
      })
  void issueWhenTheSameAliasHasOtherContentsThenConflictAndNothingChanges(String field) {
    Map<String, Object> issue = organizations.newFacilityIssue();
    issue(issue).expect(201);
    String before = organizationOf(issue);
    Map<String, Object> changed = new LinkedHashMap<>(issue);
    String value =
        switch (field) {
          case "type" -> "venue";
          case "prefecture" -> "14";
          case "administrator.email" -> "another@example.jp";
          default -> "another";
        };
    if (field.startsWith("administrator.")) {
      Map<String, Object> administrator = administratorOf(issue);
      administrator.put(field.substring("administrator.".length()), value);
      changed.put("administrator", administrator);
    } else {
      changed.put(field, value);
    }

    Reply reply = issue(changed);

    assertThat(reply.problem()).as(reply.toString()).isEqualTo("organization-taken");
    assertThat(organizationOf(issue)).isEqualTo(before);
    assertThat(mailsTo(issue)).hasSize(1);
  }

  @Test
  void issueWhenAnotherSupervisorHasTheAliasThenConflictThatSaysNothing() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    issue(issue).expect(201);

    Reply reply = api.post("/organizations", organizations.m2().administrator().token(), issue);

    assertThat(reply.problem()).as(reply.toString()).isEqualTo("organization-taken");
    assertThat(reply.text()).doesNotContain(organizations.m1().alias());
  }

  @Test
  void issueWhenTheUserIdIsTakenThenConflictAndNothingIsThere() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    Map<String, Object> administrator = administratorOf(issue);
    administrator.put("userId", organizations.b1().userId());
    issue.put("administrator", administrator);

    Reply reply = issue(issue);

    assertThat(reply.problem()).as(reply.toString()).isEqualTo("user-id-taken");
    assertThat(admin.findOrganization(text(issue, "alias"))).isEmpty();
    assertThat(mailsTo(issue)).isEmpty();
  }

  @Test
  void issueWhenNoUserIdIsChosenThenOneIsMadeOfTheCode() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    Map<String, Object> administrator = administratorOf(issue);
    administrator.remove("userId");
    issue.put("administrator", administrator);

    JsonNode issued = issue(issue).expect(201).body();

    assertThat(issued.at("/administrator/userId").asText()).isEqualTo(text(issue, "code") + "-001");
    assertThat(issue(issue).expect(200).body()).isEqualTo(issued);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alias",
        "type",
        "displayName",
        "administrator",
        "administrator.lastName",
        "administrator.firstName",
        "administrator.email"
      })
  void issueWhenARequiredFieldIsAbsentThenItIsNamedAndNothingIsThere(String field) {
    Map<String, Object> issue = organizations.newFacilityIssue();
    String alias = text(issue, "alias");
    if (field.startsWith("administrator.")) {
      Map<String, Object> administrator = administratorOf(issue);
      administrator.remove(field.substring("administrator.".length()));
      issue.put("administrator", administrator);
    } else {
      issue.remove(field);
    }

    Reply reply = issue(issue);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.body().path("errors").findValuesAsText("field")).contains(field);
    assertThat(admin.findOrganization(alias)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "A", "a b", "a/b", "a_b", "ä", "..", "a%", "医院", "a\\\\b"})
  void issueWhenAliasIsNoneThenInvalid(String alias) {
    Map<String, Object> issue = organizations.newFacilityIssue();
    issue.put("alias", alias);

    Reply reply = issue(issue);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.body().at("/errors/0/field").asText()).isEqualTo("alias");
  }

  @Test
  void issueWhenNamesAreHostileThenTheMailShowsThemAsText() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    issue.put("displayName", "<b>${7*7}</b> {0} '医院' <#if x>");
    Map<String, Object> administrator = administratorOf(issue);
    administrator.put("lastName", "O'予防");
    issue.put("administrator", administrator);
    Instant before = Instant.now();

    JsonNode issued = issue(issue).expect(201).body();

    assertThat(issued.at("/organization/displayName").asText())
        .isEqualTo("<b>${7*7}</b> {0} '医院' <#if x>");
    ReceivedMail mail = stack.inbox().awaitMessage(text(administratorOf(issue), "email"), before);
    assertThat(mail.text()).contains("<b>${7*7}</b> {0} '医院' <#if x>").contains("O'予防");
    assertThat(mail.html())
        .contains("&lt;b&gt;${7*7}&lt;/b&gt; {0}")
        .doesNotContain("<b>${7*7}</b>", "<b>49</b>");
    assertThat(mail.to()).hasSize(1);
    assertThat(mail.subject()).isEqualTo("【予予請求】ユーザID・仮パスワード通知");
  }

  @Test
  void rootOrganizationWhenIssuedByAUserThenRefused() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    issue.put("type", "central");
    for (String token :
        List.of(
            organizations.a1().token(),
            organizations.m1().administrator().token(),
            organizations.centralOffice().administrator().token())) {
      Reply reply =
          Wire.send(
              "POST",
              stack.keycloakUrl() + "/admin/realms/yoyo/root-organizations",
              Route.json(issue),
              List.of(
                  Map.entry("Authorization", "Bearer " + token),
                  Map.entry("Content-Type", "application/json")));

      assertThat(reply.status()).as(reply.toString()).isIn(401, 403);
    }
    assertThat(admin.findOrganization(text(issue, "alias"))).isEmpty();
  }

  private Reply issue(Map<String, Object> issue) {
    return api.post("/organizations", organizations.m1().administrator().token(), issue);
  }

  private List<ReceivedMail> mailsTo(Map<String, Object> issue) {
    return stack.inbox().messagesTo(text(administratorOf(issue), "email"));
  }

  private JsonNode membersOf(Map<String, Object> issue) {
    return admin
        .get("/organizations/" + admin.organizationId(text(issue, "alias")) + "/members?max=100")
        .expect(200)
        .body();
  }

  private String organizationOf(Map<String, Object> issue) {
    String id = admin.organizationId(text(issue, "alias"));
    return admin.get("/organizations/" + id).expect(200).text() + membersOf(issue);
  }

  private static String text(Map<String, Object> object, String field) {
    return (String) Objects.requireNonNull(object.get(field));
  }

  private static Map<String, Object> administratorOf(Map<String, Object> issue) {
    Map<String, Object> copy = new HashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(issue.get("administrator")))
        .forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }

  private static List<Reply> atOnce(int count, Callable<Reply> call) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(count);
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<Reply>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        futures.add(
            threads.submit(
                () -> {
                  barrier.await();
                  return call.call();
                }));
      }
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> future : futures) {
        replies.add(future.get());
      }
      return replies;
    } finally {
      threads.shutdown();
    }
  }
}
