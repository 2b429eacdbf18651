package jp.yoyo.id.app.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.keycloak.LocalizedText;
import jp.yoyo.id.app.keycloak.MaintenancePlan;
import jp.yoyo.id.app.keycloak.Operations;
import jp.yoyo.id.app.keycloak.OperationsStatus;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import org.jspecify.annotations.Nullable;

/** Keycloak's part, without Keycloak: one plan; permissions are not checked. */
public final class InMemoryOperations implements Operations {

  private static final MaintenancePlan NONE =
      new MaintenancePlan("none", null, null, null, null, List.of(), null, null);

  private final Clock clock = Clock.systemUTC();
  private MaintenancePlan plan = NONE;
  private OperationsStatus.@Nullable HelpDesk helpDesk;
  private boolean down;
  private @Nullable String refusedField;
  private int asked;

  /** Forgets everything. */
  public synchronized void clear() {
    plan = NONE;
    helpDesk = null;
    down = false;
    refusedField = null;
    asked = 0;
  }

  /** From now on, or no longer, Keycloak cannot be reached. */
  public synchronized void setDown(boolean isDown) {
    down = isDown;
  }

  public synchronized void setHelpDesk(OperationsStatus.@Nullable HelpDesk data) {
    helpDesk = data;
  }

  /** From now on plans are refused because of that field; null: no longer. */
  public synchronized void setRefusedField(@Nullable String field) {
    refusedField = field;
  }

  /** A maintenance between those moments from now. */
  public synchronized void maintain(Duration from, Duration until, @Nullable LocalizedText text) {
    Instant now = clock.instant();
    plan =
        new MaintenancePlan(
            "planned", now.plus(from), now.plus(until), now, text, List.of("op"), "op", now);
  }

  /** How often the state was asked for. */
  public synchronized int asked() {
    return asked;
  }

  /** What is planned. */
  public synchronized MaintenancePlan planned() {
    return plan;
  }

  private void requireUp() {
    if (down) {
      throw new KeycloakUnavailableException("Keycloak cannot be reached");
    }
  }

  @Override
  public synchronized OperationsStatus status() {
    asked++;
    requireUp();
    return new OperationsStatus(
        plan.isNone()
            ? OperationsStatus.Maintenance.NONE
            : new OperationsStatus.Maintenance(plan.from(), plan.until(), plan.text()),
        helpDesk);
  }

  @Override
  public synchronized MaintenancePlan plan(String onBehalfOf, Locale locale) {
    requireUp();
    Instant from = plan.from();
    Instant until = plan.until();
    if (from == null || until == null || !clock.instant().isBefore(until)) {
      return NONE;
    }
    return new MaintenancePlan(
        clock.instant().isBefore(from) ? "announced" : "ongoing",
        from,
        until,
        plan.announcedFrom(),
        plan.text(),
        plan.operators(),
        plan.changedBy(),
        plan.changedAt());
  }

  @Override
  public synchronized MaintenancePlan plan(
      String onBehalfOf, MaintenancePlan.Wanted wanted, Locale locale) {
    requireUp();
    if (refusedField != null) {
      throw new OrganizationAdminException(
          400,
          "urn:yoyo:problem:invalid",
          "invalid",
          "invalid",
          List.of(new OrganizationAdminException.FieldError(refusedField, "Keycloakの理由")),
          null);
    }
    Instant from = wanted.from();
    List<String> operators = new ArrayList<>(wanted.operators());
    if (!operators.contains(onBehalfOf)) {
      operators.add(onBehalfOf);
    }
    plan =
        new MaintenancePlan(
            "planned",
            from == null ? clock.instant() : from,
            wanted.until(),
            wanted.announcedFrom(),
            wanted.text(),
            operators,
            onBehalfOf,
            clock.instant());
    return plan(onBehalfOf, locale);
  }

  @Override
  public synchronized MaintenancePlan end(String onBehalfOf, Locale locale) {
    requireUp();
    plan = NONE;
    return plan;
  }
}
