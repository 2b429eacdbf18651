package jp.yoyo.id.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import jakarta.servlet.Filter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.testing.ServedAppTest;
import jp.yoyo.id.app.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Whatever goes wrong, wherever: our page, with a number that finds the log line. */
@ServedAppTest
@Import(ErrorPagesTest.Failing.class)
final class ErrorPagesTest {

  private static final String SECRET = "a-detail-for-the-log-only";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI app;
  private final JdbcClient database;
  private final Log log = new Log();

  @Autowired
  ErrorPagesTest(@LocalServerPort int port, JdbcClient database) {
    this.app = URI.create("http://localhost:" + port);
    this.database = database;
  }

  @BeforeEach
  void listen() {
    log.start();
    root().addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    root().detachAppender(log);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** A filter that breaks, before any other of ours but the first two. */
  @TestConfiguration
  static class Failing {

    @Bean
    static FilterRegistrationBean<Filter> failing() {
      FilterRegistrationBean<Filter> registration =
          new FilterRegistrationBean<>(
              (request, response, chain) -> {
                if (request.getParameter("unavailable") != null) {
                  throw new KeycloakUnavailableException(SECRET);
                }
                throw new IllegalStateException(SECRET);
              });
      registration.addUrlPatterns("/failing-filter");
      registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
      return registration;
    }
  }

  /** The server needs them earlier than a bean could say them. */
  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    TestDatabase fresh = TestDatabase.fresh();
    properties.add("app.database.url", fresh::jdbcUrl);
    properties.add("app.database.user", () -> "postgres");
    properties.add("app.database.password", () -> "postgres");
    properties.add("app.database.connections", () -> 8);
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(app.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static String number(HttpResponse<?> answer) {
    return answer.headers().firstValue(ReferenceNumber.HEADER).orElseThrow();
  }

  private void assertLogged(String number, String... texts) {
    assertThat(log.events)
        .as("log lines with " + number)
        .filteredOn(event -> number.equals(event.getMDCPropertyMap().get(ReferenceNumber.KEY)))
        .anySatisfy(event -> assertThat(text(event)).contains(texts));
  }

  private static String text(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(event.getFormattedMessage());
    for (IThrowableProxy cause = event.getThrowableProxy();
        cause != null;
        cause = cause.getCause()) {
      text.append('\n').append(cause.getMessage());
    }
    return text.toString();
  }

  /** What is logged, with the number that the thread had at that moment. */
  private static final class Log extends AppenderBase<ILoggingEvent> {

    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      event.prepareForDeferredProcessing();
      events.add(event);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/assets/no-such.css,404,ページが見つかりません",
    "POST,/language,403,画面の有効期限が切れました",
    "GET,/language,405,この操作はできません",
    "GET,/a;b,400,要求を処理できませんでした",
    "GET,/failing-filter,500,システムエラーが発生しました",
    "GET,/failing-filter?unavailable=1,503,ただいま接続できません",
  })
  void anyErrorWhenItHappensThenOurPageWhoseNumberFindsTheLine(
      String method, String path, int status, String title) throws Exception {
    HttpResponse<String> answer = send(method, path, "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body())
        .contains(
            "<h1>" + title + "</h1>",
            "<strong class=\"yoyo-reference\">" + number(answer) + "</strong>",
            "お問い合わせ先",
            "発生日時")
        .doesNotContain(SECRET, "Exception", "Tomcat");
    assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    assertLogged(number(answer), String.valueOf(status), status >= 500 ? SECRET : method);
  }

  @Test
  void errorWhenEnglishIsPreferredThenInEnglish() throws Exception {
    assertThat(send("GET", "/assets/no-such.css", "Accept-Language", "en").body())
        .contains("<h1>Page not found</h1>", "lang=\"en\"");
  }

  @Test
  void errorWhenAProgramAsksThenAProblem() throws Exception {
    HttpResponse<String> answer =
        send("GET", "/failing-filter", "Accept", "application/problem+json");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains(number(answer)).doesNotContain(SECRET);
    assertLogged(number(answer), "500", SECRET);
  }

  @Test
  void errorWhenTheErrorPageFailsTooThenTheLastOne() throws Exception {
    String session =
        Base64.getEncoder()
            .encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    database.sql("alter table spring_session rename to spring_session_gone").update();
    HttpResponse<String> answer;
    try {
      answer = send("GET", "/", "Cookie", "yoyo-app=" + session, "Accept", "text/html");
    } finally {
      database.sql("alter table spring_session_gone rename to spring_session").update();
    }

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .contains("<h1>システムエラーが発生しました</h1>", number(answer), "お問い合わせ先", "lang=\"en\"")
        .doesNotContain("Exception", "spring_session");
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .containsExactly(LastErrorPage.CONTENT_SECURITY_POLICY);
    assertLogged(number(answer), "spring_session");
  }

  @ParameterizedTest
  @CsvSource("GET /a[b HTTP/1.1,400")
  void requestWhenTheServerCannotReadItThenOurPageWithANumber(String line, int status)
      throws Exception {
    String answer = raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContain("Tomcat");
    String number =
        Arrays.stream(answer.split("\r\n"))
            .filter(header -> header.startsWith(ReferenceNumber.HEADER + ": "))
            .findFirst()
            .orElseThrow()
            .substring((ReferenceNumber.HEADER + ": ").length());
    assertThat(answer.substring(answer.indexOf("\r\n\r\n"))).contains(number, "お問い合わせ先");
    assertLogged(number, String.valueOf(status));
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", app.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }
}
