package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak's Admin REST API, as far as it is needed here. Paths begin behind {@code /admin}.
 *
 * <p>A failure names the call and what the server said about it, never the body that was sent: it
 * may hold secrets.
 */
final class AdminApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Right after its start Keycloak answers 503 for some seconds ("Bootstrap in progress"). */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final int MAXIMUM_EXCERPT = 500;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final String base;
  private final AdminLogin login;
  private final Clock clock;
  private String token = "";
  private Instant tokenEnds = Instant.EPOCH;

  AdminApi(URI keycloak, AdminLogin login, Clock clock) {
    String address = keycloak.toString();
    this.base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    this.login = login;
    this.clock = clock;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  JsonNode get(String path) {
    return find(path)
        .orElseThrow(() -> new RealmConfigException("GET " + path + ": the server has no such"));
  }

  /** Empty when the server answers 404. */
  Optional<JsonNode> find(String path) {
    HttpResponse<String> response = patiently(() -> send("GET", path, null, ""));
    return response.statusCode() == 404
        ? Optional.empty()
        : Optional.of(Json.parse(accepted("GET", path, response).body()));
  }

  /** Returns the last segment of the new thing's address, which is its id; empty if none. */
  String post(String path, JsonNode body) {
    HttpResponse<String> response =
        accepted("POST", path, send("POST", path, Json.write(body), "application/json"));
    return response
        .headers()
        .firstValue("Location")
        .map(l -> l.substring(l.lastIndexOf('/') + 1))
        .orElse("");
  }

  void put(String path, JsonNode body) {
    accepted("PUT", path, send("PUT", path, Json.write(body), "application/json"));
  }

  void put(String path) {
    accepted("PUT", path, send("PUT", path, "", "application/json"));
  }

  void putText(String path, String body) {
    accepted("PUT", path, send("PUT", path, body, "text/plain; charset=UTF-8"));
  }

  void delete(String path) {
    accepted("DELETE", path, send("DELETE", path, null, ""));
  }

  void delete(String path, JsonNode body) {
    accepted("DELETE", path, send("DELETE", path, Json.write(body), "application/json"));
  }

  /** The rights in a token are those of its time of issue: needed after a realm was created. */
  void logInAgain() {
    tokenEnds = Instant.EPOCH;
  }

  private HttpResponse<String> send(
      String method, String path, @Nullable String body, String type) {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/admin" + path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token())
            .header("Accept", "application/json")
            .method(method, publisher);
    if (body != null) {
      request.header("Content-Type", type);
    }
    return exchange(request.build());
  }

  private String token() {
    if (clock.instant().isBefore(tokenEnds.minus(MARGIN))) {
      return token;
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/realms/master/protocol/openid-connect/token"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(login.form()))
            .build();
    HttpResponse<String> response = patiently(() -> exchange(request));
    if (response.statusCode() != 200) {
      throw new RealmConfigException(
          "Keycloak at "
              + base
              + " refuses the administrator ("
              + response.statusCode()
              + "): "
              + said(response));
    }
    JsonNode answer = Json.parse(response.body());
    token = answer.path("access_token").asText();
    tokenEnds = clock.instant().plusSeconds(answer.path("expires_in").asLong());
    return token;
  }

  private HttpResponse<String> patiently(Supplier<HttpResponse<String>> call) {
    Instant end = clock.instant().plus(PATIENCE);
    while (true) {
      HttpResponse<String> response = call.get();
      if (response.statusCode() != 503 || clock.instant().isAfter(end)) {
        return response;
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RealmConfigException("Interrupted while waiting for Keycloak", e);
    }
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new RealmConfigException(
          "Keycloak at " + base + " does not answer: " + e + ". Is the address right?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RealmConfigException("Interrupted while talking to Keycloak", e);
    }
  }

  private static HttpResponse<String> accepted(
      String method, String path, HttpResponse<String> response) {
    if (response.statusCode() / 100 == 2) {
      return response;
    }
    throw new RealmConfigException(
        method
            + " "
            + path
            + ": the server answered "
            + response.statusCode()
            + ": "
            + said(response));
  }

  private static String said(HttpResponse<String> response) {
    String body = response.body();
    String text = body.length() > MAXIMUM_EXCERPT ? body.substring(0, MAXIMUM_EXCERPT) : body;
    return text.isBlank() ? "(nothing)" : text;
  }
}
