package jp.yoyo.id.benchmarks.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How long each of a number of requests took, and how long all of them together. */
public final class Latencies {

  private final long[] sortedNanos;
  private final Duration elapsed;

  Latencies(long[] nanos, Duration elapsed) {
    this.sortedNanos = nanos.clone();
    Arrays.sort(this.sortedNanos);
    this.elapsed = elapsed;
  }

  /** Several measurements taken as one. */
  public static Latencies together(List<Latencies> parts) {
    return new Latencies(
        parts.stream().flatMapToLong(part -> Arrays.stream(part.sortedNanos)).toArray(),
        parts.stream().map(part -> part.elapsed).reduce(Duration.ZERO, Duration::plus));
  }

  public int count() {
    return sortedNanos.length;
  }

  public double perSecond() {
    return count() * 1e9 / elapsed.toNanos();
  }

  /**
   * The time within which that share of the requests was answered.
   *
   * @param share 0.5 for the median
   */
  public double percentileMillis(double share) {
    if (sortedNanos.length == 0) {
      return Double.NaN;
    }
    int index = (int) Math.ceil(share * sortedNanos.length) - 1;
    return sortedNanos[Math.max(0, index)] / 1e6;
  }
}
