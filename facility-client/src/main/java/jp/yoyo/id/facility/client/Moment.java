package jp.yoyo.id.facility.client;

import java.time.Duration;
import java.time.Instant;

/**
 * Now, by two clocks. The one that counts nanoseconds cannot be set, but stands still while some
 * machines sleep; the one on the wall goes on, but is set by people.
 */
record Moment(long nanos, Instant wall) {

  /** Tests bring their own. */
  interface Source {
    Moment now();
  }

  static final Source REAL = () -> new Moment(System.nanoTime(), Instant.now());

  /** By the clock that says more: too early a renewal costs a request, too late one an error. */
  Duration since(Moment before) {
    Duration counted = Duration.ofNanos(nanos - before.nanos);
    Duration read = Duration.between(before.wall, wall);
    return read.compareTo(counted) > 0 ? read : counted;
  }
}
