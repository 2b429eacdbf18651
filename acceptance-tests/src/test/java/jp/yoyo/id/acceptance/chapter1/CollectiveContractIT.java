package jp.yoyo.id.acceptance.chapter1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.browser.Browsers;
import jp.yoyo.id.acceptance.browser.Language;
import jp.yoyo.id.acceptance.browser.Visit;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The account of a facility serves 集合契約システム, too: one password, one login. */
@ExtendWith({SharedStack.class, Browsers.class})
final class CollectiveContractIT {

  /** Leads nowhere: what counts is with what the browser is sent there. */
  private static final String SYSTEM = "https://collective-contract.invalid";

  private static final String REDIRECT = SYSTEM + "/login/oauth2/code/yoyo";
  private static final String CLIENT = "collective-contract";
  private static final String VERIFIER = "a-verifier-of-at-least-43-characters-0123456789";

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final RealmAdmin admin;

  CollectiveContractIT(DevStack stack, TestOrganizations organizations, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.admin = admin;
  }

  @Test
  void logInWhenLoggedInToTheCompanionAppThenTheSameAccountWithoutAPassword(Browsers.Desk desk)
      throws IOException, InterruptedException {
    Actor clinic = organizations.a1();
    Visit visit = desk.newBrowser(Language.JA);
    Page page = visit.page();

    // Whoever is not logged in is asked who they are, on the same page as everywhere.
    page.navigate(authorization());
    assertThat(page.url()).startsWith(stack.keycloakUrl().toString());
    assertThat(visit.find("input[name='password']").count()).isEqualTo(1);

    page.navigate(stack.companionAppUrl().orElseThrow() + "/");
    visit.logIn(clinic.userId(), clinic.password());
    page.waitForURL(stack.companionAppUrl().orElseThrow() + "/**");
    Request answered =
        page.waitForRequest(
            request -> request.url().startsWith(REDIRECT + "?"), () -> goTo(page, authorization()));

    Request asked = Objects.requireNonNull(answered.redirectedFrom(), "redirected");
    assertThat(asked.url()).as("no page in between").isEqualTo(authorization());
    Map<String, String> answer = parameters(URI.create(answered.url()));
    assertThat(answer).containsEntry("state", "of-this-test").containsKey("code");
    JsonNode claims = claims(exchange(String.valueOf(answer.get("code"))));
    assertThat(claims.path("sub").asText()).isEqualTo(clinic.id());
    assertThat(claims.path("preferred_username").asText()).isEqualTo(clinic.userId());
    assertThat(claims.path("aud").asText()).isEqualTo(CLIENT);
  }

  private static void goTo(Page page, String address) {
    try {
      page.navigate(address);
    } catch (PlaywrightException e) {
      // Nothing answers at the system's address.
    }
  }

  private String authorization() {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("client_id", CLIENT);
    request.put("redirect_uri", REDIRECT);
    request.put("response_type", "code");
    request.put("scope", "openid");
    request.put("state", "of-this-test");
    request.put("code_challenge", challenge());
    request.put("code_challenge_method", "S256");
    return realm("auth") + "?" + form(request);
  }

  private String realm(String endpoint) {
    return stack.keycloakUrl()
        + "/realms/"
        + DevStack.REALM
        + "/protocol/openid-connect/"
        + endpoint;
  }

  private static String challenge() {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** As the system does it, with the secret that Keycloak made for it. */
  private JsonNode exchange(String code) throws IOException, InterruptedException {
    String id =
        admin.get("/clients?clientId=" + CLIENT).expect(200).body().path(0).path("id").asText();
    String secret =
        admin.get("/clients/" + id + "/client-secret").expect(200).body().path("value").asText();
    Map<String, String> request = new LinkedHashMap<>();
    request.put("grant_type", "authorization_code");
    request.put("client_id", CLIENT);
    request.put("client_secret", secret);
    request.put("redirect_uri", REDIRECT);
    request.put("code", code);
    request.put("code_verifier", VERIFIER);
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(realm("token")))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form(request)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private static JsonNode claims(JsonNode answer) throws IOException {
    String payload = answer.path("id_token").asText().split("\\.", -1)[1];
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Map<String, String> parameters(URI address) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String each : address.getRawQuery().split("&", -1)) {
      int equals = each.indexOf('=');
      parameters.put(
          each.substring(0, equals),
          java.net.URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }
}
