package jp.yoyo.id.acceptance.temporarypassword;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.yoyo.id.devstack.DevStack;

/**
 * A browser without a screen: cookies, redirects, forms. For attacks that a real browser would only
 * make slower, such as six at once.
 */
final class FormBrowser {

  private static final Pattern ACTION = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
  private static final Pattern RESET_LINK =
      Pattern.compile("href=\"([^\"]*/login-actions/reset-credentials[^\"]*)\"");
  private static final Pattern TEMPLATE_FIELD = Pattern.compile("name=\"password-new\"");
  private static final String CLIENT = "account-console";
  private static final String VERIFIER = "v".repeat(64);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final String realm;
  private final Map<String, String> headers;

  // By hand, because Java's own cookie store keeps the ones marked "secure" from http://localhost,
  // and browsers do not.
  private final Map<String, String> cookies = new LinkedHashMap<>();

  private URI address = URI.create("about:blank");
  private int status;
  private String html = "";

  FormBrowser(DevStack stack) {
    this(stack, Map.of());
  }

  /**
   * A browser that sends headers of its own with each request.
   *
   * @param headers such as {@code X-Forwarded-Host}
   */
  FormBrowser(DevStack stack, Map<String, String> headers) {
    this.realm = stack.keycloakUrl() + "/realms/" + DevStack.REALM;
    this.headers = headers;
  }

  /** Opens the login page of the account console. */
  FormBrowser openLogin() {
    return openLogin(Map.of());
  }

  /** The same with more parameters of the authorization request, such as {@code kc_action}. */
  FormBrowser openLogin(Map<String, String> more) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", CLIENT);
    parameters.put("redirect_uri", home());
    parameters.put("response_type", "code");
    parameters.put("scope", "openid");
    parameters.put("state", "s");
    parameters.put("code_challenge", challenge());
    parameters.put("code_challenge_method", "S256");
    parameters.putAll(more);
    return open(realm + "/protocol/openid-connect/auth?" + form(parameters));
  }

  FormBrowser logIn(String userId, String password) {
    return openLogin().submit(Map.of("username", userId, "password", password));
  }

  FormBrowser changePassword(String password) {
    return submit(Map.of("password-new", password, "password-confirm", password));
  }

  /** From the login page to "password forgotten", and sends the form there. */
  FormBrowser forgotPassword(String userId) {
    return onForgottenPage().submit(Map.of("username", userId));
  }

  /** On the page for a forgotten password. */
  FormBrowser onForgottenPage() {
    openLogin();
    return open(found(RESET_LINK, "the link to reset a password"));
  }

  FormBrowser open(String link) {
    return follow(request(address.resolve(unescaped(link))).GET().build());
  }

  /** Sends the form of the page. */
  FormBrowser submit(Map<String, String> fields) {
    return follow(
        request(address.resolve(unescaped(found(ACTION, "a form"))))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(fields)))
            .build());
  }

  /** The value that the page holds in a hidden field. */
  String hidden(String name) {
    return found(Pattern.compile("name=\"" + Pattern.quote(name) + "\" value=\"([^\"]*)\""), name);
  }

  int status() {
    return status;
  }

  String html() {
    return html;
  }

  /** The page without what is different at each request. */
  String comparableHtml(String userId) {
    return html.replace(userId, "USER")
        .replaceAll("(session_code|tab_id|client_data|execution)=[\\w.-]+", "$1")
        .replaceAll("checkAuthSession\\([^)]*\\)", "")
        .replaceAll("(?s)\"[A-Za-z0-9+/]{40,}={0,2}\"", "")
        .replaceAll("nonce=\"[^\"]*\"", "");
  }

  boolean isOnChangePage() {
    return status == 200 && TEMPLATE_FIELD.matcher(html).find();
  }

  boolean isOnLoginPage() {
    return html.contains("id=\"kc-form-login\"");
  }

  /** Whether the login has come to its end: the account console with a code for tokens. */
  boolean isLoggedIn() {
    return code().isPresent();
  }

  /** Answer of the token endpoint to the code of this login. */
  HttpResponse<String> tokens() {
    return token(
        Map.of(
            "grant_type",
            "authorization_code",
            "client_id",
            CLIENT,
            "redirect_uri",
            home(),
            "code",
            code().orElseThrow(() -> new AssertionError("No code at " + this)),
            "code_verifier",
            VERIFIER));
  }

  HttpResponse<String> refresh(String refreshToken) {
    return token(
        Map.of("grant_type", "refresh_token", "client_id", CLIENT, "refresh_token", refreshToken));
  }

  HttpResponse<String> userInfo(String accessToken) {
    return send(
        HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/userinfo"))
            .header("Authorization", "Bearer " + accessToken)
            .GET()
            .build());
  }

  private HttpResponse<String> token(Map<String, String> parameters) {
    return send(
        HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(parameters)))
            .build());
  }

  private Optional<String> code() {
    String query = address.getRawQuery();
    if (query == null || !address.toString().startsWith(home())) {
      return Optional.empty();
    }
    return List.of(query.split("&", -1)).stream()
        .filter(parameter -> parameter.startsWith("code="))
        .map(parameter -> parameter.substring("code=".length()))
        .findFirst();
  }

  private FormBrowser follow(HttpRequest first) {
    HttpRequest request = first;
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> response = send(request);
      address = request.uri();
      status = response.statusCode();
      html = response.body();
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      Optional<String> location = response.headers().firstValue("Location");
      if (location.isEmpty()) {
        return this;
      }
      URI next = address.resolve(location.get());
      if (next.toString().startsWith(home())) {
        address = next;
        return this;
      }
      request = request(next).GET().build();
    }
    throw new AssertionError("Redirected in circles: " + address);
  }

  private void keep(String header) {
    for (HttpCookie cookie : HttpCookie.parse("Set-Cookie: " + header)) {
      if (cookie.hasExpired() || cookie.getValue().isEmpty()) {
        cookies.remove(cookie.getName());
      } else {
        cookies.put(cookie.getName(), cookie.getValue());
      }
    }
  }

  private HttpRequest.Builder request(URI target) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(Duration.ofSeconds(60))
            .setHeader("Accept-Language", "ja");
    if (!cookies.isEmpty()) {
      request.setHeader(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    headers.forEach(request::setHeader);
    return request;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(request.method() + " " + request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  private String home() {
    return realm + "/account/";
  }

  private String found(Pattern pattern, String what) {
    Matcher matcher = pattern.matcher(html);
    if (!matcher.find()) {
      throw new AssertionError("Expected " + what + ", met " + this + "\n" + html);
    }
    return matcher.group(1);
  }

  private static String unescaped(String html) {
    return html.replace("&amp;", "&");
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String challenge() {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return status + " at " + address;
  }
}
