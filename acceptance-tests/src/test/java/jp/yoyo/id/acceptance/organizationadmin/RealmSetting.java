package jp.yoyo.id.acceptance.organizationadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.yoyo.id.acceptance.RealmAdmin;

/** An attribute of the realm with another value until this is closed. */
final class RealmSetting implements AutoCloseable {

  private final RealmAdmin admin;
  private final String name;
  private final String before;

  RealmSetting(RealmAdmin admin, String name, String value) {
    this.admin = admin;
    this.name = name;
    this.before = exchange(value);
  }

  private String exchange(String value) {
    ObjectNode realm = (ObjectNode) admin.get("").expect(200).body();
    String former = realm.path("attributes").path(name).asText();
    realm.withObject("/attributes").put(name, value);
    admin.send("PUT", "", realm).expect(204);
    return former;
  }

  @Override
  public void close() {
    exchange(before);
  }
}
