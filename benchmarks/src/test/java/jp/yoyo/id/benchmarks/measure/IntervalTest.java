package jp.yoyo.id.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {

  @Test
  void ofWhenEveryPairHasTheSameRatioThenIsThatRatioWithoutWidth() {
    Interval interval = Interval.of(new double[][] {{2, 1}, {4, 2}, {60, 30}}, Interval::meanRatio);

    assertThat(interval.estimate()).isCloseTo(2, within(1e-9));
    assertThat(interval.low()).isCloseTo(2, within(1e-9));
    assertThat(interval.high()).isCloseTo(2, within(1e-9));
  }

  @Test
  void ofWhenPairsScatterThenHoldsTheTrueRatio() {
    Random random = new Random(7);
    double[][] pairs = new double[500][];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] =
          new double[] {
            1.02 * (100 + 10 * random.nextGaussian()), 100 + 10 * random.nextGaussian()
          };
    }

    Interval interval = Interval.of(pairs, Interval::trimmedMeanRatio);

    assertThat(interval.low()).isLessThan(1.02);
    assertThat(interval.high()).isGreaterThan(1.02);
    assertThat(interval.high() - interval.low()).isLessThan(0.04);
  }

  @Test
  void trimmedMeanRatioWhenOnePairIsDisturbedThenLeavesItOut() {
    double[][] pairs = new double[20][];
    java.util.Arrays.setAll(pairs, i -> i == 3 ? new double[] {900, 1} : new double[] {1, 1});

    assertThat(Interval.trimmedMeanRatio(pairs)).isCloseTo(1, within(1e-9));
  }
}
