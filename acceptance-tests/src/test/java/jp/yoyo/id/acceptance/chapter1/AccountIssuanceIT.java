package jp.yoyo.id.acceptance.chapter1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith({SharedStack.class, Browsers.class})
final class AccountIssuanceIT {

  private static final Pattern JAPANESE_DATE =
      Pattern.compile("(\\d{4})年(\\d{1,2})月(\\d{1,2})日（[月火水木金土日]）\\s?(\\d{1,2}):(\\d{2})");

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;

  AccountIssuanceIT(DevStack stack, TestOrganizations organizations, Api api) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
  }

  @Test
  void issueWhenOfficerOfMunicipalityThenFacilityAndItsAdministratorExist() {
    Map<String, Object> issue = organizations.newFacilityIssue();

    Reply reply = api.post("/organizations", organizations.m1Officer().token(), issue);

    assertThat(reply.status()).isEqualTo(201);
    JsonNode organization = reply.body().path("organization");
    assertThat(organization.path("alias").asText()).isEqualTo(issue.get("alias"));
    assertThat(organization.path("supervisor").asText()).isEqualTo(organizations.m1().alias());
    assertThat(organization.path("enabled").asBoolean()).isTrue();
    JsonNode administrator = reply.body().path("administrator");
    assertThat(administrator.path("userId").asText()).isEqualTo(administratorOf(issue, "userId"));
    assertThat(administrator.path("roles").get(0).asText()).isEqualTo("organization-admin");
    assertThat(administrator.path("state").asText()).isEqualTo("temporary-password-unchanged");
    assertThat(administrator.path("mail").asText()).isEqualTo("sent");
  }

  @Test
  void issueWhenDoneThenTheMailBringsAllThatTheLoginNeeds() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    ReceivedMail mail = issued(issue);

    assertThat(mail.subject()).isEqualTo("【予予請求】ユーザID・仮パスワード通知");
    for (String body : new String[] {mail.text(), mail.html()}) {
      assertThat(body)
          .contains("若葉診療所")
          .contains("予防 花子 様")
          .contains(administratorOf(issue, "userId"))
          .contains(Actors.temporaryPasswordIn(mail))
          .contains("仮パスワードの有効期限")
          .contains(stack.keycloakUrl() + "/realms/yoyo/account")
          .contains("予予・請求システム ヘルプデスク")
          .contains("0120-000-000")
          .contains("送信専用");
    }
  }

  @Test
  void issueWhenDoneThenTheMailSaysThatThePasswordEndsInThreeDays() {
    Instant before = Instant.now();
    ReceivedMail mail = issued(organizations.newFacilityIssue());

    Matcher date = JAPANESE_DATE.matcher(mail.text());
    assertThat(date.find()).as(mail.text()).isTrue();
    Instant end =
        LocalDateTime.of(
                number(date, 1), number(date, 2), number(date, 3), number(date, 4), number(date, 5))
            .atZone(ZoneId.of("Asia/Tokyo"))
            .toInstant();
    assertThat(end)
        .isBetween(
            before.plus(Duration.ofDays(3)).minus(Duration.ofMinutes(2)),
            Instant.now().plus(Duration.ofDays(3)).plus(Duration.ofMinutes(2)));
  }

  @Test
  void issueWhenDoneThenTheAnswerHoldsNoPassword() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    Instant before = Instant.now();
    Reply reply = api.post("/organizations", organizations.m1().administrator().token(), issue);
    ReceivedMail mail = stack.inbox().awaitMessage(administratorOf(issue, "email"), before);

    assertThat(reply.text()).doesNotContain(Actors.temporaryPasswordIn(mail));
    assertThat(reply.header("Cache-Control")).contains("no-store");
  }

  @Test
  void issueWhenRepeatedThenNothingIsIssuedAndNothingMailedTwice() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    String token = organizations.m1().administrator().token();
    Reply first = api.post("/organizations", token, issue).expect(201);

    Reply second = api.post("/organizations", token, issue);

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body().at("/administrator/id"))
        .isEqualTo(first.body().at("/administrator/id"));
    assertThat(stack.inbox().messagesTo(administratorOf(issue, "email"))).hasSize(1);
  }

  @Test
  void issueWhenRepeatedWithOtherContentsThenRefused() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    String token = organizations.m1().administrator().token();
    api.post("/organizations", token, issue).expect(201);
    Map<String, Object> other = new HashMap<>(issue);
    other.put("displayName", "別の診療所");

    Reply reply = api.post("/organizations", token, other);

    assertThat(reply.problem()).isEqualTo("organization-taken");
    assertThat(stack.inbox().messagesTo(administratorOf(issue, "email"))).hasSize(1);
  }

  @Test
  void listWhenIssuedThenTheMunicipalityFindsItsFacility() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    String token = organizations.m1Officer().token();
    api.post("/organizations", token, issue).expect(201);

    Reply found = api.get("/organizations?search=" + issue.get("code"), token);

    assertThat(found.status()).isEqualTo(200);
    assertThat(found.body().path("total").asInt()).isEqualTo(1);
    assertThat(found.body().at("/items/0/alias").asText()).isEqualTo(issue.get("alias"));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void mailWhenLookedAtThenReadableByEverybody(Language language, Browsers.Desk desk) {
    Map<String, Object> issue = organizations.newFacilityIssue();
    TestOrganizations.administratorIn(issue).put("locale", language.tag());
    ReceivedMail mail = issued(issue);

    assertThat(mail.subject())
        .isEqualTo(
            language.of("【予予請求】ユーザID・仮パスワード通知", "[Yoyo] Your user ID and temporary password"));
    desk.newBrowser(language).look(mail, "mail-account-issued");
  }

  private ReceivedMail issued(Map<String, Object> issue) {
    Instant before = Instant.now();
    api.post("/organizations", organizations.m1Officer().token(), issue).expect(201);
    return stack.inbox().awaitMessage(administratorOf(issue, "email"), before);
  }

  private static String administratorOf(Map<String, Object> issue, String field) {
    return String.valueOf(TestOrganizations.administratorIn(issue).get(field));
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
