package jp.yoyo.id.app.office;

import jp.yoyo.id.app.keycloak.OrganizationAdmin;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.keycloak.OrganizationChange;
import jp.yoyo.id.app.outbox.OutboxHandler;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.outbox.OutboxRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells Keycloak the name of an office as it stands now, whatever it was. */
@Component
class OfficeData implements OutboxHandler {

  static final String KIND = "office-data";

  private static final Logger LOG = LoggerFactory.getLogger(OfficeData.class);
  private static final int NOT_FOUND = 404;

  private final JdbcClient database;
  private final OrganizationAdmin organizationAdmin;

  OfficeData(JdbcClient database, OrganizationAdmin organizationAdmin) {
    this.database = database;
    this.organizationAdmin = organizationAdmin;
  }

  /** Not the name itself: of two messages the later one may be delivered first. */
  record Payload(String alias, String onBehalfOf) {}

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void handle(OutboxMessage message) throws OutboxRefused {
    Payload payload = message.payload(Payload.class);
    OrganizationChange change =
        database
            .sql("select code, name, prefecture from office where alias = :alias")
            .param("alias", payload.alias())
            .query(
                (row, number) ->
                    new OrganizationChange(
                        row.getString("code"), row.getString("name"), row.getString("prefecture")))
            .single();
    try {
      organizationAdmin.updateOrganization(payload.onBehalfOf(), payload.alias(), change, null);
    } catch (OrganizationAdminException e) {
      if (e.status() == NOT_FOUND) {
        // Its issue brings along what it should be.
        LOG.info("{} has no organisation yet", payload.alias());
      } else if (e.isTemporary()) {
        throw e;
      } else {
        throw new OutboxRefused(e.detail(), e);
      }
    }
  }
}
