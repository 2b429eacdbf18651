package jp.yoyo.id.facilitytoken;

import java.util.Map;
import jp.yoyo.id.organizationadmin.Caller;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * Who issued, rotated or revoked which token, as Keycloak's own admin events. They stand among
 * those of the organisation, name the acting user and the client that called for him, and hold no
 * secret.
 */
final class TokenEvents {

  /** What was done; the name in the events. */
  enum Action {
    ISSUE("issue-facility-token", OperationType.CREATE),
    ROTATE("rotate-facility-token", OperationType.CREATE),
    REVOKE("revoke-facility-token", OperationType.ACTION);

    private final String inEvents;
    private final OperationType operation;

    Action(String inEvents, OperationType operation) {
      this.inEvents = inEvents;
      this.operation = operation;
    }
  }

  private static final String RESOURCE_TYPE = "FACILITY_TOKEN";

  private final KeycloakSession session;
  private final AdminAuth actor;

  TokenEvents(KeycloakSession session, Caller caller) {
    this.session = session;
    this.actor =
        new AdminAuth(
            session.getContext().getRealm(), caller.token(), caller.user(), caller.client());
  }

  void record(
      Action action, String organizationAlias, String tokenId, Map<String, String> details) {
    AdminEventBuilder event =
        new AdminEventBuilder(
                session.getContext().getRealm(),
                actor,
                session,
                session.getContext().getConnection())
            .resource(RESOURCE_TYPE)
            .operation(action.operation)
            .detail("action", action.inEvents)
            .detail("organization", organizationAlias)
            .detail("onBehalf", actor.getClient().getClientId())
            .detail("tokenId", tokenId);
    details.forEach(event::detail);
    event
        .resourcePath(
            "organization-admin/organizations/" + organizationAlias + "/facility-tokens/" + tokenId)
        .success();
  }
}
