package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code localization/<language>.json}: {@code texts} are as described, {@code initialTexts} only
 * until an operator writes others, in the admin console say. Keys not described stay.
 */
final class Localization implements RealmPart {
  private final AdminApi api;

  Localization(AdminApi api) {
    this.api = api;
  }

  @Override
  public void bringInto(DescribedRealm described, Journal journal) {
    String path = "/realms/" + AdminApi.encoded(described.name()) + "/localization/";
    for (Map.Entry<String, JsonNode> entry : described.folder("localization").entrySet()) {
      String file = entry.getKey();
      String language = file.substring(file.indexOf('/') + 1, file.length() - ".json".length());
      JsonNode actual = api.get(path + AdminApi.encoded(language));
      List<Difference> differences =
          new ArrayList<>(differences(entry.getValue().path("texts"), actual));
      differences(entry.getValue().path("initialTexts"), actual).stream()
          .filter(d -> d.from().isMissingNode())
          .forEach(differences::add);
      ObjectNode texts = Json.object();
      differences.forEach(d -> texts.set(d.field(), d.to()));
      journal.make(file, "", differences, () -> api.post(path + AdminApi.encoded(language), texts));
    }
  }

  private static List<Difference> differences(JsonNode wanted, JsonNode actual) {
    return wanted.properties().stream()
        .map(e -> difference(e.getKey(), e.getValue(), actual.path(e.getKey())))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Difference> difference(String key, JsonNode wanted, JsonNode actual) {
    return wanted.asText().equals(actual.asText())
        ? Optional.empty()
        : Optional.of(new Difference(key, actual, TextNode.valueOf(wanted.asText())));
  }
}
