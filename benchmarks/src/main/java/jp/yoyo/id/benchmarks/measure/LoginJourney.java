package jp.yoyo.id.benchmarks.measure;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.yoyo.id.benchmarks.http.HttpConnection;
import jp.yoyo.id.benchmarks.http.HttpConnection.Response;
import jp.yoyo.id.benchmarks.http.Requests;

/**
 * A login from the login page to the tokens: authorization code with PKCE (RFC 7636) at the client
 * account-console; three requests. What a browser keeps from the visit before (styles, scripts,
 * images) is not fetched.
 */
final class LoginJourney {

  private static final String CLIENT = "account-console";
  private static final Pattern FORM = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
  private static final Pattern RESET =
      Pattern.compile("href=\"([^\"]*/login-actions/reset-credentials[^\"]*)\"");
  private static final Pattern CODE = Pattern.compile("[?&#]code=([^&]+)");

  /** Always the same: neither side notices, and making one costs the client time. */
  private static final String VERIFIER = "benchmark-benchmark-benchmark-benchmark-benchmark";

  private static final String CHALLENGE = challenge();

  private final URI server;
  private final String realm;

  LoginJourney(URI server, String realm) {
    this.server = server;
    this.realm = realm;
  }

  /** How long the answer to each request of a login took, in milliseconds. */
  record Steps(double page, double password, double tokens) {}

  /** From the page to the tokens. */
  Steps login(HttpConnection connection, String userId, String password) throws IOException {
    String base = "/realms/" + realm;
    String redirect = server + base + "/account/";
    long start = System.nanoTime();
    Response page = connection.exchange(Requests.page(server, loginPage(), /* cookies= */ ""));
    long shown = System.nanoTime();
    Response answer =
        connection.exchange(
            formOf(page, Map.of("username", userId, "password", password, "credentialId", "")));
    long proved = System.nanoTime();
    Matcher code = CODE.matcher(answer.header("location").orElse(""));
    if (answer.status() != 302 || !code.find()) {
      throw unexpected("the way back to the client", answer);
    }
    Response tokens =
        connection.exchange(
            Requests.post(
                server,
                base + "/protocol/openid-connect/token",
                /* cookies= */ "",
                Map.of(
                    "grant_type", "authorization_code",
                    "client_id", CLIENT,
                    "redirect_uri", redirect,
                    "code_verifier", VERIFIER,
                    "code", code.group(1))));
    if (tokens.status() != 200 || !tokens.text().contains("\"access_token\"")) {
      throw unexpected("tokens", tokens);
    }
    long end = System.nanoTime();
    return new Steps((shown - start) / 1e6, (proved - shown) / 1e6, (end - proved) / 1e6);
  }

  /** The time of the answer to a wrong password, in milliseconds. */
  double refusedLogin(HttpConnection connection, String userId) throws IOException {
    Response page = connection.exchange(Requests.page(server, loginPage(), /* cookies= */ ""));
    byte[] form =
        formOf(
            page, Map.of("username", userId, "password", "Wrong-Password-1", "credentialId", ""));
    long start = System.nanoTime();
    Response answer = connection.exchange(form);
    double time = (System.nanoTime() - start) / 1e6;
    if (answer.status() != 200 || !answer.text().contains("id=\"kc-form-login\"")) {
      throw unexpected("the login page again", answer);
    }
    return time;
  }

  /** The time of the answer to a forgotten password, in milliseconds. */
  double reset(HttpConnection connection, String userId) throws IOException {
    Response login = connection.exchange(Requests.page(server, loginPage(), /* cookies= */ ""));
    Matcher link = RESET.matcher(login.text());
    if (!link.find()) {
      throw unexpected("a link for a forgotten password", login);
    }
    URI address = URI.create(link.group(1).replace("&amp;", "&"));
    String cookies = cookies(login);
    Response page =
        connection.exchange(
            Requests.page(server, address.getRawPath() + "?" + address.getRawQuery(), cookies));
    byte[] post = formOf(page, cookies, Map.of("username", userId));
    long start = System.nanoTime();
    Response answer = connection.exchange(post);
    double time = (System.nanoTime() - start) / 1e6;
    if (answer.status() != 200 && answer.status() != 302) {
      throw unexpected("the word that a mail is on its way", answer);
    }
    return time;
  }

  private String loginPage() {
    String base = "/realms/" + realm;
    Map<String, String> query = new LinkedHashMap<>();
    query.put("client_id", CLIENT);
    query.put("redirect_uri", server + base + "/account/");
    query.put("response_type", "code");
    query.put("scope", "openid");
    query.put("state", "s");
    query.put("code_challenge", CHALLENGE);
    query.put("code_challenge_method", "S256");
    return base + "/protocol/openid-connect/auth?" + Requests.form(query);
  }

  private byte[] formOf(Response page, Map<String, String> fields) throws IOException {
    return formOf(page, cookies(page), fields);
  }

  private byte[] formOf(Response page, String cookies, Map<String, String> fields)
      throws IOException {
    Matcher form = FORM.matcher(page.text());
    if (page.status() != 200 || !form.find()) {
      throw unexpected("a page with a form", page);
    }
    URI action = URI.create(form.group(1).replace("&amp;", "&"));
    return Requests.post(server, action.getRawPath() + "?" + action.getRawQuery(), cookies, fields);
  }

  private static String cookies(Response response) {
    StringBuilder cookies = new StringBuilder();
    for (String header : response.all("set-cookie")) {
      if (!cookies.isEmpty()) {
        cookies.append("; ");
      }
      cookies.append(header, 0, header.indexOf(';') < 0 ? header.length() : header.indexOf(';'));
    }
    return cookies.toString();
  }

  private static IOException unexpected(String expected, Response response) {
    String text = response.text();
    Matcher title = Pattern.compile("<h1[^>]*>(.*?)</h1>", Pattern.DOTALL).matcher(text);
    String what =
        title.find() ? title.group(1).strip() : text.substring(0, Math.min(300, text.length()));
    return new IOException(
        "Expected %s, met status %d: %s".formatted(expected, response.status(), what));
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
}
