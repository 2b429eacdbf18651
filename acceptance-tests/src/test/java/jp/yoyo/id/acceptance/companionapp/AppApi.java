package jp.yoyo.id.acceptance.companionapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jp.yoyo.id.acceptance.Api;
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.Reply;
import jp.yoyo.id.devstack.DevStack;
import org.jspecify.annotations.Nullable;

/**
 * The companion app's API, and clients of the realm as an operator makes them for an organisation
 * with a program of its own (docs/companion-app-api.md).
 */
final class AppApi {

  private final DevStack stack;
  private final RealmAdmin admin;
  private final URI app;
  private final List<String> created = new ArrayList<>();

  AppApi(DevStack stack, RealmAdmin admin) {
    this.stack = stack;
    this.admin = admin;
    this.app = stack.companionAppUrl().orElseThrow();
  }

  /** A client with a service account. */
  record Program(String clientId, String secret, String userId) {}

  /** A program that belongs to an organisation and holds these roles in it. */
  Program program(String clientId, String organizationAlias, String... roles) {
    Program program =
        program(clientId, Map.of("defaultClientScopes", List.of("basic", "companion-app")));
    join(program, organizationAlias, roles);
    return program;
  }

  /** A program of no organisation. */
  Program program(String clientId, Map<String, Object> more) {
    Map<String, Object> client = new HashMap<>();
    client.put("clientId", clientId);
    client.put("publicClient", false);
    client.put("serviceAccountsEnabled", true);
    client.put("standardFlowEnabled", false);
    client.put("directAccessGrantsEnabled", false);
    client.put("fullScopeAllowed", false);
    client.put("optionalClientScopes", List.of());
    client.putAll(more);
    admin.send("POST", "/clients", client).expect(201);
    String id = idOf(clientId);
    created.add(id);
    return new Program(
        clientId,
        admin.get("/clients/" + id + "/client-secret").expect(200).body().path("value").asText(),
        admin
            .get("/clients/" + id + "/service-account-user")
            .expect(200)
            .body()
            .path("id")
            .asText());
  }

  /** Makes the program's user a member with these roles, by Keycloak's own Admin REST API. */
  void join(Program program, String organizationAlias, String... roles) {
    admin.addMember(organizationAlias, program.userId());
    for (String role : roles) {
      admin
          .send("PUT", roleGroup(organizationAlias, role) + "/members/" + program.userId(), null)
          .expect(204);
    }
  }

  void takeRole(Program program, String organizationAlias, String role) {
    admin
        .send("DELETE", roleGroup(organizationAlias, role) + "/members/" + program.userId(), null)
        .expect(204);
  }

  private String roleGroup(String organizationAlias, String role) {
    String groups = "/organizations/" + admin.organizationId(organizationAlias) + "/groups";
    // Nobody may have had the role yet: then there is no group, and this makes it.
    Reply made = admin.send("POST", groups, Map.of("name", role));
    if (made.status() != 201 && made.status() != 409) {
      throw new AssertionError(made.toString());
    }
    for (JsonNode group : admin.get(groups + "?max=100").expect(200).body()) {
      if (group.path("name").asText().equals(role)) {
        return groups + "/" + group.path("id").asText();
      }
    }
    throw new AssertionError("No group " + role);
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

  /** What the token endpoint gives the program. */
  JsonNode tokens(Program program, Map<String, String> more) {
    Map<String, String> form = new HashMap<>(more);
    form.put("grant_type", "client_credentials");
    form.put("client_id", program.clientId());
    form.put("client_secret", program.secret());
    return send(
            "POST",
            stack.keycloakUrl() + "/realms/" + DevStack.REALM + "/protocol/openid-connect/token",
            null,
            form.entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&")),
            Map.of("Content-Type", "application/x-www-form-urlencoded"))
        .expect(200)
        .body();
  }

  String token(Program program) {
    return tokens(program, Map.of()).path("access_token").asText();
  }

  Reply get(String path, @Nullable String token) {
    return call("GET", path, token, null, Map.of());
  }

  /** A call; the path is relative to {@code /api/v1}. */
  Reply call(
      String method,
      String path,
      @Nullable String token,
      @Nullable String body,
      Map<String, String> headers) {
    return send(method, app + "/api/v1" + path, token, body, headers);
  }

  static Reply send(
      String method,
      String address,
      @Nullable String token,
      @Nullable String body,
      Map<String, String> headers) {
    return Api.callAny(method, address, token, body, headers);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  void deleteCreated() {
    created.forEach(id -> admin.send("DELETE", "/clients/" + id, null));
    created.clear();
  }
}
