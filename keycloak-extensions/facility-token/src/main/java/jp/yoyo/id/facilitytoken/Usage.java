package jp.yoyo.id.facilitytoken;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * What exchanges leave behind, written in the background and many at a time: when a token was used
 * last, and an event for refusals of the same kind with their number. So no exchange waits for a
 * write, a refusal takes no longer for one reason than for another, and whoever floods the endpoint
 * with wrong tokens does not flood the database.
 */
final class Usage {

  private static final Logger LOG = Logger.getLogger(Usage.class);

  /** So many kinds of refusals between two batches; what is beyond is only counted. */
  private static final int MOST_KINDS = 200;

  private static final int MOST_IN_A_STATEMENT = 1000;

  /**
   * Refusals that one event stands for.
   *
   * @param accountId the account, if there is one by the id that was given
   * @param source where they came from; empty for all the others together
   */
  private record Kind(
      String realmId,
      String clientId,
      Refusal refusal,
      @Nullable String accountId,
      @Nullable String credentialId,
      String source) {}

  private final KeycloakSessionFactory factory;
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "facility-token-usage");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, Long> lastUsed = new ConcurrentHashMap<>();
  private final Map<Kind, Integer> refusals = new ConcurrentHashMap<>();
  private final AtomicBoolean soon = new AtomicBoolean();

  Usage(KeycloakSessionFactory factory, int intervalSeconds) {
    this.factory = factory;
    var unused =
        background.scheduleWithFixedDelay(
            this::write, intervalSeconds, intervalSeconds, TimeUnit.SECONDS);
  }

  /** A token was exchanged. The first time is written at once: from then on it counts as used. */
  void used(Account.Credential credential, long now) {
    lastUsed.merge(credential.id(), now, Math::max);
    if (credential.markUsed() && soon.compareAndSet(false, true)) {
      background.execute(
          () -> {
            soon.set(false);
            writeLastUsed();
          });
    }
  }

  /** An exchange was refused. */
  void refused(RealmModel realm, String clientId, Refusal refusal, Verdict verdict, String source) {
    Account account = verdict.account();
    Account.Credential credential = verdict.credential();
    Kind kind =
        new Kind(
            realm.getId(),
            clientId,
            refusal,
            account == null ? null : account.id(),
            credential == null ? null : credential.id(),
            source);
    if (refusals.size() >= MOST_KINDS && !refusals.containsKey(kind)) {
      kind = new Kind(realm.getId(), clientId, refusal, null, null, "");
    }
    refusals.merge(kind, 1, Integer::sum);
  }

  /** Whether a use of the token waits to be written on this node. */
  boolean isWaiting(String credentialId) {
    return lastUsed.containsKey(credentialId);
  }

  void close() {
    background.shutdown();
    try {
      if (background.awaitTermination(5, TimeUnit.SECONDS)) {
        write();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    writeLastUsed();
    writeRefusals();
  }

  private void writeLastUsed() {
    while (!lastUsed.isEmpty()) {
      Map<String, Long> batch = new HashMap<>();
      for (Map.Entry<String, Long> use : lastUsed.entrySet()) {
        if (batch.size() < MOST_IN_A_STATEMENT) {
          batch.put(use.getKey(), use.getValue());
        }
      }
      try {
        KeycloakModelUtils.runJobInTransaction(
            factory,
            session ->
                AccountQueries.storeLastUsed(
                    session.getProvider(JpaConnectionProvider.class).getEntityManager(), batch));
      } catch (RuntimeException e) {
        LOG.warn("When tokens were used last could not be written; it is tried again", e);
        return;
      }
      // What was used again meanwhile stays.
      batch.forEach(lastUsed::remove);
    }
  }

  private void writeRefusals() {
    Map<Kind, Integer> batch = new HashMap<>();
    for (Kind kind : List.copyOf(refusals.keySet())) {
      Integer count = refusals.remove(kind);
      if (count != null) {
        batch.put(kind, count);
      }
    }
    if (batch.isEmpty()) {
      return;
    }
    try {
      KeycloakModelUtils.runJobInTransaction(
          factory, session -> batch.forEach((kind, count) -> event(session, kind, count)));
    } catch (RuntimeException e) {
      LOG.warnf(e, "%d kinds of refused exchanges could not be recorded", batch.size());
    }
  }

  private static void event(KeycloakSession session, Kind kind, int count) {
    RealmModel realm = session.realms().getRealm(kind.realmId());
    if (realm == null) {
      return;
    }
    session.getContext().setRealm(realm);
    new EventBuilder(realm, session)
        .event(EventType.OAUTH2_EXTENSION_GRANT)
        .client(kind.clientId())
        .user(kind.accountId())
        .ipAddress(kind.source())
        .detail(Details.GRANT_TYPE, FacilityTokenGrant.GRANT_TYPE)
        .detail(Details.REASON, kind.refusal().inEvents())
        .detail("facility_token_id", kind.credentialId())
        .detail("count", String.valueOf(count))
        .storeImmediately(false)
        .error(Errors.INVALID_TOKEN);
  }
}
