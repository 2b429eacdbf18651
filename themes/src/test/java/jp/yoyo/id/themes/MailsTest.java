package jp.yoyo.id.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mail, rendered in both languages and both forms. */
class MailsTest {

  /** What somebody may have typed as a name: markup, FreeMarker, MessageFormat, a forged header. */
  private static final String HOSTILE =
      "\"><script>alert(1)</script> ${passwordResetSubject} <#assign x=1> {0} '{1} &amp;"
          + " \r\nBcc: x@example.jp\u2028second\u202Eline";

  private static final String AS_ONE_LINE =
      "\"><script>alert(1)</script> ${passwordResetSubject} <#assign x=1> {0} '{1} &amp;"
          + " Bcc: x@example.jp second line";

  @ParameterizedTest
  @MethodSource("mails")
  void valuesOfUsersAppearAsText(String mail, String language) {
    Map<String, Object> variables = variables(HOSTILE);
    String html = Renderer.mails(language).render("html/" + mail, variables);
    String text = Renderer.mails(language).render("text/" + mail, variables);

    assertThat(html).doesNotContain("<script", "<#assign", "\u202E", "\u2028");
    assertThat(html).containsPattern("&lt;script&gt;").contains("${passwordResetSubject}", "{0}");
    assertThat(text).contains(AS_ONE_LINE);
    assertThat(text.lines()).noneMatch(line -> line.startsWith("Bcc:"));
  }

  @ParameterizedTest
  @MethodSource("mails")
  void everyMailEndsWithTheHelpDeskAndSaysThatItCannotBeAnswered(String mail, String language) {
    Renderer renderer = Renderer.mails(language);
    for (String form : new String[] {"html/", "text/"}) {
      String body = withoutBreaks(renderer.render(form + mail, variables("予防")));
      assertThat(body)
          .containsSubsequence(
              withoutBreaks(renderer.texts().get("helpDeskName")),
              withoutBreaks(renderer.texts().get("helpDeskPhone")),
              withoutBreaks(renderer.texts().get("helpDeskHours")),
              withoutBreaks(renderer.texts().get("mailSendOnly")));
    }
  }

  /** As the extension operations gives it. */
  @ParameterizedTest
  @MethodSource("mails")
  void everyMailNamesTheHelpDeskOfTheRealm(String mail, String language) {
    Map<String, Object> variables = variables("予防");
    variables.put(
        "operations",
        Map.of(
            "helpDesk",
            Map.of(
                "name",
                Map.of("ja", "見本窓口", "en", "Sample desk"),
                "phone",
                "03-0000-0000",
                "hours",
                Map.of("ja", "平日 10:00～17:00", "en", "weekdays 10:00–17:00"),
                "open",
                true)));
    for (String form : new String[] {"html/", "text/"}) {
      assertThat(withoutBreaks(Renderer.mails(language).render(form + mail, variables)))
          .contains(
              withoutBreaks("ja".equals(language) ? "見本窓口" : "Sample desk"),
              "03-0000-0000",
              withoutBreaks("ja".equals(language) ? "平日 10:00～17:00" : "weekdays 10:00–17:00"));
    }
  }

  @ParameterizedTest
  @MethodSource("mails")
  void bothFormsSayTheSame(String mail, String language) {
    Renderer renderer = Renderer.mails(language);
    String html = withoutMarkup(renderer.render("html/" + mail, variables("予防")));
    String text = renderer.render("text/" + mail, variables("予防"));
    String flat = withoutBreaks(html);
    for (String line : text.replaceAll("(?m)^(■|-|\\d+\\.) |-{5,}", "").split("\n", -1)) {
      assertThat(flat).as("line of the text form").contains(withoutBreaks(line));
    }
  }

