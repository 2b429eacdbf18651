package jp.yoyo.id.facilitytoken;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which users and organisations have changed since when, in constant memory: ids share places by
 * their hash, so something may seem to have changed that has not, never the other way round.
 *
 * <p>Whoever reads asks for the {@link #sequence} first. What was read is current as long as
 * nothing it is about has changed {@link #since} then: a change that comes in between is never
 * missed.
 */
final class Changes {

  /**
   * Two megabytes. The fewer, the more often an account is read anew for somebody else's change.
   */
  private static final int PLACES = 1 << 18;

  private final AtomicLong sequence = new AtomicLong();
  private final AtomicLong allChanged = new AtomicLong();
  private final AtomicLongArray lastChange = new AtomicLongArray(PLACES);

  long sequence() {
    return sequence.get();
  }

  /** Something with that id has changed, and whoever reads now sees it. */
  void changed(String id) {
    long now = sequence.incrementAndGet();
    lastChange.accumulateAndGet(place(id), now, Math::max);
  }

  /** Nothing that was read before counts any more. */
  void everything() {
    long now = sequence.incrementAndGet();
    allChanged.accumulateAndGet(now, Math::max);
  }

  /** Whether something with that id may have changed since. */
  boolean since(long then, String id) {
    return lastChange.get(place(id)) > then || allChanged.get() > then;
  }

  private static int place(String id) {
    int hash = id.hashCode();
    return (hash ^ (hash >>> 16)) & (PLACES - 1);
  }
}
