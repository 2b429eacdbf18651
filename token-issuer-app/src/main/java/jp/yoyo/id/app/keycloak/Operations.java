package jp.yoyo.id.app.keycloak;

import java.util.Locale;

/**
 * The REST API of operations in Keycloak: maintenance, and the help desk's data. But for {@link
 * #status}, calls are made on behalf of a user, who needs the permission {@code manage-maintenance}
 * in the central office.
 *
 * <p>Every method throws {@link OrganizationAdminException} when Keycloak refuses, and {@link
 * KeycloakUnavailableException} when there is no telling whether it did what was asked.
 */
public interface Operations {

  /** What everybody may know; asked without a token. {@link CurrentOperations} remembers it. */
  OperationsStatus status();

  MaintenancePlan plan(String onBehalfOf, Locale locale);

  /**
   * Plans a maintenance, in the place of whatever was planned; one without {@code from} begins at
   * once, with everything in the place of the plan.
   */
  MaintenancePlan plan(String onBehalfOf, MaintenancePlan.Wanted wanted, Locale locale);

  /** Ends it, or withdraws the plan. Again: the same. */
  MaintenancePlan end(String onBehalfOf, Locale locale);
}
