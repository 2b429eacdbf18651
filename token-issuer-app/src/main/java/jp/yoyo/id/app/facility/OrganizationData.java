package jp.yoyo.id.app.facility;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import jp.yoyo.id.app.keycloak.OrganizationAdmin;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.keycloak.OrganizationChange;
import jp.yoyo.id.app.outbox.OutboxHandler;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.outbox.OutboxRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells Keycloak the code and name of a facility as they stand now, whatever they were. */
@Component
class OrganizationData implements OutboxHandler {

  static final String KIND = "facility-data";

  private static final Logger LOG = LoggerFactory.getLogger(OrganizationData.class);

  private final Facilities facilities;
  private final OrganizationAdmin organizationAdmin;
  private final Clock clock;

  OrganizationData(Facilities facilities, OrganizationAdmin organizationAdmin, Clock clock) {
    this.facilities = facilities;
    this.organizationAdmin = organizationAdmin;
    this.clock = clock;
  }

  /** Not the data itself: of two messages the later one may be delivered first. */
  record Payload(UUID facilityId, String onBehalfOf) {}

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void handle(OutboxMessage message) throws OutboxRefused {
    Payload payload = message.payload(Payload.class);
    Facility facility =
        facilities.find(FacilityScope.everything(), payload.facilityId()).orElseThrow();
    try {
      organizationAdmin.updateOrganization(
          payload.onBehalfOf(),
          facility.alias(),
          new OrganizationChange(
              facility.codeOn(LocalDate.now(clock)), facility.name(), facility.prefecture()),
          null);
    } catch (OrganizationAdminException e) {
      ifNotIssued(e, facility);
    }
  }

  /** Where there is no organisation yet, its issue brings along what it should be. */
  static void ifNotIssued(OrganizationAdminException e, Facility facility) throws OutboxRefused {
    if (e.status() == 404) {
      LOG.info("{} has no organisation yet", facility.alias());
    } else if (e.isTemporary()) {
      throw e;
    } else {
      throw new OutboxRefused(e.detail(), e);
    }
  }
}
