package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;

/** The protocol mappers of a client or a client scope. Mappers not described stay. */
final class ProtocolMappers {
  private static final String FIELD = "protocolMappers";

  private final AdminApi api;

  ProtocolMappers(AdminApi api) {
    this.api = api;
  }

  /**
   * @param owner path of the client or client scope
   */
  void bringInto(String file, JsonNode described, String owner, Journal journal) {
    if (described.path(FIELD).isEmpty()) {
      return;
    }
    String path = owner + "/protocol-mappers/models";
    JsonNode actual = api.get(path);
    for (JsonNode mapper : described.path(FIELD)) {
      String name = mapper.path("name").asText();
      JsonNode present = Named.find(actual, "name", name);
      if (present.isMissingNode()) {
        journal.make(
            file, FIELD + "." + name, "(nothing)", "created", () -> api.post(path, mapper));
      } else {
        journal.make(
            file,
            FIELD + "." + name + ".",
            Difference.between(mapper, present),
            () ->
                api.put(
                    path + "/" + present.path("id").asText(), Difference.overlay(present, mapper)));
      }
    }
  }
}
