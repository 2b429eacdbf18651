package jp.yoyo.id.facilitytoken;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which users and organisations have changed since when, in constant memory. Each id has two
 * places, which it shares with others by their hash: it may seem to have changed when others have
 * that hold both, never the other way round.
 *
 * <p>Whoever reads asks for the {@link #sequence} first. What was read is current as long as
 * nothing it is about has changed {@link #since} then: a change that comes in between is never
 * missed.
 */
final class Changes {

  /**
   * Four megabytes. The fewer, the more often an account is read anew for somebody else's change:
   * Keycloak gives a revision to whatever it loads, so what is told here comes by the hundred a
   * second where many people log in.
   */
  private static final int PLACES = 1 << 19;

  private final AtomicLong sequence = new AtomicLong();
  private final AtomicLong allChanged = new AtomicLong();
  private final AtomicLongArray lastChange = new AtomicLongArray(PLACES);

  long sequence() {
    return sequence.get();
  }

  /** Something with that id has changed, and whoever reads now sees it. */
  void changed(String id) {
    long now = sequence.incrementAndGet();
    int hash = mixed(id);
    lastChange.accumulateAndGet(one(hash), now, Math::max);
    lastChange.accumulateAndGet(other(hash), now, Math::max);
  }

  /** Nothing that was read before counts any more. */
  void everything() {
    long now = sequence.incrementAndGet();
    allChanged.accumulateAndGet(now, Math::max);
  }

  /** Whether something with that id may have changed since. */
  boolean since(long then, String id) {
    int hash = mixed(id);
    return (lastChange.get(one(hash)) > then && lastChange.get(other(hash)) > then)
        || allChanged.get() > then;
  }

  private static int one(int hash) {
    return hash & (PLACES - 1);
  }

  private static int other(int hash) {
    return ((hash * 0x9E3779B1) >>> 13) & (PLACES - 1);
  }

  /** Every bit of the hash in every bit, as MurmurHash3 ends. */
  private static int mixed(String id) {
    int hash = id.hashCode();
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    return hash ^ (hash >>> 16);
  }
}
