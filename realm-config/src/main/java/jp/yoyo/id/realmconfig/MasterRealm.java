package jp.yoyo.id.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code master.json}: the few settings of the administrators' realm that are ours. */
final class MasterRealm implements RealmPart {
  private static final String FILE = "master.json";
  private static final String ATTRIBUTES = "attributes";

  private final AdminApi api;

  MasterRealm(AdminApi api) {
    this.api = api;
  }

  @Override
  public void bringInto(DescribedRealm described, Journal journal) {
    JsonNode file = described.file(FILE);
    if (!file.isObject()) {
      return;
    }
    ObjectNode wanted = ((ObjectNode) file).deepCopy();
    RealmSettings.addHelpDesk(wanted, described);
    JsonNode actual = api.get("/realms/master");
    List<Difference> differences = Difference.between(wanted, actual);
    // Keycloak replaces the attributes as a whole: what others keep in them must be sent along.
    JsonNode body =
        wanted.has(ATTRIBUTES)
            ? wanted
                .deepCopy()
                .set(
                    ATTRIBUTES,
                    Difference.overlay(actual.path(ATTRIBUTES), wanted.path(ATTRIBUTES)))
            : wanted;
    journal.make(FILE, "", differences, () -> api.put("/realms/master", body));
  }
}
