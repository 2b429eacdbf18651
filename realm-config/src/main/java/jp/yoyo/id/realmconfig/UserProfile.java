package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code user-profile.json}: which facts about a user there are, and who may see and change them.
 *
 * <p>A described attribute is exactly as described: a validator or a right more would be a hole.
 * Attributes and groups that the description does not name stay.
 */
final class UserProfile implements RealmPart {
  private static final String FILE = "user-profile.json";
  private static final String POLICY = "unmanagedAttributePolicy";

  private final AdminApi api;

  UserProfile(AdminApi api) {
    this.api = api;
  }

  @Override
  public void bringInto(DescribedRealm described, Journal journal) {
    JsonNode wanted = described.file(FILE);
    if (wanted.isMissingNode()) {
      return;
    }
    String path = "/realms/" + AdminApi.encoded(described.name()) + "/users/profile";
    ObjectNode profile = (ObjectNode) api.get(path);
    List<Difference> differences = new ArrayList<>();
    for (String list : List.of("attributes", "groups")) {
      profile.set(list, merged(list, wanted.path(list), profile.path(list), differences));
    }
    // Absent means: an attribute that is not declared here cannot be set at all.
    if (!Difference.same(wanted.path(POLICY), profile.path(POLICY))) {
      differences.add(new Difference(POLICY, profile.path(POLICY), wanted.path(POLICY)));
      if (wanted.has(POLICY)) {
        profile.set(POLICY, wanted.path(POLICY));
      } else {
        profile.remove(POLICY);
      }
    }
    journal.make(FILE, "", differences, () -> api.put(path, profile));
  }

  private static ArrayNode merged(
      String list, JsonNode wanted, JsonNode actual, List<Difference> differences) {
    ArrayNode result = Json.array();
    for (JsonNode described : wanted) {
      String name = described.path("name").asText();
      JsonNode present = Named.find(actual, "name", name);
      if (!normal(described).equals(normal(present))) {
        differences.add(new Difference(list + "." + name, present, described));
      }
      result.add(described);
    }
    for (JsonNode present : actual) {
      if (Named.find(wanted, "name", present.path("name").asText()).isMissingNode()) {
        result.add(present);
      }
    }
    return result;
  }

  /** Without defaults that Keycloak writes out, sets in one order. */
  private static JsonNode normal(JsonNode node) {
    if (node.isObject()) {
      ObjectNode normal = Json.object();
      node.properties().stream()
          .filter(e -> !isDefault(e.getKey(), e.getValue()))
          .forEach(e -> normal.set(e.getKey(), normal(e.getValue())));
      return normal;
    }
    if (node.isArray()) {
      ArrayNode normal = Json.array();
      Set<String> texts = Json.texts(node);
      texts.forEach(normal::add);
      return normal;
    }
    return node.isValueNode() ? Json.array().add(node.asText()).get(0) : node;
  }

  private static boolean isDefault(String field, JsonNode value) {
    return value.isNull()
        || (field.equals("multivalued") && !value.asBoolean())
        || (field.equals("annotations") && value.isEmpty());
  }
}
