package jp.yoyo.id.acceptance.temporarypassword;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import jp.yoyo.id.acceptance.Actors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.inbox.ReceivedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails say what they should, whatever a caller sends. */
@ExtendWith(SharedStack.class)
final class MailIT {

  private static final Map<String, String> FORGED =
      Map.of(
          "X-Forwarded-Host", "evil.example",
          "X-Forwarded-Proto", "https",
          "X-Forwarded-Port", "8443",
          "X-Forwarded-Prefix", "/evil",
          "Forwarded", "host=evil.example;proto=https");

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final Api api;

  MailIT(DevStack stack, TestOrganizations organizations, Api api) {
    this.stack = stack;
    this.organizations = organizations;
    this.api = api;
  }

  private Newcomer newcomer() {
    return Newcomer.registered(stack, organizations, api, organizations.a());
  }

  private void assertOnlyTheConfiguredHost(ReceivedMail mail) {
    assertThat(mail.source()).doesNotContain("evil.example");
    assertThat(mail.text()).contains(stack.keycloakUrl() + "/realms/yoyo/");
    assertThat(
            Pattern.compile("https?://[^\\s\"<>]+")
                .matcher(mail.text() + mail.html())
                .results()
                .map(link -> link.group())
                .filter(link -> !link.startsWith("http://www.w3.org/")))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(link).startsWith(stack.keycloakUrl().toString()));
  }

  @Test
  void temporaryPasswordWhenForwardedHeadersAreForgedThenLinksKeepTheHost() {
    Newcomer newcomer = newcomer();
    Instant before = Instant.now();
    api.send(
            "POST",
            newcomer.path(organizations.a()) + "/temporary-password",
            organizations.a1().token(),
            "{}",
            FORGED)
        .expect(204);

    assertOnlyTheConfiguredHost(newcomer.awaitMail(stack, before, "仮パスワード通知"));
  }

  @Test
  void temporaryPasswordWhenHostIsForgedThenLinksKeepTheHost() throws IOException {
    Newcomer newcomer = newcomer();
    String token = organizations.a1().token();
    Instant before = Instant.now();
    String path =
        "/realms/yoyo/organization-admin"
            + newcomer.path(organizations.a())
            + "/temporary-password";
    // Java's own client does not let anybody forge this header.
    String request =
        "POST %s HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer %s\r\n"
                .formatted(path, token)
            + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    try (Socket socket = new Socket(stack.keycloakUrl().getHost(), stack.keycloakUrl().getPort())) {
      socket.setSoTimeout(60_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 204");
    }

    assertOnlyTheConfiguredHost(newcomer.awaitMail(stack, before, "仮パスワード通知"));
  }

  @Test
  void resetWhenForwardedHeadersAreForgedThenTheLinkKeepsTheHost() {
    Newcomer newcomer = newcomer();
    new FormBrowser(stack)
        .logIn(newcomer.userId(), newcomer.temporaryPassword())
        .changePassword(Actors.PASSWORD);
    Instant before = Instant.now();
    new FormBrowser(stack, FORGED).forgotPassword(newcomer.userId());

    assertOnlyTheConfiguredHost(newcomer.awaitMail(stack, before, "再設定|リセット"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>太字</b><img src=x onerror=alert(1)>医院",
        "${helpDeskPhone} {0} '{1}' #{x} <#if y>医院",
        "<a href=\"https://evil.example/\">こちら</a>",
        "＝医院 &amp; &lt;歯科&gt; \"引用\"",
      })
  void organizationWhenItsNameIsMarkupOrAPatternThenItIsText(String name) {
    Map<String, Object> issue = organizations.newFacilityIssue();
    issue.put("displayName", name);
    Instant before = Instant.now();
    JsonNode administrator =
        api.post("/organizations", organizations.m1().administrator().token(), issue)
            .expect(201)
            .body()
            .path("administrator");

    ReceivedMail mail = stack.inbox().awaitMessage(administrator.path("email").asText(), before);

    assertThat(mail.subject()).isEqualTo("【予予請求】ユーザID・仮パスワード通知");
    assertThat(mail.text()).contains(name);
    assertThat(mail.html()).doesNotContain("<b>太字", "<img src=x", "<a href=\"https://evil");
    if (name.contains("<")) {
      assertThat(mail.html()).contains("&lt;");
    }
  }

  @Test
  void organizationWhenItsNameIsAsLongAsItMayBeThenItIsInTheMailAndOneLongerIsRefused() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    String longest = "医".repeat(200);
    issue.put("displayName", longest);
    Instant before = Instant.now();
    String officer = organizations.m1().administrator().token();
    JsonNode administrator =
        api.post("/organizations", officer, issue).expect(201).body().path("administrator");

    ReceivedMail mail = stack.inbox().awaitMessage(administrator.path("email").asText(), before);
    assertThat(mail.text()).contains(longest);
    assertThat(mail.html()).contains(longest);

    Map<String, Object> longer = organizations.newFacilityIssue();
    longer.put("displayName", longest + "院");
    assertThat(api.post("/organizations", officer, longer).expect(400).body().at("/errors/0/field"))
        .hasToString("\"displayName\"");
  }

  @Test
  void organizationWhenItsNameHasALineBreakThenItNeverReachesAMail() {
    Map<String, Object> issue = organizations.newFacilityIssue();
    issue.put("displayName", "医院\r\nBcc: victim@example.jp");

    assertThat(
            api.post("/organizations", organizations.m1().administrator().token(), issue).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "花子\r\nBcc: victim@example.jp",
        "<b>花子</b>",
        "${helpDeskPhone}",
        "花子\u0000",
      })
  void memberWhenTheNameIsNotANameThenItNeverReachesAMail(String name) {
    Map<String, Object> person = organizations.newMember();
    person.put("firstName", name);

    assertThat(api.post(organizations.a().members(), organizations.a1().token(), person).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@example.jp\r\nBcc: victim@example.jp",
        "a@example.jp, victim@example.jp",
        "<a@example.jp>",
        "a@example.jp\u0000",
      })
  void memberWhenTheAddressIsNotOneAddressThenRefused(String address) {
    Map<String, Object> person = organizations.newMember();
    person.put("email", address);

    assertThat(api.post(organizations.a().members(), organizations.a1().token(), person).status())
        .isEqualTo(400);
  }

  @Test
  void mailWhenTheCallerSpeaksAnotherLanguageThenItIsInTheRecipients() {
    Newcomer newcomer = newcomer();
    Instant before = Instant.now();
    api.send(
            "POST",
            newcomer.path(organizations.a()) + "/temporary-password?kc_locale=en&ui_locales=en",
            organizations.a1().token(),
            "{}",
            Map.of("Accept-Language", "en", "Cookie", "KEYCLOAK_LOCALE=en"))
        .expect(204);

    ReceivedMail mail = stack.inbox().awaitMessage(newcomer.email(), before);
    assertThat(mail.subject()).isEqualTo("【予予請求】仮パスワード通知");
    assertThat(mail.text()).doesNotContain(newcomer.userId());
  }
}
