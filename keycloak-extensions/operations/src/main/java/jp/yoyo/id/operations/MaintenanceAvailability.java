package jp.yoyo.id.operations;

import java.util.Optional;
import jp.yoyo.id.organizationadmin.Availability;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** Closes the REST APIs and the facility-token grant while a maintenance lasts. */
final class MaintenanceAvailability implements Availability {

  private final KeycloakSession session;

  MaintenanceAvailability(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public Optional<Closure> closedTo(@Nullable UserModel user) {
    return Plans.ongoing(session.getContext().getRealm())
        .filter(plan -> user == null || !plan.lets(user.getUsername()))
        .map(MaintenanceAvailability::closure);
  }

  /** What callers are told. */
  static Closure closure(Plan plan) {
    return new Closure(plan.secondsLeft(Plans.now()), plan.shownText().ja(), plan.shownText().en());
  }

  @Override
  public void close() {}
}
