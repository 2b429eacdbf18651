package jp.yoyo.id.devstack.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import jp.yoyo.id.devstack.process.LoopbackPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Against a server that answers as Keycloak does; the real one is walked by the acceptance tests.
 */
class LoginWalkTest {

  private static final String ACTIONS = "/realms/yoyo/login-actions/";

  private HttpServer server;
  private Map<String, String> request = Map.of();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(LoopbackPort.address(), 0), 0);
    server.createContext("/realms/yoyo/protocol/openid-connect/auth", this::loginPage);
    server.createContext(ACTIONS + "authenticate", this::authenticate);
    server.createContext(ACTIONS + "required-action", this::requiredAction);
    server.createContext("/realms/yoyo/protocol/openid-connect/token", this::token);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void loginWhenThePasswordIsRightThenTokens() {
    assertThat(walk().login("user", "right").accessToken()).isEqualTo("access");
  }

  @Test
  void loginWhenThePasswordIsWrongThenThePageIsTold() {
    assertThatThrownBy(() -> walk().login("user", "wrong"))
        .asInstanceOf(type(UnexpectedPageException.class))
        .satisfies(
            page -> {
              assertThat(page.status()).isEqualTo(200);
              assertThat(page.title()).isEqualTo("ログイン");
              assertThat(page.error()).isEqualTo("ユーザIDまたはパスワードが正しくありません。");
              assertThat(page).hasMessageContaining(page.error());
            });
  }

  @Test
  void loginWhenThePasswordIsTemporaryThenTheChangePageIsUnexpected() {
    assertThatThrownBy(() -> walk().login("user", "temporary"))
        .asInstanceOf(type(UnexpectedPageException.class))
        .extracting(UnexpectedPageException::title)
        .isEqualTo("仮パスワード変更");
  }

  @Test
  void loginWithTemporaryPasswordWhenItIsTemporaryThenItIsChanged() {
    assertThat(walk().loginWithTemporaryPassword("user", "temporary", "new & öld").accessToken())
        .isEqualTo("access");
  }

  @Test
  void loginWithTemporaryPasswordWhenNoChangeIsAskedForThenUnexpected() {
    assertThatThrownBy(() -> walk().loginWithTemporaryPassword("user", "right", "new & öld"))
        .isInstanceOf(UnexpectedPageException.class)
        .hasMessageContaining("the page to change the temporary password");
  }

  private LoginWalk walk() {
    return new LoginWalk(URI.create("http://localhost:" + server.getAddress().getPort()));
  }

  private void loginPage(HttpExchange exchange) throws IOException {
    request = fields(exchange.getRequestURI().getRawQuery());
    // As Keycloak does on localhost, where browsers accept it without TLS.
    exchange.getResponseHeaders().add("Set-Cookie", "AUTH=abc; Path=/; Secure; HttpOnly");
    exchange.getResponseHeaders().add("Set-Cookie", "OLD=; Max-Age=0; Path=/");
    page(
        exchange, "ログイン", form("authenticate?session_code=1&amp;tab_id=2", "username", "password"));
  }

  private void authenticate(HttpExchange exchange) throws IOException {
    Map<String, String> form = body(exchange);
    if (!"AUTH=abc".equals(exchange.getRequestHeaders().getFirst("Cookie"))
        || !exchange.getRequestURI().getQuery().equals("session_code=1&tab_id=2")
        || !"kept".equals(form.get("credentialId"))) {
      page(exchange, "エラー", "");
    } else if ("temporary".equals(form.get("password"))) {
      redirect(exchange, ACTIONS + "required-action");
    } else if ("right".equals(form.get("password"))) {
      finish(exchange);
    } else {
      page(
          exchange,
          "ログイン",
          "<span id='input-error-username'>ユーザIDまたはパスワードが正しくありません。</span>"
              + form("authenticate", "username", "password"));
    }
  }

  private void requiredAction(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      page(exchange, "仮パスワード変更", form("required-action", "password-new", "password-confirm"));
      return;
    }
    Map<String, String> form = body(exchange);
    if ("new & öld".equals(form.get("password-new"))
        && "new & öld".equals(form.get("password-confirm"))) {
      finish(exchange);
    } else {
      page(exchange, "仮パスワード変更", "");
    }
  }

  private void finish(HttpExchange exchange) throws IOException {
    redirect(
        exchange,
        request.get("redirect_uri") + "?state=" + request.get("state") + "&code=the%2Dcode");
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = body(exchange);
    boolean right =
        "the-code".equals(form.get("code"))
            && "account-console".equals(form.get("client_id"))
            && form.containsKey("code_verifier")
            && "S256".equals(request.get("code_challenge_method"));
    answer(
        exchange,
        right ? 200 : 400,
        "{\"access_token\":\"access\",\"refresh_token\":\"refresh\",\"id_token\":\"id\"}");
  }

  private static String form(String action, String... inputs) {
    StringBuilder form =
        new StringBuilder("<form method='post' action='" + ACTIONS + action + "'>")
            .append("<input type='hidden' name='credentialId' value='kept'>");
    for (String input : inputs) {
      form.append("<input name='").append(input).append("'>");
    }
    return form.append("</form>").toString();
  }

  private static void page(HttpExchange exchange, String title, String content) throws IOException {
    answer(exchange, 200, "<title>x</title><h1>" + title + "</h1>" + content);
  }

  private static void redirect(HttpExchange exchange, String address) throws IOException {
    exchange.getResponseHeaders().set("Location", address);
    answer(exchange, 302, "");
  }

  private static void answer(HttpExchange exchange, int status, String content) throws IOException {
    try (exchange) {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Map<String, String> body(HttpExchange exchange) throws IOException {
    return fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
  }

  private static Map<String, String> fields(String encoded) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : encoded.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }
}
