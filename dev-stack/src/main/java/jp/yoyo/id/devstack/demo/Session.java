package jp.yoyo.id.devstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import jp.yoyo.id.devstack.Credentials;
import jp.yoyo.id.devstack.login.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is logged in and makes calls. Logs in at the first call, and again before the token
 * gets old.
 */
final class Session {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TOKEN_AGE = Duration.ofMinutes(1);
  private static final int MOST_TRIES = 3;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final Supplier<String> login;
  private @Nullable String accessToken;
  private Instant since = Instant.MIN;

  private Session(Supplier<String> login) {
    this.login = login;
  }

  /** A user of the realm. */
  static Session of(Supplier<Tokens> login) {
    return new Session(() -> login.get().accessToken());
  }

  /** The administrator of the server, at the client that its own command line uses. */
  static Session ofAdministrator(URI keycloak, Credentials admin) {
    return new Session(
        () -> {
          String form =
              "grant_type=password&client_id=admin-cli&username="
                  + URLEncoder.encode(admin.user(), StandardCharsets.UTF_8)
                  + "&password="
                  + URLEncoder.encode(admin.password(), StandardCharsets.UTF_8);
          HttpRequest request =
              HttpRequest.newBuilder(
                      URI.create(keycloak + "/realms/master/protocol/openid-connect/token"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form))
                  .build();
          return answer(request).path("access_token").asText();
        });
  }

  JsonNode get(URI address) {
    return call(address, "GET", HttpRequest.BodyPublishers.noBody());
  }

  JsonNode post(URI address, Object body) {
    return call(address, "POST", json(body));
  }

  JsonNode put(URI address, Object body) {
    return call(address, "PUT", json(body));
  }

  private static HttpRequest.BodyPublisher json(Object body) {
    try {
      return HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode call(URI address, String method, HttpRequest.BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofMinutes(2))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .header("Accept-Language", "ja")
            .method(method, body)
            .build();
    return answer(request);
  }

  private String token() {
    String token = accessToken;
    if (token == null || since.plus(TOKEN_AGE).isBefore(Instant.now())) {
      token = login.get();
      accessToken = token;
      since = Instant.now();
    }
    return token;
  }

  private static JsonNode answer(HttpRequest request) {
    for (int tries = 1; true; tries++) {
      HttpResponse<String> response = send(request);
      if (response.statusCode() / 100 == 2) {
        return parsed(response.body());
      }
      // An interrupted start may have left a call that counts as still going on for a minute.
      long wait = response.headers().firstValueAsLong("Retry-After").orElse(-1);
      if (wait < 0 || wait > 90 || tries == MOST_TRIES) {
        throw new DemoDataException(
            "%s %s was answered with %d: %s"
                .formatted(
                    request.method(),
                    request.uri().getPath(),
                    response.statusCode(),
                    response.body()));
      }
      sleep(wait);
    }
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while loading demo data", e);
    }
  }

  private static JsonNode parsed(String body) {
    try {
      return body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sleep(long seconds) {
    try {
      Thread.sleep(Duration.ofSeconds(seconds).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while loading demo data", e);
    }
  }
}
