package jp.yoyo.id.facility.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * When to try again what may be tried again.
 *
 * @param most attempts in all
 * @param first pause before the second attempt; doubles from there
 * @param whole no attempt begins after this time
 * @param chance between 0 and 1: after an outage 200,000 facilities are not to come back in the
 *     same second
 */
record Retries(int most, Duration first, Duration whole, DoubleSupplier chance) {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  static final Retries DEFAULT =
      new Retries(
          5,
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          () -> ThreadLocalRandom.current().nextDouble());

  /** One try. */
  @FunctionalInterface
  interface Attempt<T> {
    T make(Duration left) throws FacilityClientException, InterruptedException;
  }

  /** Tries until it succeeds, until something else than a busy service answers, or time is up. */
  <T> T run(Attempt<T> attempt) throws FacilityClientException, InterruptedException {
    long start = System.nanoTime();
    for (int count = 1; ; count++) {
      Duration left = whole.minusNanos(System.nanoTime() - start);
      try {
        return attempt.make(left);
      } catch (ServiceUnavailableException e) {
        Duration pause = pause(count, e.retryAfter().orElse(Duration.ZERO));
        left = whole.minusNanos(System.nanoTime() - start);
        if (count >= most || pause.compareTo(left) >= 0) {
          throw e;
        }
        Thread.sleep(pause.toMillis());
      }
    }
  }

  /**
   * Between the half and the whole of the doubled pause; never less than the service asks for, and
   * then spread over what comes after it.
   */
  Duration pause(int attempt, Duration retryAfter) {
    Duration doubled = first.multipliedBy(1L << Math.min(attempt - 1, 16));
    Duration bounded = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    long millis = bounded.toMillis();
    Duration spread = Duration.ofMillis((long) (millis * (0.5 + chance.getAsDouble() / 2)));
    return retryAfter.isZero() ? spread : retryAfter.plus(spread);
  }
}
