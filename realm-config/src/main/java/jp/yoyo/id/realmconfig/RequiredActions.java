package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code required-actions.json}. Actions not described stay. */
final class RequiredActions implements RealmPart {
  private static final String FILE = "required-actions.json";

  private final AdminApi api;

  RequiredActions(AdminApi api) {
    this.api = api;
  }

  @Override
  public void bringInto(DescribedRealm described, Journal journal) {
    String path = "/realms/" + AdminApi.encoded(described.name()) + "/authentication";
    for (JsonNode action : described.file(FILE)) {
      String alias = action.path("alias").asText();
      if (find(path, alias).isMissingNode()) {
        journal.make(FILE, alias, "(nothing)", "registered", () -> register(path, alias));
      }
      JsonNode present = find(path, alias);
      journal.make(
          FILE,
          alias + ".",
          Difference.between(action, present),
          () ->
              api.put(
                  path + "/required-actions/" + AdminApi.encoded(alias),
                  Difference.overlay(present, action)));
    }
  }

  private JsonNode find(String path, String alias) {
    return Named.find(api.get(path + "/required-actions"), "alias", alias);
  }

  private void register(String path, String alias) {
    JsonNode known =
        Named.find(api.get(path + "/unregistered-required-actions"), "providerId", alias);
    if (known.isMissingNode()) {
      throw new RealmConfigException("the server lacks the required action " + alias);
    }
    api.post(path + "/register-required-action", known);
  }
}
