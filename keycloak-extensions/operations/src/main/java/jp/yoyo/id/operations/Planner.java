package jp.yoyo.id.operations;

import jp.yoyo.id.organizationadmin.Caller;
import jp.yoyo.id.organizationadmin.OrganizationRow;
import jp.yoyo.id.organizationadmin.Problem;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.admin.AdminAuth;

/**
 * Who plans, begins and ends a maintenance.
 *
 * @param userId the own user ID, if it is one of the realm that is maintained
 * @param organization alias of the central office in whose name; null for the realm's administrator
 */
record Planner(AdminAuth auth, @Nullable String userId, @Nullable String organization) {

  /** The client that stands for this API: the audience that an access token must carry. */
  static final String AUDIENCE = "operations";

  /** The role of {@link #AUDIENCE} that a service account must hold. */
  static final String ROLE = "operate-on-behalf";

  /** Plan, begin and end a maintenance: counts in the central office alone. */
  static final String MANAGE = "manage-maintenance";

  private static final String CENTRAL_OFFICE = "central";

  /**
   * The user of the central office for whom the companion app calls; also while the maintenance
   * lasts, which is to be ended by this way.
   *
   * @throws org.keycloak.services.ErrorResponseException 401 or 403
   */
  static Planner actingUser(KeycloakSession session) {
    Caller caller = Caller.onBehalfWhileClosed(session, AUDIENCE, ROLE);
    OrganizationRow office =
        caller.organizations().stream()
            .filter(own -> caller.permissionsIn(own).contains(MANAGE))
            .filter(own -> CENTRAL_OFFICE.equals(caller.in(own.alias()).type()))
            .findFirst()
            .orElseThrow(() -> Problem.FORBIDDEN.in(session));
    return new Planner(
        new AdminAuth(
            session.getContext().getRealm(), caller.token(), caller.user(), caller.client()),
        caller.user().getUsername(),
        office.alias());
  }

  /** The name in the plan. */
  String name() {
    return auth.getUser().getUsername();
  }
}
