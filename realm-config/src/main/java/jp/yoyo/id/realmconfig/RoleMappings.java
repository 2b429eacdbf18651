package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Roles that are mapped to something: to a service account, or to the scope of a client. Exactly
 * those described: a role more would be a right that nobody decided on.
 */
final class RoleMappings {
  private final AdminApi api;
  private final RoleGrants grants;

  RoleMappings(AdminApi api, String realmPath) {
    this.api = api;
    this.grants = new RoleGrants(api, realmPath);
  }

  /**
   * @param path of the mappings, behind which {@code /realm} and {@code /clients/…} follow
   */
  void bringInto(String file, String field, JsonNode described, String path, Journal journal) {
    Set<String> held = held(api.get(path));
    Set<String> names = RoleGrants.described(described);
    Set<String> missing = RoleGrants.minus(names, held);
    Set<String> extra = RoleGrants.minus(held, names);
    if (missing.isEmpty() && extra.isEmpty()) {
      return;
    }
    journal.make(
        file,
        field,
        held.toString(),
        names.toString(),
        () -> {
          missing.forEach(n -> api.post(path + target(n), Json.array().add(grants.role(n))));
          extra.forEach(n -> api.delete(path + target(n), Json.array().add(grants.role(n))));
        });
  }

  private String target(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? "/realm" : "/clients/" + grants.clientUuid(name.substring(0, slash));
  }

  private static Set<String> held(JsonNode mappings) {
    Set<String> names = new TreeSet<>();
    mappings.path("realmMappings").forEach(role -> names.add(role.path("name").asText()));
    for (Map.Entry<String, JsonNode> entry : mappings.path("clientMappings").properties()) {
      entry
          .getValue()
          .path("mappings")
          .forEach(role -> names.add(entry.getKey() + "/" + role.path("name").asText()));
    }
    return names;
  }
}
