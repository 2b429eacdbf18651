package jp.yoyo.id.app.facility;

import java.util.UUID;
import jp.yoyo.id.app.keycloak.OrganizationAdmin;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.outbox.OutboxHandler;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.outbox.OutboxRefused;
import org.springframework.stereotype.Component;

/** Disables the organisation of a facility that is closed, enables that of one that is not. */
@Component
class OrganizationSwitch implements OutboxHandler {

  static final String KIND = "facility-switch";

  private final Facilities facilities;
  private final OrganizationAdmin organizationAdmin;

  OrganizationSwitch(Facilities facilities, OrganizationAdmin organizationAdmin) {
    this.facilities = facilities;
    this.organizationAdmin = organizationAdmin;
  }

  /** Not the state itself: of two messages the later one may be delivered first. */
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
      organizationAdmin.enableOrganization(
          payload.onBehalfOf(), facility.alias(), !facility.isClosed());
    } catch (OrganizationAdminException e) {
      OrganizationData.ifNotIssued(e, facility);
    }
  }
}