  @ParameterizedTest
  @MethodSource("mails")
  void noLineOfOurTextIsWiderThan76Columns(String mail, String language) {
    String text = Renderer.mails(language).render("text/" + mail, variables("予防"));
    assertThat(text.lines().filter(line -> !line.contains("://") && columns(line) > 76)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void accountIssuedFollowsTheOrderOfTheManual(String language) {
    Renderer renderer = Renderer.mails(language);
    Map<String, Object> variables = variables("予防 花子");
    variables.put("organizationName", "見本診療所");
    variables.put("userId", "131016-001");
    for (String form : new String[] {"html/", "text/"}) {
      assertThat(renderer.render(form + "account-issued.ftl", variables))
          .containsSubsequence(
              "見本診療所",
              "予防 花子",
              "131016-001",
              "Temp-Passw0rd",
              "2026年6月1日（月）9:00",
              "https://id.example.jp/login",
              renderer.texts().get("mailSteps"),
              renderer.texts().get("mailNotYou"),
              renderer.texts().get("helpDeskName"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void theMailWithATemporaryPasswordAloneCarriesNoUserId(String language) {
    Map<String, Object> variables = variables("予防");
    variables.put("userId", "131016-001");
    variables.put("user", Map.of("username", "131016-001", "lastName", "予防", "firstName", "花子"));
    for (String form : new String[] {"html/", "text/"}) {
      assertThat(Renderer.mails(language).render(form + "temporary-password-issued.ftl", variables))
          .contains("Temp-Passw0rd")
          .doesNotContain("131016-001");
    }
  }

  /** So that a double or triple click takes the password and nothing else. */
  @Test
  void theTemporaryPasswordStandsAlone() {
    Map<String, Object> variables = variables("予防");
    assertThat(Renderer.mails("ja").render("text/account-issued.ftl", variables).lines())
        .contains("Temp-Passw0rd");
    assertThat(Renderer.mails("ja").render("html/account-issued.ftl", variables))
        .containsPattern("<td[^>]*monospace[^>]*>Temp-Passw0rd</td>");
  }

  @Test
  void aNameIsWrittenInTheOrderOfTheLanguage() {
    Map<String, Object> variables = variables("x");
    variables.put("user", Map.of("lastName", "Yobo", "firstName", "Hanako"));
    assertThat(Renderer.mails("ja").render("text/password-reset.ftl", variables))
        .contains("Yobo Hanako 様");
    assertThat(Renderer.mails("en").render("text/password-reset.ftl", variables))
        .contains("Dear Hanako Yobo,");
  }

  @Test
  void aUserWithoutANameIsAddressedAllTheSame() {
    Map<String, Object> variables = variables("x");
    variables.remove("user");
    variables.remove("organizationName");
    assertThat(Renderer.mails("ja").render("text/password-reset.ftl", variables))
        .startsWith("ご利用者 様");
  }

  @Test
  void aResetNamesTheFacilityThatTheAccountIsFor() {
    Map<String, Object> variables = variables("x");
    variables.put("organizationName", "見本診療所");
    assertThat(Renderer.mails("ja").render("text/password-reset.ftl", variables))
        .startsWith("見本診療所\n");
  }

  @Test
  void everyMailHasItsTwinAndEveryMailOfTheParentIsOurs() {
    List<String> content = names("email/content");
    assertThat(names("email/html")).containsExactlyInAnyOrderElementsOf(names("email/text"));
    assertThat(names("email/html")).containsAll(content).hasSize(content.size() + 1);
    assertThat(content).containsAll(parentMails());
  }

  private static List<String> parentMails() {
    // Keycloak 26.7.4, theme/base/email/html. A jar cannot be listed through its class loader.
    List<String> mails =
        List.of(
            "email-test.ftl",
            "email-update-confirmation.ftl",
            "email-verification-with-code.ftl",
            "email-verification.ftl",
            "event-login_error.ftl",
            "event-remove_credential.ftl",
            "event-remove_totp.ftl",
            "event-update_credential.ftl",
            "event-update_password.ftl",
            "event-update_totp.ftl",
            "event-user_disabled_by_permanent_lockout.ftl",
            "event-user_disabled_by_temporary_lockout.ftl",
            "executeActions.ftl",
            "identity-provider-link.ftl",
            "org-invite.ftl",
            "password-reset.ftl",
            "verifiable-credential-offer.ftl",
            "workflow-notification.ftl");
    for (String mail : mails) {
      assertThat(MailsTest.class.getResource("/theme/base/email/html/" + mail)).isNotNull();
    }
    return mails;
  }

  static Stream<Arguments> mails() {
    return names("email/content").stream()
        .flatMap(mail -> Stream.of(Arguments.of(mail, "ja"), Arguments.of(mail, "en")));
  }

  private static List<String> names(String folder) {
    return ThemeFiles.named(folder, ".ftl").stream()
        .map(Path::getFileName)
        .map(String::valueOf)
        .toList();
  }

  /** Every variable of every mail; {@code fromUser} wherever a person's text can come in. */
  private static Map<String, Object> variables(String fromUser) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("ltr", true);
    variables.put("subject", "subject");
    variables.put("realmName", "予予ID");
    variables.put("organizationName", fromUser);
    variables.put("recipientName", fromUser);
    variables.put("ipAddress", "192.0.2.1");
    variables.put("user", Map.of("lastName", fromUser, "firstName", fromUser));
    variables.put("lastName", fromUser);
    variables.put("firstName", fromUser);
    variables.put("organization", Map.of("name", fromUser));
    variables.put("identityProviderContext", Map.of("username", fromUser));
    variables.put("identityProviderDisplayName", fromUser);
    variables.put("credentialScopeDisplayName", fromUser);
    variables.put("customMessage", fromUser);
    variables.put("newEmail", fromUser);
    variables.put("newAddressMasked", fromUser);
    variables.put("userId", "131016-001");
    variables.put("temporaryPassword", "Temp-Passw0rd");
    variables.put("validUntil", "2026年6月1日（月）9:00");
    variables.put("changedAt", "2026年6月1日（月）9:00");
    variables.put("loginUrl", "https://id.example.jp/login");
    variables.put("link", "https://id.example.jp/action?key=abc&tab=1");
    variables.put("linkExpiration", 30L);
    variables.put("code", "123456");
    variables.put("requiredActions", List.of("UPDATE_PASSWORD", "CONFIGURE_TOTP"));
    variables.put("event", new LoginEvent());
    variables.put("messageKey", "accountDisableNotificationBody");
    variables.put("subjectKey", "accountDisableNotificationSubject");
    variables.put("daysRemaining", 3);
    variables.put("reason", "inactivity");
    return variables;
  }

  private static String withoutMarkup(String html) {
    return html.replaceAll("(?s)<head>.*?</head>", "")
        .replaceAll("<[^>]+>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  private static String withoutBreaks(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static int columns(String line) {
    return line.codePoints().map(c -> c < 0x7f ? 1 : 2).sum();
  }

  /** What templates use of Keycloak's EventBean. */
  public static final class LoginEvent {

    @SuppressWarnings("JavaUtilDate") // as Keycloak's bean
    public Date getDate() {
      return new Date(0);
    }

    public String getIpAddress() {
      return "192.0.2.1";
    }

    public String getDetail(String name) {
      return name.equals("credential_type") ? "otp" : "";
    }
  }
}
