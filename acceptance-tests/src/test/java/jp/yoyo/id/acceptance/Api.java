package jp.yoyo.id.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import jp.yoyo.id.devstack.DevStack;
import org.jspecify.annotations.Nullable;

/**
 * Calls the REST API of organization-admin. Paths are relative to its base, such as {@code
 * /organizations/x/members}.
 */
public final class Api {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI keycloakUrl;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  public Api(URI keycloakUrl) {
    this.keycloakUrl = keycloakUrl;
  }

  public Reply get(String path, String token) {
    return send("GET", path, token, null, Map.of());
  }

  public Reply post(String path, String token, Object body) {
    return send("POST", path, token, json(body), Map.of());
  }

  /** POST without a body, such as {@code …/unlock}. */
  public Reply post(String path, String token) {
    return send("POST", path, token, null, Map.of());
  }

  public Reply put(String path, String token, Object body) {
    return send("PUT", path, token, json(body), Map.of());
  }

  /**
   * PUT of something that was read before.
   *
   * @param version what the body of the GET said
   */
  public Reply put(String path, String token, String version, Object body) {
    return send("PUT", path, token, json(body), Map.of("If-Match", "\"" + version + "\""));
  }

  public Reply delete(String path, String token) {
    return send("DELETE", path, token, null, Map.of());
  }

  /**
   * Any request.
   *
   * @param token bearer token; null for none
   * @param body as it goes over the wire, sent as JSON unless the headers say otherwise; null for
   *     none
   */
  public Reply send(
      String method,
      String path,
      @Nullable String token,
      @Nullable String body,
      Map<String, String> headers) {
    return exchange(http, request(base() + path, method, token, body, headers));
  }

  /** A request to any address, as {@link #send}. */
  public static Reply callAny(
      String method,
      String address,
      @Nullable String token,
      @Nullable String body,
      Map<String, String> headers) {
    return exchange(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
        request(address, method, token, body, headers));
  }

  /** The address of the API, without a slash at its end. */
  public String base() {
    return keycloakUrl + "/realms/" + DevStack.REALM + "/organization-admin";
  }

  public static HttpRequest request(
      String address,
      String method,
      @Nullable String token,
      @Nullable String body,
      Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.setHeader("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request.setHeader("Content-Type", "application/json");
    }
    headers.forEach(request::setHeader);
    return request.build();
  }

  public static Reply exchange(HttpClient http, HttpRequest request) {
    try {
      return Reply.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError(request.method() + " " + request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  static String json(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
