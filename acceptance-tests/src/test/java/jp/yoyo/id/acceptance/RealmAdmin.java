package jp.yoyo.id.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.yoyo.id.devstack.DevStack;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak's own Admin REST API, with the token of the administrator of the server. For what no
 * user of ours may do: the beginning of everything, memberships of a second organisation, settings.
 */
public final class RealmAdmin {

  private final DevStack stack;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private String token = "";
  private Instant tokenUntil = Instant.EPOCH;

  RealmAdmin(DevStack stack) {
    this.stack = stack;
  }

  /** A call; the path is relative to {@code /admin/realms/yoyo}. */
  public Reply send(String method, String path, @Nullable Object body) {
    return Api.exchange(
        http,
        Api.request(
            stack.keycloakUrl() + "/admin/realms/" + DevStack.REALM + path,
            method,
            token(),
            body == null ? null : Api.json(body),
            Map.of()));
  }

  public Reply get(String path) {
    return send("GET", path, null);
  }

  /** A valid token of the server's administrator. */
  public synchronized String token() {
    if (Instant.now().isAfter(tokenUntil)) {
      Reply reply =
          Api.exchange(
              http,
              Api.request(
                  stack.keycloakUrl() + "/realms/master/protocol/openid-connect/token",
                  "POST",
                  null,
                  "grant_type=password&client_id=admin-cli&username="
                      + encoded(stack.admin().user())
                      + "&password="
                      + encoded(stack.admin().password()),
                  Map.of("Content-Type", "application/x-www-form-urlencoded")));
      reply.expect(200);
      token = reply.body().path("access_token").asText();
      // Half its life: it must also last for the call it is asked for.
      tokenUntil =
          Instant.now().plus(Duration.ofSeconds(reply.body().path("expires_in").asLong() / 2));
    }
    return token;
  }

  /** Issues an organisation that nobody supervises. */
  Reply issueRoot(Object issue) {
    return send("POST", "/root-organizations", issue);
  }

  /** Makes a user also a member of another organisation. */
  public void addMember(String organizationAlias, String userId) {
    // Keycloak takes the bare id, and calls it JSON.
    send("POST", "/organizations/" + organizationId(organizationAlias) + "/members", userId)
        .expect(201);
  }

  /** Keycloak's id of an organisation. */
  public String organizationId(String alias) {
    return findOrganization(alias)
        .orElseThrow(() -> new AssertionError("No organisation " + alias))
        .path("id")
        .asText();
  }

  /** An organisation as Keycloak shows it. */
  public Optional<JsonNode> findOrganization(String alias) {
    // Keycloak searches by name and domain only.
    for (JsonNode candidate : get("/organizations?max=10000").expect(200).body()) {
      if (candidate.path("alias").asText().equals(alias)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** A user as Keycloak shows it. */
  public Optional<JsonNode> findUser(String userId) {
    JsonNode found = get("/users?exact=true&username=" + encoded(userId)).expect(200).body();
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  /** The number of sessions of a user. */
  public int sessions(String id) {
    return get("/users/" + id + "/sessions").expect(200).body().size();
  }

  /** Gives a user the rights of the realm's administrator (client realm-management). */
  public void makeRealmAdmin(String id) {
    String client =
        get("/clients?clientId=realm-management").expect(200).body().get(0).path("id").asText();
    JsonNode role = get("/clients/" + client + "/roles/realm-admin").expect(200).body();
    send("POST", "/users/" + id + "/role-mappings/clients/" + client, List.of(role)).expect(204);
  }

  /**
   * Changes an attribute of the realm until what it returns is closed.
   *
   * <pre>{@code
   * try (var shortened = admin.withRealmAttribute("temporaryPassword.validity", "1")) { … }
   * }</pre>
   */
  public Restoring withRealmAttribute(String name, String value) {
    String before = realmAttribute(name, value);
    return () -> realmAttribute(name, before);
  }

  /** Undoes a change of settings. */
  public interface Restoring extends AutoCloseable {
    @Override
    void close();
  }

  private String realmAttribute(String name, String value) {
    ObjectNode realm = (ObjectNode) get("").expect(200).body();
    String before = realm.path("attributes").path(name).asText();
    realm.withObject("/attributes").put(name, value);
    send("PUT", "", realm).expect(204);
    return before;
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
