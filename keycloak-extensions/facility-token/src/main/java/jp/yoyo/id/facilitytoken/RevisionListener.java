package jp.yoyo.id.facilitytoken;

import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryRemoved;
import org.infinispan.notifications.cachelistener.event.CacheEntryEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryRemovedEvent;

/**
 * Hears of every change of a user or an organisation, whoever makes it on whatever node: Keycloak
 * gives the changed object's id a new revision in a local cache of each node, so that no node keeps
 * an old copy, and this listens to those revisions. It costs no message and no statement of our
 * own.
 *
 * <p>Public because Infinispan calls it.
 */
@Listener(observation = Listener.Observation.POST)
public final class RevisionListener {

  private final Changes changes;

  RevisionListener(Changes changes) {
    this.changes = changes;
  }

  /** A revision was given. */
  @CacheEntryCreated
  @CacheEntryModified
  public void onRevision(CacheEntryEvent<String, Long> event) {
    changes.changed(event.getKey());
  }

  /** Revisions go away one by one only when somebody clears the whole cache. */
  @CacheEntryRemoved
  public void onCleared(CacheEntryRemovedEvent<String, Long> event) {
    changes.everything();
  }
}
