package jp.yoyo.id.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.forms.login.MessageType;
import org.keycloak.theme.beans.MessageBean;
import org.keycloak.theme.beans.MessagesPerFieldBean;

/** The pages that our own authenticators show, and those that we have written anew. */
class LoginPagesTest {

  private static final String HOSTILE =
      "\"><script>alert(1)</script> ${invalidUserMessage} <#if> {0} '";

  static Stream<Arguments> pages() {
    return Stream.of(
            "login.ftl",
            "login-reset-password.ftl",
            "login-update-password.ftl",
            "temporary-password-expired.ftl",
            "organization-disabled.ftl",
            "password-already-changed.ftl",
            "enrol-second-factor.ftl",
            "login-trouble.ftl",
            "login-page-expired.ftl",
            "info.ftl",
            "maintenance.ftl",
            "error.ftl")
        .flatMap(page -> Stream.of(Arguments.of(page, "ja"), Arguments.of(page, "en")));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageHasItsLanguageOneHeadingATitleAndTheHelpDesk(String page, String language) {
    Renderer renderer = Renderer.pages(language);
    String html = renderer.render(page, variables(language));
    assertThat(html).contains("<html class=\"login-pf\" lang=\"" + language + "\"");
    assertThat(html.split("<h1", -1)).hasSize(2);
    assertThat(html).containsPattern("<title>[^<]+ \\| 予予ID</title>");
    assertThat(html)
        .contains(
            renderer.texts().get("helpDeskName"),
            renderer.texts().get("helpDeskPhone"),
            renderer.texts().get("helpDeskHours"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyDescriptionOfAFieldIsOnThePage(String page, String language) {
    Map<String, Object> variables = variables(language);
    MessagesPerFieldBean messages = new MessagesPerFieldBean();
    messages.addMessage("username", "wrong", MessageType.ERROR);
    messages.addMessage("password", "wrong", MessageType.ERROR);
    variables.put("messagesPerField", messages);
    String html = Renderer.pages(language).render(page, variables);
    Matcher describedBy = Pattern.compile("aria-describedby=\"([^\"]+)\"").matcher(html);
    while (describedBy.find()) {
      for (String id : describedBy.group(1).split(" ", -1)) {
        assertThat(html).contains("id=\"" + id + "\"");
      }
    }
  }

  /** Browsers keep these files for 30 days: a release must change their addresses. */
  @ParameterizedTest
  @MethodSource("pages")
  void styleSheetsAndScriptsCarryTheVersion(String page, String language) {
    String html = Renderer.pages(language).render(page, variables(language));
    assertThat(html)
        .containsPattern("/common/yoyo/css/tokens\\.css\\?v=\\d+\\.\\d")
        .containsPattern("/login/yoyo/css/login\\.css\\?v=\\d+\\.\\d")
        .containsPattern("/login/yoyo/js/page\\.js\\?v=\\d+\\.\\d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void theNameOfAnOrganizationAppearsAsText(String language) {
    Map<String, Object> variables = variables(language);
    variables.put("organizationName", HOSTILE);
    String html = Renderer.pages(language).render("organization-disabled.ftl", variables);
    assertThat(html)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; ${invalidUserMessage} &lt;#if&gt; {0}")
        .doesNotContain("<script>alert");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageLeadsToTheHelpForWhoCannotLogIn(String page, String language) {
    Map<String, Object> variables = variables(language);
    variables.put("pageId", page.replace(".ftl", ""));
    String html = Renderer.pages(language).render(page, variables);
    if (page.equals("login-trouble.ftl")) {
      assertThat(html).doesNotContain("id=\"yoyo-login-trouble\"");
    } else {
      assertThat(html)
          .contains("id=\"yoyo-login-trouble\" href=\"/realms/yoyo/login-trouble?tab_id=t\"");
    }
  }

  @Test
  void theNamesOfWhomToAskAppearAsText() {
    Map<String, Object> variables = variables("ja");
    variables.put(
        "contacts",
        List.of(Map.of("lastName", HOSTILE, "firstName", "花子", "organization", HOSTILE)));
    assertThat(Renderer.pages("ja").render("temporary-password-expired.ftl", variables))
        .contains("${invalidUserMessage} &lt;#if&gt; {0}")
        .doesNotContain("<script>alert");
  }

  @Test
  void anOrganizationWithoutANameIsLeftOut() {
    Map<String, Object> variables = variables("ja");
    variables.remove("organizationName");
    assertThat(Renderer.pages("ja").render("organization-disabled.ftl", variables))
        .doesNotContain("<dt>組織</dt>");
  }

  @Test
  void theUserIdOfAFailedLoginAppearsAsText() {
    Map<String, Object> variables = variables("ja");
    variables.put("login", Map.of("username", HOSTILE));
    assertThat(Renderer.pages("ja").render("login.ftl", variables))
        .contains("value=\"&quot;&gt;&lt;script&gt;")
        .doesNotContain("<script>alert");
  }

  @Test
  void aFailedLoginMarksBothFieldsAndSaysOneSentence() {
    Map<String, Object> variables = variables("ja");
    MessagesPerFieldBean messages = new MessagesPerFieldBean();
    messages.addMessage("username", "x", MessageType.ERROR);
    variables.put("messagesPerField", messages);
    variables.put("message", new MessageBean("ユーザIDまたはパスワードが正しくありません。", MessageType.ERROR));
    String html = Renderer.pages("ja").render("login.ftl", variables);
    assertThat(html).contains("＊ユーザIDまたはパスワードが正しくありません。").contains("role=\"alert\"");
    assertThat(html.split("aria-invalid=\"true\" aria-describedby=\"yoyo-message\"", -1))
        .hasSize(3);
  }

  @Test
  void theChangeOfATemporaryPasswordIsNamedAsInTheManual() {
    Map<String, Object> variables = variables("ja");
    assertThat(Renderer.pages("ja").render("login-update-password.ftl", variables))
        .contains("<title>仮パスワード変更 | 予予ID</title>")
        .contains("仮パスワードと異なる")
        .contains("13文字以上")
        .doesNotContain("logout-sessions");
    variables.put("temporaryPassword", false);
    assertThat(Renderer.pages("ja").render("login-update-password.ftl", variables))
        .contains("<title>パスワードの変更 | 予予ID</title>")
        .doesNotContain("仮パスワード");
  }

  /** KeycloakErrorHandler renders it with these variables and no others. */
  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void theErrorPageNeedsNothingButWhatTheServerErrorHandlerGives(String language) {
    Map<String, Object> all = variables(language);
    Map<String, Object> few = new HashMap<>();
    for (String name : List.of("pageId", "url", "locale", "lang", "darkMode")) {
      few.put(name, all.get(name));
    }
    few.put("realm", Map.of("internationalizationEnabled", true));
    few.put("statusCode", 500);
    few.put(
        "message",
        new MessageBean(Texts.of("login", language).get("internalServerError"), MessageType.ERROR));
    String html = Renderer.pages(language).render("error.ftl", few);
    assertThat(html)
        .contains(Texts.of("login", language).get("internalServerError"))
        .containsPattern("id=\"yoyo-error-reference\">\\d{8}-\\d{6}-\\d{3}<")
        .contains("id=\"yoyo-error-status\">500<");
  }

  @Test
  void aTraceIdIsTheReferenceWhereTracingIsOn() {
    Map<String, Object> variables = variables("ja");
    variables.put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(Renderer.pages("ja").render("error.ftl", variables))
        .contains("id=\"yoyo-error-reference\">4bf92f3577b34da6a3ce929d0e0e4736<");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void theHelpDeskOfTheRealmSaysWhetherItAnswersNow(String language) {
    Map<String, Object> variables = variables(language);
    variables.put(
        "operations",
        Map.of(
            "reference",
            "20260601-090000-123-045",
            "helpDesk",
            Map.of(
                "name",
                Map.of("ja", "見本窓口", "en", "Sample desk"),
                "phone",
                "03-0000-0000",
                "hours",
                Map.of("ja", "平日 10:00～17:00", "en", "weekdays 10:00–17:00"),
                "open",
                true,
                "changesAt",
                1780300800000L)));
    String html = Renderer.pages(language).render("error.ftl", variables);
    assertThat(html)
        .contains("id=\"yoyo-error-reference\">20260601-090000-123-045<")
        .contains("ja".equals(language) ? "見本窓口" : "Sample desk", "03-0000-0000")
        .contains(
            "ja".equals(language)
                ? "受付中です（2026年6月1日（月）17:00まで）"
                : "Open until Mon 1 Jun 2026, 17:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void anAnnouncedMaintenanceStandsOnTheLoginPageAsText(String language) {
    Map<String, Object> variables = variables(language);
    variables.put("operations", Map.of("maintenance", maintenance("announced")));
    assertThat(Renderer.pages(language).render("login.ftl", variables))
        .contains("id=\"yoyo-announcement\"", "&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void theMaintenancePageSaysWhenItEndsAndLetsOnlyOperatorsOn(String language) {
    Map<String, Object> variables = variables(language);
    variables.put("operations", Map.of("maintenance", maintenance("ongoing")));
    Renderer renderer = Renderer.pages(language);
    assertThat(renderer.render("maintenance.ftl", variables))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "id=\"yoyo-maintenance-until\"")
        .doesNotContain("<script>alert", "yoyo-operator-login", "yoyo-announcement");
    variables.put("operatorMayLogIn", true);
    assertThat(renderer.render("maintenance.ftl", variables))
        .contains("yoyo-operator-login", "href=\"/restart\"");
    variables.put("again", "");
    assertThat(renderer.render("maintenance.ftl", variables))
        .contains("href=\"\">")
        .doesNotContain("href=\"/restart\">");
  }

  private static Map<String, Object> maintenance(String state) {
    return Map.of(
        "state",
        state,
        "from",
        1780300800000L,
        "until",
        1780315200000L,
        "text",
        Map.of("ja", HOSTILE, "en", HOSTILE),
        "ownText",
        true);
  }

  /** The master realm of a fresh Keycloak has no languages. */
  @Test
  void theFrameNeedsNoLanguages() {
    Map<String, Object> variables = variables("en");
    variables.remove("locale");
    Map<String, Object> realm = new HashMap<>(realm());
    realm.put("internationalizationEnabled", false);
    variables.put("realm", realm);
    assertThat(Renderer.pages("en").render("login.ftl", variables))
        .contains("lang=\"en\"")
        .doesNotContain("yoyo-languages");
  }

  private static Map<String, Object> variables(String language) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("pageId", "page");
    variables.put("lang", language);
    variables.put("darkMode", false);
    variables.put("realm", realm());
    variables.put(
        "locale",
        Map.of(
            "currentLanguageTag",
            language,
            "rtl",
            false,
            "supported",
            List.of(
                Map.of("languageTag", "en", "label", "English", "url", "?kc_locale=en"),
                Map.of("languageTag", "ja", "label", "日本語", "url", "?kc_locale=ja"))));
    variables.put(
        "url",
        Map.of(
            "resourcesPath", "/resources/x/login/yoyo",
            "resourcesCommonPath", "/resources/x/common/yoyo",
            "loginAction", "/action",
            "loginUrl", "/login",
            "loginRestartFlowUrl", "/restart",
            "loginResetCredentialsUrl", "/realms/yoyo/login-actions/reset-credentials?tab_id=t",
            "ssoLoginInOtherTabsUrl", "/sso"));
    variables.put("auth", new NoAttempt());
    variables.put("login", Map.of());
    variables.put("social", Map.of());
    variables.put("messagesPerField", new MessagesPerFieldBean());
    variables.put("message", new MessageBean("お知らせです。", MessageType.INFO));
    variables.put("username", "131016-001");
    variables.put("temporaryPassword", true);
    variables.put("organizationName", "見本診療所");
    variables.put("loginUrl", "/login");
    variables.put(
        "contacts", List.of(Map.of("lastName", "予防", "firstName", "花子", "organization", "見本診療所")));
    variables.put("resetUrl", "/reset");
    variables.put("failures", 5);
    variables.put("shortestWait", 1);
    variables.put("longestWait", 30);
    variables.put(
        "passwordPolicies",
        Map.of(
            "length",
            13,
            "maxLength",
            128,
            "digits",
            1,
            "lowerCase",
            1,
            "upperCase",
            1,
            "specialChars",
            1,
            "passwordHistory",
            3));
    return variables;
  }

  private static Map<String, Object> realm() {
    return Map.ofEntries(
        Map.entry("name", "yoyo"),
        Map.entry("displayName", "予予ID"),
        Map.entry("displayNameHtml", "予予ID"),
        Map.entry("internationalizationEnabled", true),
        Map.entry("password", true),
        Map.entry("loginWithEmailAllowed", false),
        Map.entry("registrationEmailAsUsername", false),
        Map.entry("registrationAllowed", false),
        Map.entry("resetPasswordAllowed", true),
        Map.entry("rememberMe", false),
        Map.entry("duplicateEmailsAllowed", true));
  }

  /** What templates use of Keycloak's AuthenticationContextBean. */
  public static final class NoAttempt {

    public boolean showUsername() {
      return false;
    }

    public boolean showResetCredentials() {
      return false;
    }

    public boolean showTryAnotherWayLink() {
      return false;
    }
  }
}
