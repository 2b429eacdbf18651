package jp.yoyo.id.app.facilitytoken;

import jp.yoyo.id.app.facility.FacilityClosed;
import jp.yoyo.id.app.keycloak.FacilityTokens;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.outbox.Outbox;
import jp.yoyo.id.app.outbox.OutboxHandler;
import jp.yoyo.id.app.outbox.OutboxMessage;
import jp.yoyo.id.app.outbox.OutboxRefused;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Ends tokens by the outbox: what Keycloak cannot do now, it does as soon as it can. */
@Component
class TokenRevocation implements OutboxHandler {

  static final String KIND = "facility-token-revocation";

  /**
   * What the outbox holds.
   *
   * @param token id; "" for all of the facility's
   */
  record Payload(String facility, String token, String reason, String onBehalfOf) {}

  private final FacilityTokens keycloak;
  private final KnownTokens tokens;
  private final Outbox outbox;
  private final TokenRecords records;

  TokenRevocation(
      FacilityTokens keycloak, KnownTokens tokens, Outbox outbox, TokenRecords records) {
    this.keycloak = keycloak;
    this.tokens = tokens;
    this.outbox = outbox;
    this.records = records;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** A facility that is closed has no use for its tokens. Within the closing's transaction. */
  @EventListener
  void closed(FacilityClosed event) {
    String facility = event.facility().alias();
    outbox.add(
        event.actor(),
        KIND,
        "closed/%s:%d".formatted(event.facility().id(), event.facility().version()),
        event.facility().name(),
        new Payload(facility, "", event.reason(), event.actor().userId()));
    records.token(
        event.actor(),
        "revoke-all",
        facility,
        facility,
        java.util.Map.of("reason", event.reason()));
  }

  @Override
  public void handle(OutboxMessage message) throws OutboxRefused {
    Payload payload = message.payload(Payload.class);
    try {
      if (payload.token().isEmpty()) {
        keycloak.revokeAll(payload.onBehalfOf(), payload.facility(), payload.reason());
        tokens.allRevoked(payload.facility());
      } else {
        keycloak.revoke(
            payload.onBehalfOf(), payload.facility(), payload.token(), payload.reason());
        tokens.state(payload.token(), "revoked");
      }
    } catch (OrganizationAdminException e) {
      if (e.isTemporary()) {
        throw e;
      }
      if (e.status() == 404) {
        // Never issued in Keycloak, or gone already: there is nothing left to end.
        return;
      }
      throw new OutboxRefused(e.detail().isBlank() ? e.type() : e.detail(), e);
    }
  }
}
