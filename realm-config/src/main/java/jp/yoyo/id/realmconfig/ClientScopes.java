package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** {@code client-scopes/*.json}. Scopes not described stay. */
final class ClientScopes implements RealmPart {
  private static final Set<String> PARTS = Set.of("protocolMappers");

  private final AdminApi api;
  private final ProtocolMappers mappers;

  ClientScopes(AdminApi api) {
    this.api = api;
    this.mappers = new ProtocolMappers(api);
  }

  @Override
  public void bringInto(DescribedRealm described, Journal journal) {
    String path = "/realms/" + AdminApi.encoded(described.name()) + "/client-scopes";
    JsonNode actual = api.get(path);
    for (Map.Entry<String, JsonNode> entry : described.folder("client-scopes").entrySet()) {
      String file = entry.getKey();
      JsonNode scope = entry.getValue();
      JsonNode present = Named.find(actual, "name", scope.path("name").asText());
      if (present.isMissingNode()) {
        journal.make(file, "scope", "(nothing)", "created", () -> api.post(path, scope));
        continue;
      }
      String owner = path + "/" + present.path("id").asText();
      JsonNode fields = Json.without(scope, PARTS);
      journal.make(
          file,
          "",
          Difference.between(fields, present),
          () -> api.put(owner, Difference.overlay(Json.without(present, PARTS), fields)));
      mappers.bringInto(file, scope, owner, journal);
    }
  }
}
