package jp.yoyo.id.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import jp.yoyo.id.benchmarks.http.HttpConnection;
import jp.yoyo.id.benchmarks.http.LoadGenerator;
import jp.yoyo.id.benchmarks.http.LoadGenerator.Work;
import jp.yoyo.id.benchmarks.load.Loaded;
import jp.yoyo.id.benchmarks.load.StockFlowRealm;
import jp.yoyo.id.benchmarks.measure.LoginJourney.Steps;
import jp.yoyo.id.devstack.DevStack;

/** Logins with user ID and password, in our realm and in its twin with stock flows. */
public final class Logins {

  /**
   * What was measured.
   *
   * @param oneByOne ratio of the times of two logins of the same user, ours to stock, nothing else
   *     going on
   * @param steps of a login, each with the time on either side
   * @param underLoad logins a second with several clients
   */
  public record Result(
      int pairs,
      Interval oneByOne,
      double ourMillis,
      double stockMillis,
      List<Step> steps,
      double ourStatements,
      double stockStatements,
      Comparison underLoad) {}

  /** One request of a login; medians in milliseconds. */
  public record Step(String name, double ourMillis, double stockMillis) {}

  private static final int COUNTED = 20;

  /**
   * So many that both sides' fit into Keycloak's cache of users (10,000 entries, some for each
   * user) beside each other. With 2,000, those of the side that was warmed up first were gone again
   * when it was measured, and it alone read its users from the database: 27 statements instead of
   * 10.
   */
  private static final int USERS = 500;

  private final DevStack stack;
  private final String password;
  private final Effort effort;
  private final Consumer<String> progress;
  private final List<String> userIds;
  private final LoginJourney ours;
  private final LoginJourney stock;

  public Logins(DevStack stack, Loaded loaded, Effort effort, Consumer<String> progress) {
    this.stack = stack;
    this.password = loaded.password();
    this.effort = effort;
    this.progress = progress;
    this.userIds = loaded.population().administrators(USERS);
    this.ours = new LoginJourney(server(), DevStack.REALM);
    this.stock = new LoginJourney(server(), StockFlowRealm.NAME);
  }

  private URI server() {
    return stack.keycloakUrl();
  }

  public Result measure() throws SQLException {
    LoadGenerator load = new LoadGenerator(server(), effort.connections());
    var unused = load.run(walking(ours), effort.warmUp());
    unused = load.run(walking(stock), effort.warmUp());
    double ourStatements;
    double stockStatements;
    try (Statements statements = new Statements(stack)) {
      ourStatements = count(statements, walking(ours));
      stockStatements = count(statements, walking(stock));
    }
    Steps[][] all = pairs();
    double[][] pairs = millis(all, steps -> steps.page() + steps.password() + steps.tokens());
    Interval oneByOne = Interval.of(pairs, Interval::trimmedMeanRatio);
    progress.accept(
        "Logins one by one: %.3f times the time of stock".formatted(oneByOne.estimate()));
    Comparison underLoad =
        Comparison.run(server(), effort, () -> walking(ours), () -> walking(stock));
    progress.accept(
        "Logins under load: %.3f times as many as stock".formatted(underLoad.ratio().estimate()));
    return new Result(
        pairs.length,
        oneByOne,
        median(pairs, 0),
        median(pairs, 1),
        List.of(
            step("login page", all, Steps::page),
            step("user ID and password", all, Steps::password),
            step("tokens", all, Steps::tokens)),
        ourStatements,
        stockStatements,
        underLoad);
  }

  /** Each user once, one after the other. */
  private Work walking(LoginJourney journey) {
    AtomicInteger next = new AtomicInteger();
    return connection -> {
      var unused =
          journey.login(connection, userIds.get(next.getAndIncrement() % userIds.size()), password);
    };
  }

  /**
   * Says which statements a login costs: of users whom the server has not met, and of one it has.
   */
  public void explain() throws SQLException {
    Work again =
        connection -> {
          var unused = ours.login(connection, userIds.get(0), password);
        };
    try (Statements statements = new Statements(stack)) {
      statements.explain("login", server(), walking(ours), COUNTED, progress);
      statements.explain("login, the same user again", server(), again, COUNTED, progress);
    }
  }

  private double count(Statements statements, Work work) throws SQLException {
    LoadGenerator load = new LoadGenerator(server(), 1);
    long calls =
        statements.during(() -> load.times(COUNTED, work)).stream()
            .mapToLong(Statements.Executed::calls)
            .sum();
    return (double) calls / COUNTED;
  }

  /** The times of the same user's login on either side, the side that comes first by chance. */
  private Steps[][] pairs() {
    Random order = new Random(1);
    Steps[][] pairs = new Steps[effort.loginPairs()][2];
    try (HttpConnection connection = new HttpConnection(server())) {
      for (int i = 0; i < pairs.length; i++) {
        String userId = userIds.get(i % userIds.size());
        boolean oursFirst = order.nextBoolean();
        for (int turn = 0; turn < 2; turn++) {
          boolean our = oursFirst == (turn == 0);
          pairs[i][our ? 0 : 1] = (our ? ours : stock).login(connection, userId, password);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pairs;
  }

  private static Step step(String name, Steps[][] pairs, ToDoubleFunction<Steps> time) {
    double[][] millis = millis(pairs, time);
    return new Step(name, median(millis, 0), median(millis, 1));
  }

  private static double[][] millis(Steps[][] pairs, ToDoubleFunction<Steps> time) {
    return Arrays.stream(pairs)
        .map(pair -> Arrays.stream(pair).mapToDouble(time).toArray())
        .toArray(double[][]::new);
  }

  private static double median(double[][] pairs, int side) {
    double[] sorted = Arrays.stream(pairs).mapToDouble(pair -> pair[side]).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
