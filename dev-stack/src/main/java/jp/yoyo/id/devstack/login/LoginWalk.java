package jp.yoyo.id.devstack.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Logs in to realm {@code yoyo} over HTTP as a browser does: login page, forms, redirects,
 * authorization code with PKCE (RFC 7636) at the client {@code account-console}. Each call is a
 * browser of its own, without cookies of the one before.
 *
 * <pre>{@code
 * Tokens tokens = new LoginWalk(stack.keycloakUrl()).login("clinic-001", password);
 * }</pre>
 */
public final class LoginWalk {

  private static final String CLIENT = "account-console";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI realm;
  private final URI redirect;
  private final String scope;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final SecureRandom random = new SecureRandom();

  public LoginWalk(URI keycloakUrl) {
    this(keycloakUrl, "openid");
  }

  /**
   * With scopes of one's own.
   *
   * @param scope as in the authorization request, such as {@code openid organization:*}
   */
  public LoginWalk(URI keycloakUrl, String scope) {
    this.realm = URI.create(keycloakUrl + "/realms/yoyo/");
    this.redirect = realm.resolve("account/");
    this.scope = scope;
  }

  /**
   * User ID and password, then tokens.
   *
   * @throws UnexpectedPageException where another page comes: wrong password, temporary password to
   *     be changed, …
   */
  public Tokens login(String userId, String password) {
    Attempt attempt = new Attempt();
    return attempt.tokens(attempt.authenticate(userId, password));
  }

  /**
   * User ID and temporary password, then the page that demands a new one, then tokens.
   *
   * @throws UnexpectedPageException where another page comes
   */
  public Tokens loginWithTemporaryPassword(
      String userId, String temporaryPassword, String newPassword) {
    Attempt attempt = new Attempt();
    Page change = attempt.authenticate(userId, temporaryPassword);
    Page.Form form =
        change
            .formWith("password-new")
            .orElseThrow(() -> change.insteadOf("the page to change the temporary password"));
    return attempt.tokens(
        attempt.submit(
            form.with("password-new", newPassword).with("password-confirm", newPassword)));
  }

  /** One browser on its way through the pages. */
  private final class Attempt {

    private final WebBrowser browser = new WebBrowser(http);
    private final String verifier = randomText();
    private final String state = randomText();

    Page authenticate(String userId, String password) {
      Page login = browser.get(authorizationRequest(), redirect);
      Page.Form form =
          login.formWith("password").orElseThrow(() -> login.insteadOf("the login page"));
      return submit(form.with("username", userId).with("password", password));
    }

    Page submit(Page.Form form) {
      return browser.post(form.action(), form.fields(), redirect);
    }

    private URI authorizationRequest() {
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("client_id", CLIENT);
      parameters.put("redirect_uri", redirect.toString());
      parameters.put("response_type", "code");
      parameters.put("scope", scope);
      parameters.put("state", state);
      parameters.put("nonce", randomText());
      parameters.put("code_challenge", challenge());
      parameters.put("code_challenge_method", "S256");
      return realm.resolve("protocol/openid-connect/auth?" + WebBrowser.encoded(parameters));
    }

    private String challenge() {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256")
                .digest(verifier.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    Tokens tokens(Page end) {
      String code =
          end.parameter("code")
              .filter(any -> end.address().toString().startsWith(redirect.toString()))
              .filter(any -> end.parameter("state").equals(java.util.Optional.of(state)))
              .orElseThrow(() -> end.insteadOf("to be logged in"));
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("grant_type", "authorization_code");
      parameters.put("client_id", CLIENT);
      parameters.put("redirect_uri", redirect.toString());
      parameters.put("code", code);
      parameters.put("code_verifier", verifier);
      return exchange(parameters);
    }
  }

  /** New tokens for a refresh token. */
  public Tokens refresh(Tokens tokens) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "refresh_token");
    parameters.put("client_id", CLIENT);
    parameters.put("refresh_token", tokens.refreshToken());
    return exchange(parameters);
  }

  private Tokens exchange(Map<String, String> parameters) {
    HttpRequest request =
        HttpRequest.newBuilder(realm.resolve("protocol/openid-connect/token"))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(WebBrowser.encoded(parameters)))
            .build();
    try {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "The token endpoint answered %d: %s".formatted(response.statusCode(), response.body()));
      }
      JsonNode answer = JSON.readTree(response.body());
      return new Tokens(
          answer.path("access_token").asText(),
          answer.path("refresh_token").asText(),
          answer.path("id_token").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted during a login", e);
    }
  }

  private String randomText() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
