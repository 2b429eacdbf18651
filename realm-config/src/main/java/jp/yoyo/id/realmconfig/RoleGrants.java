package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds roles by the words of the description: {@code {"realm": […], "clients": {"account":
 * ["view-profile"]}}}.
 */
final class RoleGrants {
  private static final String REALM = "realm";

  private final AdminApi api;
  private final String realmPath;

  RoleGrants(AdminApi api, String realmPath) {
    this.api = api;
    this.realmPath = realmPath;
  }

  /** Each as {@code client/role}, or the bare name of a realm role. */
  static Set<String> described(JsonNode grants) {
    Set<String> names = new TreeSet<>(Json.texts(grants.path(REALM)));
    for (Map.Entry<String, JsonNode> entry : grants.path("clients").properties()) {
      Json.texts(entry.getValue()).forEach(role -> names.add(entry.getKey() + "/" + role));
    }
    return names;
  }

  /** Role representations by the same names, for an answer that lists roles of all kinds. */
  Map<String, JsonNode> named(JsonNode roles) {
    Map<String, JsonNode> named = new TreeMap<>();
    for (JsonNode role : roles) {
      named.put(name(role), role);
    }
    return named;
  }

  private String name(JsonNode role) {
    String name = role.path("name").asText();
    return role.path("clientRole").asBoolean()
        ? api.get(realmPath + "/clients/" + role.path("containerId").asText())
                .path("clientId")
                .asText()
            + "/"
            + name
        : name;
  }

  /** The representation of a role by its name as of {@link #described}. */
  JsonNode role(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return api.get(realmPath + "/roles/" + AdminApi.encoded(name));
    }
    String role = name.substring(slash + 1);
    return api.get(
        realmPath
            + "/clients/"
            + clientUuid(name.substring(0, slash))
            + "/roles/"
            + AdminApi.encoded(role));
  }

  ArrayNode roles(Set<String> names) {
    List<JsonNode> roles = new ArrayList<>();
    names.forEach(name -> roles.add(role(name)));
    return Json.array(roles);
  }

  String clientUuid(String clientId) {
    JsonNode found = api.get(realmPath + "/clients?clientId=" + AdminApi.encoded(clientId));
    if (found.isEmpty()) {
      throw new RealmConfigException("the realm has no client " + clientId);
    }
    return found.get(0).path("id").asText();
  }

  static Set<String> minus(Set<String> names, Set<String> others) {
    Set<String> rest = new TreeSet<>(names);
    rest.removeAll(others);
    return rest;
  }
}
