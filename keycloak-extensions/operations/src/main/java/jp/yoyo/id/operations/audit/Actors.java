package jp.yoyo.id.operations.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import jp.yoyo.id.organizationadmin.OrganizationRoles;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * User ID and organisations of those who act, where an event does not say them. Looked up by the
 * thread that writes, never by a request, and remembered for some minutes. For one thread.
 */
class Actors {

  private static final Logger LOG = Logger.getLogger(Actors.class);

  private static final int MOST = 20_000;
  private static final long FRESH_NANOS = 10L * 60 * 1_000_000_000;

  /** What is known of somebody; organisations by alias, with commas between. */
  record Known(@Nullable String userId, @Nullable String organizations) {

    static final Known NOBODY = new Known(null, null);
  }

  private record Remembered(Known known, long since) {}

  private final KeycloakSessionFactory factory;

  private final Map<String, Remembered> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
          return size() > MOST;
        }
      };

  Actors(KeycloakSessionFactory factory) {
    this.factory = factory;
  }

  Known of(AuditRecord record) {
    String actor = record.actor();
    String realm = record.actorRealm();
    if (actor == null || realm == null) {
      return Known.NOBODY;
    }
    if (isComplete(record)) {
      if (record.userId() != null) {
        // A login says both, and what follows it need not be looked up.
        Known said = new Known(record.userId(), record.organization());
        remembered.put(actor, new Remembered(said, System.nanoTime()));
      }
      return Known.NOBODY;
    }
    Remembered known = remembered.get(actor);
    if (known == null || System.nanoTime() - known.since() > FRESH_NANOS) {
      known = new Remembered(lookUp(realm, actor), System.nanoTime());
      remembered.put(actor, known);
    }
    return known.known();
  }

  private static boolean isComplete(AuditRecord record) {
    // A facility's system account has no user ID that tells more, and acts hundreds of times a
    // second.
    return record.organization() != null
        && (record.userId() != null
            || "OAUTH2_EXTENSION_GRANT".equals(record.fields().get("type")));
  }

  /** The line is written whether or not the database answers. */
  private Known lookUp(String realmId, String userId) {
    Known[] found = {Known.NOBODY};
    try {
      KeycloakModelUtils.runJobInTransaction(
          factory, session -> found[0] = find(session, realmId, userId));
    } catch (RuntimeException e) {
      LOG.debugf(e, "User %s could not be looked up for the audit stream", userId);
    }
    return found[0];
  }

  private static Known find(KeycloakSession session, String realmId, String userId) {
    RealmModel realm = session.realms().getRealm(realmId);
    if (realm == null) {
      return Known.NOBODY;
    }
    session.getContext().setRealm(realm);
    UserModel user = session.users().getUserById(realm, userId);
    if (user == null) {
      return Known.NOBODY;
    }
    String organizations =
        realm.isOrganizationsEnabled()
            ? session.getProvider(OrganizationRoles.class).membershipsOf(userId).stream()
                .map(membership -> membership.organization().alias())
                .collect(Collectors.joining(","))
            : "";
    return new Known(user.getUsername(), organizations.isEmpty() ? null : organizations);
  }
}
