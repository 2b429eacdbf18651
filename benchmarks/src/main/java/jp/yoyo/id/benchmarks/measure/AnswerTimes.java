package jp.yoyo.id.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import jp.yoyo.id.benchmarks.http.HttpConnection;
import jp.yoyo.id.benchmarks.load.Loaded;
import jp.yoyo.id.devstack.DevStack;

/**
 * Whether the time of an answer tells a user ID that exists from one that does not: for a wrong
 * password, and for a forgotten one. In pairs, in an order by chance, each existing user once, so
 * that none gets locked.
 */
public final class AnswerTimes {

  private static final int WARM_UP = 30;
  private static final long SEED = 20260601;

  private final DevStack stack;
  private final List<String> userIds;
  private final int pairs;
  private final Consumer<String> progress;

  /**
   * @param pairs of each kind of answer; half as many users are needed besides for the warm-up
   */
  public AnswerTimes(DevStack stack, Loaded loaded, int pairs, Consumer<String> progress) {
    this.stack = stack;
    this.pairs = pairs;
    this.userIds = loaded.population().administrators(2 * (pairs + WARM_UP));
    this.progress = progress;
    if (userIds.size() < 2 * (pairs + WARM_UP)) {
      throw new IllegalArgumentException(
          "%d pairs take %d organisations; loaded are %d"
              .formatted(pairs, 2 * (pairs + WARM_UP), userIds.size()));
    }
  }

  @FunctionalInterface
  private interface Asking {
    double milliseconds(HttpConnection connection, String userId) throws IOException;
  }

  /** Measures both; a table in Markdown. */
  public String measure() {
    LoginJourney journey = new LoginJourney(server(), DevStack.REALM);
    StringBuilder table =
        new StringBuilder(
            """
            | Answer | pairs | existing / unknown, median ms | existing minus unknown, ms (95 % interval) | existing the slower (95 % interval) |
            | --- | --: | --: | --: | --: |
            """);
    table.append(row("wrong password", 0, journey::refusedLogin));
    table.append(row("password forgotten", pairs + WARM_UP, journey::reset));
    return table.toString();
  }

  private URI server() {
    return stack.keycloakUrl();
  }

  private String row(String what, int firstUser, Asking asking) {
    double[][] times = times(firstUser, asking);
    Interval difference = Interval.of(times, AnswerTimes::medianDifference);
    Interval slower = Interval.of(times, AnswerTimes::shareSlower);
    String row =
        String.format(
            Locale.ROOT,
            "| %s | %d | %.2f / %.2f | %+.3f (%+.3f to %+.3f) | %.1f %% (%.1f to %.1f) |%n",
            what,
            times.length,
            median(times, 0),
            median(times, 1),
            difference.estimate(),
            difference.low(),
            difference.high(),
            100 * slower.estimate(),
            100 * slower.low(),
            100 * slower.high());
    progress.accept(row.strip());
    return row;
  }

  private double[][] times(int firstUser, Asking asking) {
    Random order = new Random(SEED);
    double[][] times = new double[pairs][2];
    try (HttpConnection connection = new HttpConnection(server())) {
      for (int i = -WARM_UP; i < pairs; i++) {
        String existing = userIds.get(firstUser + WARM_UP + i);
        // As long as the existing one, and of the same characters.
        String unknown = existing.substring(0, existing.length() - 1) + "x";
        boolean existingFirst = order.nextBoolean();
        for (int turn = 0; turn < 2; turn++) {
          boolean first = existingFirst == (turn == 0);
          double time = asking.milliseconds(connection, first ? existing : unknown);
          if (i >= 0) {
            times[i][first ? 0 : 1] = time;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return times;
  }

  private static double medianDifference(double[][] pairs) {
    double[] differences =
        Arrays.stream(pairs).mapToDouble(pair -> pair[0] - pair[1]).sorted().toArray();
    return middle(differences);
  }

  /** 0.5 where the time tells nothing. */
  private static double shareSlower(double[][] pairs) {
    return Arrays.stream(pairs).filter(pair -> pair[0] > pair[1]).count() / (double) pairs.length;
  }

  private static double median(double[][] pairs, int side) {
    return middle(Arrays.stream(pairs).mapToDouble(pair -> pair[side]).sorted().toArray());
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
