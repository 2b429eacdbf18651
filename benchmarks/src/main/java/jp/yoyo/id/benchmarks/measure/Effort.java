package jp.yoyo.id.benchmarks.measure;

import java.time.Duration;

/**
 * How much time a measurement takes.
 *
 * @param connections that send requests at the same time
 * @param rounds in each of which both sides have one turn
 * @param turn how long one turn lasts
 * @param warmUp how long each side runs before anything counts, five times as long at most
 * @param warmUpRequests how many it is to have answered by then
 * @param loginPairs how many pairs of logins are compared one by one
 */
public record Effort(
    int connections,
    int rounds,
    Duration turn,
    Duration warmUp,
    int warmUpRequests,
    int loginPairs) {

  /** Some fifteen minutes. */
  public static Effort full() {
    return new Effort(8, 5, Duration.ofSeconds(4), Duration.ofSeconds(60), 100_000, 600);
  }

  /** Some four minutes, for grants, and what it takes to fill the cache of accounts. */
  public static Effort grants() {
    return new Effort(8, 5, Duration.ofSeconds(4), Duration.ofSeconds(15), 0, 0);
  }

  /** Some twenty seconds: shows that everything runs, and numbers of no weight. */
  public static Effort quick() {
    return new Effort(4, 2, Duration.ofMillis(500), Duration.ofSeconds(1), 0, 10);
  }

  public Effort withRounds(int count) {
    return new Effort(connections, count, turn, warmUp, warmUpRequests, loginPairs);
  }

  public Effort withTurn(Duration length) {
    return new Effort(connections, rounds, length, warmUp, warmUpRequests, loginPairs);
  }

  public Effort withWarmUp(Duration length) {
    return new Effort(connections, rounds, turn, length, warmUpRequests, loginPairs);
  }

  public Effort withConnections(int count) {
    return new Effort(count, rounds, turn, warmUp, warmUpRequests, loginPairs);
  }

  public Effort withLoginPairs(int count) {
    return new Effort(connections, rounds, turn, warmUp, warmUpRequests, count);
  }
}
