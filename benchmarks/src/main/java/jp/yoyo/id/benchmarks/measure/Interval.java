package jp.yoyo.id.benchmarks.measure;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * An estimate with its 95 % confidence interval.
 *
 * @param low 2.5 % of repetitions lie below
 * @param high 2.5 % lie above
 */
record Interval(double estimate, double low, double high) {

  private static final int RESAMPLES = 2000;

  /** Fixed, so that the same measurements give the same interval. */
  private static final long SEED = 20260601;

  /**
   * By the bootstrap: the statistic over many samples drawn with replacement from the measured
   * ones.
   *
   * @param pairs what belongs together, one row per pair
   */
  static Interval of(double[][] pairs, ToDoubleFunction<double[][]> statistic) {
    Random random = new Random(SEED);
    double[] resampled = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double[][] sample = new double[pairs.length][];
      for (int j = 0; j < pairs.length; j++) {
        sample[j] = pairs[random.nextInt(pairs.length)];
      }
      resampled[i] = statistic.applyAsDouble(sample);
    }
    Arrays.sort(resampled);
    return new Interval(
        statistic.applyAsDouble(pairs),
        resampled[(int) (0.025 * RESAMPLES)],
        resampled[(int) (0.975 * RESAMPLES)]);
  }

  /** Geometric mean of the ratios first to second. */
  static double meanRatio(double[][] pairs) {
    return Math.exp(
        Arrays.stream(pairs).mapToDouble(pair -> Math.log(pair[0] / pair[1])).average().orElse(0));
  }

  /**
   * Geometric mean of the ratios first to second without the tenth at either end: another process
   * that wakes up in the middle of one of two requests says nothing about either.
   */
  static double trimmedMeanRatio(double[][] pairs) {
    double[] logs =
        Arrays.stream(pairs).mapToDouble(pair -> Math.log(pair[0] / pair[1])).sorted().toArray();
    int cut = logs.length / 10;
    return Math.exp(Arrays.stream(logs, cut, logs.length - cut).average().orElse(0));
  }
}
