package jp.yoyo.id.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jp.yoyo.id.app.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What operators see of a running instance, and how it ends. */
class RunningAppTest {

  private static final String PATH = "/assets/slow";
  private static final CountDownLatch BEGUN = new CountDownLatch(1);
  private static final CountDownLatch STOPPING = new CountDownLatch(1);

  /** Below a path that needs no login. Not a controller: the scan of other tests would find it. */
  static final class Slow implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain others)
        throws IOException, ServletException {
      if (!((HttpServletRequest) request).getRequestURI().equals(PATH)) {
        others.doFilter(request, response);
        return;
      }
      BEGUN.countDown();
      try {
        assertThat(STOPPING.await(30, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(500); // well into the stop
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      response.getWriter().write("answered");
    }
  }

  @Test
  void stopWhenARequestIsBeingAnsweredThenItIsAnsweredToTheEnd() throws Exception {
    ConfigurableApplicationContext app = start();
    URI slow = URI.create("http://localhost:" + port(app, "local.server.port") + PATH);
    CompletableFuture<HttpResponse<String>> answer =
        HttpClient.newHttpClient()
            .sendAsync(HttpRequest.newBuilder(slow).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(BEGUN.await(30, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(app::close);
    STOPPING.countDown();

    assertThat(answer.get(30, TimeUnit.SECONDS).body()).isEqualTo("answered");
    stopped.get(30, TimeUnit.SECONDS);
    assertThat(
            HttpClient.newHttpClient()
                .sendAsync(
                    HttpRequest.newBuilder(slow).build(), HttpResponse.BodyHandlers.ofString()))
        .failsWithin(java.time.Duration.ofSeconds(30));
  }

  @Test
  void managementWhenAskedThenOnItsOwnPortOnly() throws Exception {
    try (ConfigurableApplicationContext app = start()) {
      String management = port(app, "local.management.port");
      assertThat(get(management, "/actuator/health/readiness").body()).contains("UP");
      assertThat(get(management, "/actuator/health/liveness").body()).contains("UP");
      assertThat(get(management, "/actuator/prometheus").body())
          .contains("outbox_messages", "outbox_oldest_seconds", "tomcat_sessions", "hikaricp");
      // Not there: like any other address, it leads to the login.
      assertThat(get(management, "/actuator/env").statusCode()).isEqualTo(302);
      assertThat(get(port(app, "local.server.port"), "/actuator/prometheus").body())
          .doesNotContain("outbox_messages");
    }
  }

  private static String port(ConfigurableApplicationContext app, String name) {
    return app.getEnvironment().getRequiredProperty(name);
  }

  private static HttpResponse<String> get(String port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(CompanionApp.class, Slow.class)
        .run(
            "--app.database.url=" + TestDatabase.fresh().jdbcUrl(),
            "--app.database.user=postgres",
            "--app.database.password=postgres",
            "--app.public-url=http://localhost:8081",
            "--app.keycloak.url=http://localhost:1",
            "--app.keycloak.client-secret=0123456789012345678901234567890123456789",
            "--app.mail.host=localhost",
            "--app.mail.from=no-reply@yoyo.example",
            "--app.outbox.workers=0",
            "--app.issuance.enabled=false",
            "--server.port=0",
            "--management.server.port=0");
  }
}
