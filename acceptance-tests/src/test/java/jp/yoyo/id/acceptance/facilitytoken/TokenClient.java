package jp.yoyo.id.acceptance.facilitytoken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import org.jspecify.annotations.Nullable;

/** Calls the issuing API as the companion app does, and the token endpoint as a clinic system. */
final class TokenClient {

  static final String APP = "token-issuer-app";
  static final String GRANT = "urn:yoyo:params:oauth:grant-type:facility-token";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String realm;
  private final RealmAdmin admin;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private String appToken = "";
  private Instant appTokenUntil = Instant.EPOCH;

  TokenClient(DevStack stack, RealmAdmin admin) {
    this(stack.keycloakUrl(), admin);
  }

  /** At one of several nodes. */
  TokenClient(URI keycloak, RealmAdmin admin) {
    this.realm = keycloak + "/realms/" + DevStack.REALM;
    this.admin = admin;
  }

  /** A call of the issuing API by the companion app on behalf of a user. */
  Reply call(String method, String path, @Nullable Actor acting, @Nullable Object body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + appToken());
    if (acting != null) {
      headers.put("Acting-User", acting.id());
    }
    return call(method, path, headers, body);
  }

  Reply call(String method, String path, Map<String, String> headers, @Nullable Object body) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    if (body != null) {
      all.put("Content-Type", "application/json");
    }
    return send(method, realm + "/facility-token" + path, body == null ? null : json(body), all);
  }

  static String tokens(TestOrganization facility) {
    return "/facilities/" + facility.alias() + "/tokens";
  }

  /** What an issue sends: a new request. */
  static Map<String, Object> issueBody() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("requestId", UUID.randomUUID().toString());
    body.put("label", "受付");
    body.put("terminal", "PC-1");
    return body;
  }

  /** A new token of the facility, issued for its administrator. */
  JsonNode issue(TestOrganization facility) {
    return call("POST", tokens(facility), facility.administrator(), issueBody()).expect(201).body();
  }

  Reply revoke(TestOrganization facility, String id) {
    return call(
        "POST",
        tokens(facility) + "/" + id + "/revocation",
        facility.administrator(),
        Map.of("reason", "紛失"));
  }

  Reply rotate(TestOrganization facility, String id) {
    return call(
        "POST",
        tokens(facility) + "/" + id + "/rotation",
        facility.administrator(),
        Map.of("requestId", UUID.randomUUID().toString()));
  }

  JsonNode list(TestOrganization facility) {
    return call("GET", tokens(facility), facility.administrator(), null)
        .expect(200)
        .body()
        .path("items");
  }

  /** The token of that id as the list shows it. */
  JsonNode listed(TestOrganization facility, String id) {
    for (JsonNode item : list(facility)) {
      if (item.path("id").asText().equals(id)) {
        return item;
      }
    }
    throw new AssertionError("Not listed: " + id);
  }

  Reply exchange(String token) {
    return exchange("facility-app", token);
  }

  Reply exchange(String clientId, String token) {
    return form(
        "/protocol/openid-connect/token",
        Map.of("grant_type", GRANT, "client_id", clientId, "facility_token", token));
  }

  /** The access token for a facility token. */
  String accessToken(String token) {
    return exchange(token).expect(200).body().path("access_token").asText();
  }

  /** Introspection by the resource server. */
  JsonNode introspect(String accessToken) {
    return form(
            "/protocol/openid-connect/token/introspect",
            Map.of(
                "client_id",
                "facility-api",
                "client_secret",
                secretOf("facility-api"),
                "token",
                accessToken))
        .expect(200)
        .body();
  }

  Reply form(String path, Map<String, String> fields) {
    return send(
        "POST",
        realm + path,
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&")),
        Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  Reply discovery() {
    return send("GET", realm + "/.well-known/openid-configuration", null, Map.of());
  }

  synchronized String appToken() {
    if (Instant.now().isAfter(appTokenUntil)) {
      appToken = serviceAccountToken(APP);
      appTokenUntil = Instant.now().plusSeconds(120);
    }
    return appToken;
  }

  String serviceAccountToken(String clientId) {
    return form(
            "/protocol/openid-connect/token",
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                clientId,
                "client_secret",
                secretOf(clientId)))
        .expect(200)
        .body()
        .path("access_token")
        .asText();
  }

  String idOf(String clientId) {
    return admin
        .get("/clients?clientId=" + clientId)
        .expect(200)
        .body()
        .path(0)
        .path("id")
        .asText();
  }

  private String secretOf(String clientId) {
    return admin
        .get("/clients/" + idOf(clientId) + "/client-secret")
        .expect(200)
        .body()
        .path("value")
        .asText();
  }

  /** Header (0) or claims (1) of a JWT. */
  static JsonNode part(String jwt, int number) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[number]));
    } catch (IOException e) {
      throw new AssertionError("No JWT", e);
    }
  }

  /** Any request. */
  Reply send(String method, String address, @Nullable String body, Map<String, String> headers) {
    return Api.exchange(http, Api.request(address, method, null, body, headers));
  }

  private static String json(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
