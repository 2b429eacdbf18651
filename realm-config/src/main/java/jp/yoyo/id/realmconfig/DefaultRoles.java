package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** {@code default-roles.json}: what every user holds; exactly this. */
final class DefaultRoles implements RealmPart {
  private static final String FILE = "default-roles.json";

  private final AdminApi api;

  DefaultRoles(AdminApi api) {
    this.api = api;
  }

  @Override
  public void bringInto(DescribedRealm described, Journal journal) {
    JsonNode wanted = described.file(FILE);
    if (wanted.isMissingNode()) {
      return;
    }
    String realm = "/realms/" + AdminApi.encoded(described.name());
    RoleGrants grants = new RoleGrants(api, realm);
    String path =
        realm
            + "/roles-by-id/"
            + api.get(realm).path("defaultRole").path("id").asText()
            + "/composites";
    Map<String, JsonNode> held = grants.named(api.get(path));
    Set<String> names = RoleGrants.described(wanted);
    Set<String> missing = RoleGrants.minus(names, held.keySet());
    Set<String> extra = RoleGrants.minus(held.keySet(), names);
    if (missing.isEmpty() && extra.isEmpty()) {
      return;
    }
    journal.make(
        FILE,
        "roles",
        held.keySet().toString(),
        names.toString(),
        () -> {
          if (!missing.isEmpty()) {
            api.post(path, grants.roles(missing));
          }
          if (!extra.isEmpty()) {
            api.delete(path, Json.array(extra.stream().map(held::get).toList()));
          }
        });
  }
}
