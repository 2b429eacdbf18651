package jp.yoyo.id.benchmarks.measure;

import java.net.URI;
import java.util.function.Supplier;
import jp.yoyo.id.benchmarks.http.LoadGenerator;
import jp.yoyo.id.benchmarks.http.LoadGenerator.Work;

/**
 * The same work done in two ways, in short turns on the same server: ours, stock, stock, ours, … A
 * machine that is slower for a while is slower for both.
 */
final class Comparison {

  private final Side ours = new Side();
  private final Side stock = new Side();

  private Comparison() {}

  /**
   * Measures.
   *
   * @param ours asked before each turn, as tokens expire
   * @param stock likewise
   */
  static Comparison run(URI server, Effort effort, Supplier<Work> ours, Supplier<Work> stock) {
    Comparison comparison = new Comparison();
    LoadGenerator load = new LoadGenerator(server, effort.connections());
    for (int round = 0; round < effort.rounds(); round++) {
      if (round % 2 == 0) {
        comparison.ours.turn(load, effort.turn(), ours.get());
        comparison.stock.turn(load, effort.turn(), stock.get());
      } else {
        comparison.stock.turn(load, effort.turn(), stock.get());
        comparison.ours.turn(load, effort.turn(), ours.get());
      }
    }
    return comparison;
  }

  Side ours() {
    return ours;
  }

  Side stock() {
    return stock;
  }

  /** How many times as much processor time a request to stock takes. */
  double processorRatio() {
    return (stock.keycloakMillis() + stock.databaseMillis())
        / (ours.keycloakMillis() + ours.databaseMillis());
  }

  /** How many times as many requests a second ours serves. */
  Interval ratio() {
    double[][] rounds = new double[ours.turns()][];
    for (int i = 0; i < rounds.length; i++) {
      rounds[i] = new double[] {ours.perSecond(i), stock.perSecond(i)};
    }
    return Interval.of(rounds, Interval::meanRatio);
  }
}
