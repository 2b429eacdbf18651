package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code master.json}: the few settings of the administrators' realm that are ours. */
final class MasterRealm implements RealmPart {
  private static final String FILE = "master.json";

  private final AdminApi api;

  MasterRealm(AdminApi api) {
    this.api = api;
  }

  @Override
  public void bringInto(DescribedRealm described, Journal journal) {
    JsonNode wanted = described.file(FILE);
    if (wanted.isMissingNode()) {
      return;
    }
    journal.make(
        FILE,
        "",
        Difference.between(wanted, api.get("/realms/master")),
        () -> api.put("/realms/master", wanted));
  }
}
