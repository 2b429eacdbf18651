package jp.yoyo.id.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import jp.yoyo.id.benchmarks.http.HttpConnection.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

  private static final String LONG = "予防接種".repeat(50_000);

  private HttpServer server;
  private URI address;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    address = URI.create("http://localhost:" + server.getAddress().getPort());
    byte[] body = LONG.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/sized",
        exchange -> {
          exchange.getResponseHeaders().add("Set-Cookie", "a=1");
          exchange.getResponseHeaders().add("Set-Cookie", "b=2");
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.createContext(
        "/chunked",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.createContext(
        "/empty",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void exchangeWhenAnswersComeInEveryFormThenReadsEachToItsEnd() throws IOException {
    try (HttpConnection connection = new HttpConnection(address)) {
      for (String path : new String[] {"/chunked", "/sized", "/chunked"}) {
        Response response = connection.exchange(Requests.page(address, path, ""));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo(LONG);
      }
      assertThat(connection.exchange(Requests.page(address, "/empty", "")).status()).isEqualTo(204);
      assertThat(connection.exchange(Requests.page(address, "/sized", "")).all("set-cookie"))
          .containsExactly("a=1", "b=2");
    }
  }

  @Test
  void exchangeWhenTheServerHangsUpThenFails() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpConnection connection =
            new HttpConnection(URI.create("http://localhost:" + listening.getLocalPort()))) {
      try (Socket accepted = listening.accept()) {
        accepted.shutdownOutput();
        assertThatExceptionOfType(EOFException.class)
            .isThrownBy(() -> connection.exchange(Requests.page(address, "/", "")));
      }
    }
  }
}
