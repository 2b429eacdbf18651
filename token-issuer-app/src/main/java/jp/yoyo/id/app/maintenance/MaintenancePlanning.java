package jp.yoyo.id.app.maintenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.app.actor.Actor;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.actor.Permission;
import jp.yoyo.id.app.audit.AuditEvent;
import jp.yoyo.id.app.audit.AuditTrail;
import jp.yoyo.id.app.keycloak.CurrentOperations;
import jp.yoyo.id.app.keycloak.LocalizedText;
import jp.yoyo.id.app.keycloak.MaintenancePlan;
import jp.yoyo.id.app.keycloak.Operations;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.web.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Plans, begins, extends and ends a maintenance. Keycloak holds the plan; what somebody is about to
 * do is recorded here first, so that nothing happens without a record.
 */
@Service
class MaintenancePlanning {

  static final String OBJECT_TYPE = "maintenance";

  /** There is one plan for all. */
  static final String OBJECT_ID = "plan";

  private final Operations operations;
  private final CurrentOperations current;
  private final AuditTrail audit;
  private final TransactionOperations transactions;

  MaintenancePlanning(
      Operations operations,
      CurrentOperations current,
      AuditTrail audit,
      TransactionOperations transactions) {
    this.operations = operations;
    this.current = current;
    this.audit = audit;
    this.transactions = transactions;
  }

  /** An administrator elsewhere holds the permission by name, too: only the central office may. */
  static boolean may(Actor actor) {
    return actor.is(OrganizationType.CENTRAL) && actor.may(Permission.MANAGE_MAINTENANCE);
  }

  static void require(Actor actor) {
    actor.require(Permission.MANAGE_MAINTENANCE);
    actor.requireType(OrganizationType.CENTRAL);
  }

  MaintenancePlan plan(Actor actor) {
    require(actor);
    return operations.plan(actor.userId(), actor.locale());
  }

  /**
   * Plans, or begins at once where no beginning is wanted.
   *
   * @param action as it is recorded: plan, begin, extend
   * @throws OrganizationAdminException if Keycloak refuses, which is recorded
   */
  MaintenancePlan plan(Actor actor, MaintenancePlan.Wanted wanted, String action) {
    require(actor);
    MaintenancePlan former = plan(actor);
    List<AuditEvent.Change> changes = new ArrayList<>();
    changes.add(change("from", former.from(), wanted.from()));
    changes.add(change("until", former.until(), wanted.until()));
    changes.add(new AuditEvent.Change("text", text(former.text()), text(wanted.text())));
    changes.add(
        new AuditEvent.Change(
            "operators",
            String.join(" ", former.operators()),
            String.join(" ", wanted.operators())));
    record(actor, action, changes);
    try {
      return operations.plan(actor.userId(), wanted, actor.locale());
    } catch (OrganizationAdminException e) {
      record(actor, "refused", List.of());
      throw e;
    } finally {
      current.forget();
    }
  }

  /** Ends it, or withdraws the plan. */
  MaintenancePlan end(Actor actor) {
    require(actor);
    MaintenancePlan former = plan(actor);
    record(actor, "end", List.of(change("until", former.until(), null)));
    try {
      return operations.end(actor.userId(), actor.locale());
    } catch (OrganizationAdminException e) {
      record(actor, "refused", List.of());
      throw e;
    } finally {
      current.forget();
    }
  }

  private static AuditEvent.Change change(
      String field, @Nullable Instant from, @Nullable Instant to) {
    return new AuditEvent.Change(field, time(from), time(to));
  }

  private static @Nullable String time(@Nullable Instant moment) {
    return moment == null ? null : new Dates(java.util.Locale.JAPANESE).exact(moment);
  }

  private static @Nullable String text(@Nullable LocalizedText text) {
    return text == null ? null : text.ja() + " / " + text.en();
  }

  private void record(Actor actor, String action, List<AuditEvent.Change> changes) {
    transactions.executeWithoutResult(
        status ->
            audit.record(
                actor,
                new AuditEvent(
                    "maintenance." + action, OBJECT_TYPE, OBJECT_ID, null, changes, Map.of())));
  }
}
