package jp.yoyo.id.facilitytoken;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStorageUtil;

/**
 * The system accounts that this node knows: an exchange of a known one takes no statement, of
 * another one statement. Bounded, and never out of date by more than it takes Keycloak to tell the
 * nodes of a change.
 */
final class Accounts {

  private static final Logger LOG = Logger.getLogger(Accounts.class);

  /** So many ids that do not exist are remembered; apart, so that they push no account out. */
  private static final int MOST_UNKNOWN = 10_000;

  /** Nothing by that id when it was looked for. */
  private record Unknown(long sequence, long readAt) {}

  private final Changes changes = new Changes();
  private final Cache<String, Account> known;
  private final Cache<String, Unknown> unknown;
  private final long longestMillis;
  private volatile boolean listening;

  Accounts(long most, int longestSeconds) {
    this.known = Caffeine.newBuilder().maximumSize(most).build();
    this.unknown = Caffeine.newBuilder().maximumSize(MOST_UNKNOWN).build();
    this.longestMillis = longestSeconds * 1000L;
  }

  /** The account without a look-up, if this node knows how it is at the moment. */
  Optional<Account> ifKnown(String realmId, String id) {
    Account account = known.getIfPresent(id);
    return account != null && account.realmId().equals(realmId) && isCurrent(account)
        ? Optional.of(account)
        : Optional.empty();
  }

  /** Whether this node knows that there is no such account. */
  boolean isUnknown(String realmId, String id) {
    Unknown nothing = unknown.getIfPresent(key(realmId, id));
    return nothing != null && !changes.since(nothing.sequence(), id) && isYoung(nothing.readAt());
  }

  /** The account, looked up where this node does not know it; at most one statement. */
  Optional<Account> find(KeycloakSession session, String id) {
    String realmId = session.getContext().getRealm().getId();
    Optional<Account> found = ifKnown(realmId, id);
    if (found.isPresent() || isUnknown(realmId, id)) {
      return found;
    }
    listen(session);
    long sequence = changes.sequence();
    Account read = new AccountQueries(session).account(id, sequence);
    if (read == null) {
      unknown.put(key(realmId, id), new Unknown(sequence, Time.currentTimeMillis()));
    } else {
      known.put(id, read);
    }
    return Optional.ofNullable(read);
  }

  /** To be called after the commit of a change; other nodes hear of it from Keycloak. */
  void changed(String id) {
    changes.changed(id);
    known.invalidate(id);
  }

  long size() {
    return known.estimatedSize();
  }

  private boolean isCurrent(Account account) {
    return !changes.since(account.sequence(), account.id())
        && !changes.since(account.sequence(), account.facility().organizationId())
        && isYoung(account.readAt());
  }

  private boolean isYoung(long readAt) {
    return Time.currentTimeMillis() - readAt < longestMillis;
  }

  /** Before the first account is read. */
  private void listen(KeycloakSession session) {
    if (listening) {
      return;
    }
    synchronized (this) {
      if (listening) {
        return;
      }
      // Keycloak's cache of users listens to the other nodes only once somebody has asked for it,
      // and an
      // exchange never does.
      @Nullable UserCache users = UserStorageUtil.userCache(session);
      @Nullable InfinispanConnectionProvider caches =
          session.getProvider(InfinispanConnectionProvider.class);
      if (users == null || caches == null) {
        LOG.warn("No cache of users: a change of an account is seen when it is read anew");
      } else {
        RevisionListener listener = new RevisionListener(changes);
        caches
            .getCache(InfinispanConnectionProvider.USER_REVISIONS_CACHE_NAME)
            .addListener(listener);
        caches
            .getCache(InfinispanConnectionProvider.REALM_REVISIONS_CACHE_NAME)
            .addListener(listener);
      }
      listening = true;
    }
  }

  private static String key(String realmId, String id) {
    return realmId + ' ' + id;
  }
}
