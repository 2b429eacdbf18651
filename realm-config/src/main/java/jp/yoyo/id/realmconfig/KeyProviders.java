package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code keys.json}: where the realm's signing keys come from. Keys are never removed here. */
final class KeyProviders implements RealmPart {
  private static final String FILE = "keys.json";
  private static final String TYPE = "org.keycloak.keys.KeyProvider";

  private final AdminApi api;

  KeyProviders(AdminApi api) {
    this.api = api;
  }

  @Override
  public void bringInto(DescribedRealm described, Journal journal) {
    String path = "/realms/" + AdminApi.encoded(described.name()) + "/components";
    JsonNode actual = api.get(path + "?type=" + TYPE);
    for (JsonNode key : described.file(FILE)) {
      String name = key.path("name").asText();
      JsonNode present = Named.find(actual, "name", name);
      if (present.isMissingNode()) {
        ObjectNode created = ((ObjectNode) key.deepCopy()).put("providerType", TYPE);
        journal.make(FILE, name, "(nothing)", "created", () -> api.post(path, created));
      } else {
        journal.make(
            FILE,
            name + ".",
            Difference.between(key, present),
            () ->
                api.put(
                    path + "/" + present.path("id").asText(), Difference.overlay(present, key)));
      }
    }
  }
}
