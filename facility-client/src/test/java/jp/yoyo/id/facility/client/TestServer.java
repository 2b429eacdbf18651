package jp.yoyo.id.facility.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** Token endpoint and API, which answer as told. */
public final class TestServer implements AutoCloseable {

  /** One answer. */
  @FunctionalInterface
  public interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Reply> tokenReplies = new ConcurrentLinkedQueue<>();
  private final Queue<Reply> apiReplies = new ConcurrentLinkedQueue<>();
  private final List<String> forms = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger granted = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  public TestServer() {
    this(Optional.empty());
  }

  /** Over TLS. */
  public TestServer(SSLContext tls) {
    this(Optional.of(tls));
  }

  private TestServer(Optional<SSLContext> tls) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    scheme = tls.isPresent() ? "https" : "http";
    try {
      if (tls.isPresent()) {
        HttpsServer secure = HttpsServer.create(address, 200);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
        server = secure;
      } else {
        server = HttpServer.create(address, 200);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/token", exchange -> answer(exchange, tokenReplies, forms));
    server.createContext("/base/", exchange -> answer(exchange, apiReplies, calls));
    server.start();
  }

  private void answer(HttpExchange exchange, Queue<Reply> replies, List<String> record)
      throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (exchange.getRequestMethod().equals("GET") && record == forms) {
        reply(405, "text/plain", "", "").to(exchange); // somebody looks whether we are there
        return;
      }
      record.add(
          record == forms
              ? body
              : exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
      Reply next = replies.poll();
      if (next == null) {
        next = record == forms ? granting(300) : reply(200, "application/json", self(), "");
      }
      next.to(exchange);
    }
  }

  public static String self() {
    return "{\"facilityId\":\"demo-clinic\",\"facilityCode\":\"1319100012\",\"name\":\"デモ診療所\"}";
  }

  /** The next one asked for a token is answered so; without this, with a token for 300 s. */
  public TestServer token(Reply reply) {
    tokenReplies.add(reply);
    return this;
  }

  public TestServer api(Reply reply) {
    apiReplies.add(reply);
    return this;
  }

  /** access-1, access-2, … */
  public Reply granting(long seconds) {
    return exchange ->
        reply(
                200,
                "application/json",
                "{\"access_token\":\"access-%d\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                    .formatted(granted.incrementAndGet(), seconds),
                "")
            .to(exchange);
  }

  /** invalid_grant and its like. */
  public static Reply error(int status, String error) {
    return reply(status, "application/json", "{\"error\":\"" + error + "\"}", "");
  }

  /**
   * Any answer.
   *
   * @param retryAfter none if empty
   */
  public static Reply reply(int status, String type, String body, String retryAfter) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      if (!retryAfter.isEmpty()) {
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    };
  }

  /** Says nothing until the end of the test. */
  public Reply hanging() {
    return exchange -> pause(60_000);
  }

  /** Says that a body comes, and then nothing. */
  public Reply hangingInTheBody() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      pause(60_000);
    };
  }

  public Reply after(long millis, Reply reply) {
    return exchange -> {
      pause(millis);
      reply.to(exchange);
    };
  }

  private void pause(long millis) {
    try {
      var unused = closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The bodies that the token endpoint got. */
  public List<String> forms() {
    return List.copyOf(forms);
  }

  /** Method, path and authorization of the calls of the API. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public URI tokenEndpoint() {
    return address("/token");
  }

  public URI api() {
    return address("/base");
  }

  private URI address(String path) {
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + path);
  }

  public FacilityConnection connection() throws MalformedTokenException {
    return new FacilityConnection(
        tokenEndpoint(), api(), "facility-app", FacilityToken.parse(TestTokens.text()));
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
