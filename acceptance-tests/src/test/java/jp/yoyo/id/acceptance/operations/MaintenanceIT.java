package jp.yoyo.id.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The last row of the manual's table in chapter 5: メンテナンス画面. */
@ExtendWith({SharedStack.class, Browsers.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MaintenanceIT {

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static final String SENTENCE = "ただいまメンテナンス中です。メンテナンス終了後に、再度ログインしてください。";

  private static final Pattern LINK =
      Pattern.compile("https?://\\S+/login-actions/action-token\\?\\S+");

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;
  private final RealmAdmin admin;
  private final Operations operations;

  MaintenanceIT(DevStack stack, TestOrganizations organizations, Api api, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
    this.admin = admin;
    this.operations = new Operations(stack, admin);
  }

  /** The other classes share the stack. */
  @AfterEach
  void end() {
    operations.endByAdministrator();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void planWhenItIsAnnouncedThenTheLoginPageSaysSoAndLetsUsersOn(
      Language language, Browsers.Desk desk) {
    Actor member = organizations.memberA();
    long from = System.currentTimeMillis() + HOUR;
    JsonNode plan =
        operations.call("PUT", "", officer(), plan(from, from + 4 * HOUR)).expect(200).body();

    assertThat(plan.path("state").asText()).isEqualTo("announced");
    assertThat(plan.path("operators").get(0).asText()).isEqualTo(officer().userId());
    JsonNode status = operations.status().expect(200).body();
    assertThat(status.at("/maintenance/state").asText()).isEqualTo("announced");
    assertThat(status.at("/maintenance/from").asLong()).isEqualTo(from);
    assertThat(status.at("/maintenance/text/en").asText()).isEqualTo("The database moves.");

    Visit visit = desk.newBrowser(language);
    visit.openAccountConsole(stack);
    assertThat(visit.find("#yoyo-announcement").innerText())
        .contains(
            language.of("メンテナンスのお知らせ", "Maintenance ahead"),
            language.of("データベースを移転します。", "The database moves."));
    visit.look("maintenance-announced");
    visit.logIn(member.userId(), member.password());
    visit.awaitAccountConsole();
  }

  @Test
  void planWhenItIsFarAheadThenNobodyIsTold() {
    long from = System.currentTimeMillis() + Duration.ofDays(30).toMillis();

    assertThat(
            operations
                .call("PUT", "", officer(), plan(from, from + HOUR))
                .expect(200)
                .body()
                .path("state")
                .asText())
        .isEqualTo("planned");
    assertThat(operations.state()).isEqualTo("none");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void loginWhenMaintainedThenTheMaintenancePage(Language language, Browsers.Desk desk) {
    operations.begin(officer(), 3600).expect(200);
    Visit visit = desk.newBrowser(language);

    Response response = visit.page().navigate(Visit.accountConsole(stack.keycloakUrl()));
    visit.find("#kc-page-title").waitFor();

    assertThat(Objects.requireNonNull(response).status()).isEqualTo(200); // the console's own
    assertThat(visit.heading()).isEqualTo(language.of("メンテナンス中", "Maintenance"));
    assertThat(visit.message()).isEqualTo(language.of(SENTENCE, visit.message()));
    assertThat(visit.find("#yoyo-maintenance-until").innerText()).isNotBlank();
    assertThat(visit.find("#password").count()).isZero();
    visit.look("maintenance");
  }

  @Test
  void callsWhenMaintainedThenMachinesAreToldWhenToComeAgain() {
    Actor a1 = organizations.a1();
    String token = a1.token();
    operations.begin(officer(), 600).expect(200);

    Reply login =
        page(
            "/protocol/openid-connect/auth?client_id=account-console"
                + "&response_type=code&scope=openid&code_challenge_method=S256"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&redirect_uri="
                + stack.keycloakUrl()
                + "/realms/yoyo/account/");
    assertClosed(login, 600);

    Reply members = api.get(organizations.a().members(), token);
    assertClosed(members, 600);
    assertThat(members.problem()).isEqualTo("maintenance");
    assertThat(members.body().path("detail").asText()).isEqualTo(SENTENCE);

    Reply tokens =
        Api.callAny(
            "GET",
            stack.keycloakUrl()
                + "/realms/yoyo/facility-token/facilities/"
                + organizations.a().alias()
                + "/tokens",
            operations.appToken(),
            null,
            Map.of("Acting-User", a1.id()));
    assertClosed(tokens, 600);
    assertThat(tokens.problem()).isEqualTo("maintenance");

    Reply grant =
        operations.form(
            "/protocol/openid-connect/token",
            Map.of(
                "grant_type",
                "urn:yoyo:params:oauth:grant-type:facility-token",
                "client_id",
                "facility-app",
                "facility_token",
                "yyft_x"));
    assertClosed(grant, 600);
    assertThat(grant.body().path("error").asText()).isEqualTo("temporarily_unavailable");

    // Who administers Keycloak is not in it, and by this way it ends.
    assertThat(admin.get("").status()).isEqualTo(200);
    assertThat(operations.end(officer()).expect(200).body().path("state").asText())
        .isEqualTo("none");
    assertThat(api.get(organizations.a().members(), token).status()).isEqualTo(200);
  }

  @Test
  void resetWhenMaintainedThenTheMaintenancePageWithoutAWayForOperators(Browsers.Desk desk) {
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    String reset = visit.find("#yoyo-password-forgotten").getAttribute("href");
    operations.begin(officer(), 600).expect(200);

    Response response = visit.page().navigate(stack.keycloakUrl().resolve(reset).toString());

    assertThat(Objects.requireNonNull(response).status()).isEqualTo(503);
    assertThat(response.headerValue("retry-after")).isNotBlank();
    assertThat(visit.heading()).isEqualTo("メンテナンス中");
    assertThat(visit.find("#yoyo-operator-login").count()).isZero();
  }

  @Test
  void loginWhenMaintainedThenOnlyNamedOperatorsPass(Browsers.Desk desk) {
    Actor operator = organizations.memberA();
    Actor other = organizations.memberB();
    int before = admin.sessions(other.id());
    operations.begin(officer(), 600, operator.userId()).expect(200);

    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.send("#yoyo-operator-login");
    visit.logIn(operator.userId(), operator.password());
    visit.awaitAccountConsole();
    // And again by the cookie.
    visit.newTab();
    visit.openAccountConsole(stack);
    visit.awaitAccountConsole();

    Visit second = desk.newBrowser(Language.JA);
    second.openAccountConsole(stack);
    second.send("#yoyo-operator-login");
    second.logIn(other.userId(), other.password());
    assertThat(second.heading()).isEqualTo("メンテナンス中");
    assertThat(second.find("#yoyo-operator-login").count()).isZero();
    assertThat(admin.sessions(other.id())).isEqualTo(before);
  }

  @Test
  void loginWhenItBeginsWhileSomebodyTypesThenNobodyPasses(Browsers.Desk desk) {
    Actor member = organizations.memberB();
    int before = admin.sessions(member.id());
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    operations.begin(officer(), 600).expect(200);

    visit.logIn(member.userId(), member.password());

    assertThat(visit.heading()).isEqualTo("メンテナンス中");
    assertThat(admin.sessions(member.id())).isEqualTo(before);
  }

  @Test
  void mailLinkWhenMaintainedThenTheMaintenancePageAndItWorksAfterwards(Browsers.Desk desk) {
    Actor member = organizations.registered(organizations.a());
    String link = mailedLink(member);
    operations.begin(officer(), 600).expect(200);
    Visit visit = desk.newBrowser(Language.JA);

    Response response = visit.page().navigate(link);

    assertThat(Objects.requireNonNull(response).status()).isEqualTo(503);
    assertThat(response.headerValue("retry-after")).isNotBlank();
    assertThat(visit.heading()).isEqualTo("メンテナンス中");
    assertThat(visit.find("#yoyo-maintenance-until").innerText()).isNotBlank();
    assertThat(visit.find("#yoyo-operator-login").count()).isZero();
    visit.look("maintenance-mail-link");

    operations.endByAdministrator();
    visit.send("#loginRestartLink");
    assertLeadsToNewPassword(visit);
  }

  @Test
  void mailLinkWhenMaintainedThenANamedOperatorPasses(Browsers.Desk desk) {
    Actor operator = organizations.registered(organizations.a());
    String link = mailedLink(operator);
    operations.begin(officer(), 600, operator.userId()).expect(200);
    Visit visit = desk.newBrowser(Language.JA);

    visit.page().navigate(link);

    assertLeadsToNewPassword(visit);
  }

  @Test
  void requiredActionWhenItBeginsInTheMiddleThenNothingIsChanged(Browsers.Desk desk) {
    Instant before = Instant.now();
    JsonNode member = organizations.registeredOnly(organizations.a());
    String userId = member.path("userId").asText();
    String temporary =
        Actors.temporaryPasswordIn(
            stack.inbox().awaitMessage(member.path("email").asText(), before));
    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.logIn(userId, temporary);
    operations.begin(officer(), 600).expect(200);

    visit.changePasswordTo(Actors.PASSWORD);

    assertThat(visit.heading()).isEqualTo("メンテナンス中");
    operations.endByAdministrator();
    visit.send("#loginRestartLink");
    visit.changePasswordTo(Actors.PASSWORD);
    visit.awaitAccountConsole();
  }

  @Test
  void addressesWhenMaintainedThenThoseThatLeadPastTheGateAreClosed() {
    Actor operator = organizations.memberA();
    String own = operator.token();
    String others = organizations.memberB().token();
    operations.begin(officer(), 600, operator.userId()).expect(200);

    for (String path :
        List.of(
            "/login-actions/action-token?key=x",
            "/login-actions/required-action",
            "/login-actions/registration?client_id=account-console",
            "/device")) {
      assertThat(page(path).status()).as(path).isEqualTo(503);
    }
    for (String path :
        List.of(
            "",
            "/.well-known/openid-configuration",
            "/protocol/openid-connect/certs",
            "/protocol/openid-connect/logout",
            "/account/",
            "/login-trouble")) {
      assertThat(page(path).status()).as(path).isNotEqualTo(503);
    }
    Reply closed = account(others);
    assertClosed(closed, 600);
    assertThat(closed.problem()).isEqualTo("maintenance");
    assertThat(account(own).status()).isEqualTo(200);
  }

  @Test
  void maintenanceWhenItsTimeIsOverThenItEndsByItself(Browsers.Desk desk) {
    Actor member = organizations.memberA();
    operations.begin(officer(), 4).expect(200);
    assertThat(operations.state()).isEqualTo("ongoing");

    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!operations.state().equals("none")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }

    Visit visit = desk.newBrowser(Language.JA);
    visit.openAccountConsole(stack);
    visit.logIn(member.userId(), member.password());
    visit.awaitAccountConsole();
  }

  @Test
  void callsWhenNotOfTheCentralOfficeThenRefused() {
    Map<String, Object> body = plan(System.currentTimeMillis() + HOUR, 2 * HOUR);
    for (Actor stranger :
        List.of(
            organizations.a1(),
            organizations.m1Officer(),
            organizations.federation().administrator(),
            organizations.helpDesk())) {
      assertThat(operations.call("GET", "", stranger, null).status()).isEqualTo(403);
      assertThat(operations.call("PUT", "", stranger, body).status()).isEqualTo(403);
      assertThat(operations.begin(stranger, 60).status()).isEqualTo(403);
      assertThat(operations.end(stranger).status()).isEqualTo(403);
    }
    assertThat(operations.call("GET", "", null, null).status()).isEqualTo(403);
    String maintenance = stack.keycloakUrl() + "/realms/yoyo/operations/maintenance";
    assertThat(Api.callAny("GET", maintenance, null, null, Map.of()).status()).isEqualTo(401);
    assertThat(Api.callAny("GET", maintenance, officer().token(), null, Map.of()).status())
        .as("a person's own token has not that audience")
        .isEqualTo(401);
    assertThat(
            Api.callAny(
                    "POST",
                    stack.keycloakUrl() + "/admin/realms/yoyo/maintenance/begin",
                    organizations.a1().token(),
                    "{}",
                    Map.of())
                .status())
        .isIn(401, 403);
    assertThat(operations.state()).isEqualTo("none");
  }

  @Test
  void planWhenItMakesNoSenseThenTheFieldsAreNamed() {
    long now = System.currentTimeMillis();
    assertWrong(Map.of(), "from", "until");
    assertWrong(plan(now + HOUR, now + HOUR), "until");
    assertWrong(plan(now - 2 * HOUR, now - HOUR), "until");
    Map<String, Object> oneLanguage = plan(now + HOUR, now + 2 * HOUR);
    oneLanguage.put("text", Map.of("ja", "停止します。"));
    assertWrong(oneLanguage, "text.en");
    Map<String, Object> nobody = plan(now + HOUR, now + 2 * HOUR);
    nobody.put("operators", List.of("nobody-of-this-name"));
    assertWrong(nobody, "operators");
    Map<String, Object> unknown = plan(now + HOUR, now + 2 * HOUR);
    unknown.put("state", "none");
    assertWrong(unknown, "state");
    Map<String, Object> twoLines = plan(now + HOUR, now + 2 * HOUR);
    twoLines.put("text", Map.of("ja", "一\n二", "en", "x"));
    assertWrong(twoLines, "text.ja");
    assertThat(operations.state()).isEqualTo("none");
  }

  @Test
  void commandWhenRunThenPlansBeginsAndEnds() throws Exception {
    OffsetDateTime from = OffsetDateTime.now(ZoneOffset.UTC).plusHours(1);

    Operations.Ended planned =
        operations.run(
            "maintenance",
            "plan",
            "--from",
            from.toString(),
            "--until",
            from.plusHours(2).toString(),
            "--text-ja",
            "更新します。",
            "--text-en",
            "\"Update\"",
            "--operator",
            organizations.memberA().userId());
    assertThat(planned.output()).contains("\"state\":\"announced\"", "更新します。");
    assertThat(planned.code()).isZero();

    assertThat(operations.run("maintenance", "begin", "--until", from.toString()).output())
        .contains("\"state\":\"ongoing\"", "更新します。", organizations.memberA().userId());
    assertThat(operations.state()).isEqualTo("ongoing");
    assertThat(operations.run("maintenance", "begin", "--until", "2020-01-01T00:00Z").code())
        .isEqualTo(1);
    assertThat(operations.run("maintenance", "end").output()).contains("\"state\":\"none\"");
    assertThat(operations.state()).isEqualTo("none");
  }

  @Test
  void statusWhenAskedThenSaysHowToReachTheHelpDesk() {
    Reply status = operations.status().expect(200);

    assertThat(status.header("Cache-Control")).contains("max-age=5");
    JsonNode helpDesk = status.body().path("helpDesk");
    assertThat(helpDesk.at("/name/ja").asText()).isEqualTo("予予・請求システム ヘルプデスク");
    assertThat(helpDesk.path("phone").asText()).isEqualTo("0120-000-000");
    assertThat(helpDesk.at("/hours/ja").asText()).startsWith("平日 10:00～17:00（毎月1日～10日は");
    assertThat(helpDesk.path("open").isBoolean()).isTrue();
    assertThat(helpDesk.path("changesAt").asLong()).isGreaterThan(System.currentTimeMillis());
  }

  private void assertWrong(Map<String, Object> body, String... fields) {
    Reply reply = operations.call("PUT", "", officer(), body);
    assertThat(reply.status()).as(body.toString()).isEqualTo(400);
    assertThat(reply.body().path("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder(fields);
  }

  private static void assertClosed(Reply reply, int seconds) {
    assertThat(reply.status()).isEqualTo(503);
    assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(seconds - 60, seconds);
  }

  private Reply page(String path) {
    return Api.callAny(
        "GET",
        stack.keycloakUrl() + "/realms/yoyo" + path,
        null,
        null,
        Map.of("Accept", "text/html"));
  }

  private Reply account(String token) {
    return Api.callAny(
        "GET",
        stack.keycloakUrl() + "/realms/yoyo/account",
        token,
        null,
        Map.of("Accept", "application/json"));
  }

  private String mailedLink(Actor member) {
    Instant before = Instant.now();
    admin
        .send("PUT", "/users/" + member.id() + "/execute-actions-email", List.of("UPDATE_PASSWORD"))
        .expect(204);
    ReceivedMail mail =
        stack
            .inbox()
            .awaitMessage(
                member.email(),
                before,
                each -> LINK.matcher(each.text()).find(),
                Duration.ofSeconds(20));
    Matcher link = LINK.matcher(mail.text());
    assertThat(link.find()).isTrue();
    return link.group();
  }

  private static void assertLeadsToNewPassword(Visit visit) {
    visit.awaitNextPage(() -> visit.find("a.pf-m-primary[href*='action-token']").click());
    assertThat(visit.find("#password-new").count()).isEqualTo(1);
  }

  private Actor officer() {
    return organizations.centralOffice().administrator();
  }

  private static Map<String, Object> plan(long from, long until) {
    Map<String, Object> plan = new HashMap<>();
    plan.put("from", from);
    plan.put("until", until);
    plan.put("text", Map.of("ja", "データベースを移転します。", "en", "The database moves."));
    return plan;
  }
}
