package jp.yoyo.id.acceptance.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.yoyo.id.acceptance.Actor;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.devstack.DevStack;

/** Clients other than the account console: the companion app, and such as attackers would like. */
final class Clients {

  static final String APP = "token-issuer-app";

  private final DevStack stack;
  private final RealmAdmin admin;
  private final List<String> created = new ArrayList<>();
  private String appToken = "";
  private Instant appTokenUntil = Instant.EPOCH;

  Clients(DevStack stack, RealmAdmin admin) {
    this.stack = stack;
    this.admin = admin;
  }

  /** A token of the companion app's service account. */
  String appToken() {
    if (Instant.now().isAfter(appTokenUntil)) {
      appToken = serviceAccountToken(APP);
      appTokenUntil = Instant.now().plusSeconds(120);
    }
    return appToken;
  }

  String serviceAccountToken(String clientId) {
    String secret =
        admin
            .get("/clients/" + idOf(clientId) + "/client-secret")
            .expect(200)
            .body()
            .path("value")
            .asText();
    return token(
            Map.of(
                "grant_type", "client_credentials", "client_id", clientId, "client_secret", secret))
        .path("access_token")
        .asText();
  }

  /** The id of the user behind a client. */
  String serviceAccountOf(String clientId) {
    return admin
        .get("/clients/" + idOf(clientId) + "/service-account-user")
        .expect(200)
        .body()
        .path("id")
        .asText();
  }

  /** A new client to which users give their passwords. */
  String create(Map<String, Object> more) {
    String clientId = "test-" + UUID.randomUUID();
    Map<String, Object> client = new HashMap<>();
    client.put("clientId", clientId);
    client.put("publicClient", true);
    client.put("standardFlowEnabled", false);
    client.put("directAccessGrantsEnabled", true);
    client.put("fullScopeAllowed", false);
    client.put("defaultClientScopes", List.of("basic", "organization-admin"));
    client.put("optionalClientScopes", List.of());
    client.putAll(more);
    admin.send("POST", "/clients", client).expect(201);
    created.add(clientId);
    return clientId;
  }

  void deleteCreated() {
    created.forEach(clientId -> admin.send("DELETE", "/clients/" + idOf(clientId), null));
    created.clear();
  }

  /** What the client gets for a user's password: access, refresh and ID token. */
  JsonNode login(String clientId, Actor actor, String scope) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "password");
    form.put("client_id", clientId);
    form.put("username", actor.userId());
    form.put("password", actor.password());
    form.put("scope", scope);
    // Keycloak refuses a second login while it still writes down the first.
    JsonNode answer = post(form).body();
    for (int i = 0; i < 20 && answer.path("error").asText().equals("invalid_grant"); i++) {
      pause();
      answer = post(form).body();
    }
    assertThat(answer.has("access_token")).as(answer.toString()).isTrue();
    return answer;
  }

  private static void pause() {
    try {
      Thread.sleep(250);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  private JsonNode token(Map<String, String> form) {
    return post(form).expect(200).body();
  }

  private Reply post(Map<String, String> form) {
    return Wire.postForm(
        stack.keycloakUrl() + "/realms/" + DevStack.REALM + "/protocol/openid-connect/token", form);
  }

  private String idOf(String clientId) {
    return admin
        .get("/clients?clientId=" + clientId)
        .expect(200)
        .body()
        .path(0)
        .path("id")
        .asText();
  }
}
