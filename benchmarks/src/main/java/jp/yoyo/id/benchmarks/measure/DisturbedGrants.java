package jp.yoyo.id.benchmarks.measure;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import jp.yoyo.id.benchmarks.http.HttpConnection;
import jp.yoyo.id.benchmarks.http.Latencies;
import jp.yoyo.id.benchmarks.http.LoadGenerator;
import jp.yoyo.id.benchmarks.load.LoadedTokens;
import jp.yoyo.id.benchmarks.load.TokenLoader;
import jp.yoyo.id.devstack.DevStack;

/** What facilities notice when many tokens are issued, or when somebody tries wrong ones. */
public final class DisturbedGrants {

  /** Grants of a turn, and what the other ones did in the same time. */
  public record Result(String meanwhile, Latencies grants, String outcome) {}

  private static final int ISSUERS = 8;
  private static final int ATTACKERS = 20;
  private static final int WRONG_PER_SECOND = 1_000;
  private static final Duration TURN = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final DevStack stack;
  private final LoadedTokens loaded;
  private final Effort effort;
  private final Consumer<String> progress;
  private final String[] tokens;

  /**
   * Makes it.
   *
   * @param accounts how many the grant keeps in memory: of so many facilities there are exchanges
   */
  public DisturbedGrants(
      DevStack stack, LoadedTokens loaded, int accounts, Effort effort, Consumer<String> progress) {
    this.stack = stack;
    this.loaded = loaded;
    this.effort = effort;
    this.progress = progress;
    this.tokens = loaded.tokens(Math.min(accounts, loaded.facilities()));
  }

  /**
   * Measures.
   *
   * @param issued how many tokens are issued meanwhile
   */
  public List<Result> measure(int issued) throws SQLException, IOException {
    LoadGenerator load = new LoadGenerator(stack.keycloakUrl(), effort.connections());
    List<Result> results = new ArrayList<>();
    AtomicInteger at = new AtomicInteger();
    var unusedFilling =
        load.run(
            connection -> grant(connection, at.getAndIncrement() % tokens.length),
            LONGEST,
            () -> at.get() >= tokens.length);
    progress.accept("%,d accounts in memory".formatted(tokens.length));
    var unusedWarmUp = load.run(this::grant, effort.warmUp());
    results.add(new Result("nothing", load.run(this::grant, TURN), ""));
    results.add(whileWrongOnesCome(load));
    results.add(whileIssuing(load, issued));
    results.forEach(
        result ->
            progress.accept(
                "%s: %.0f/s, p99 %.1f ms, %s"
                    .formatted(
                        result.meanwhile(),
                        result.grants().perSecond(),
                        result.grants().percentileMillis(0.99),
                        result.outcome())));
    return results;
  }

  private void grant(HttpConnection connection) throws IOException {
    grant(connection, ThreadLocalRandom.current().nextInt(tokens.length));
  }

  private void grant(HttpConnection connection, int facility) throws IOException {
    LoadGenerator.expectOk(
        connection.exchange(TokenLoader.exchange(stack.keycloakUrl(), tokens[facility])));
  }

  /** From another address than the good ones, at a pace that does not wait for answers. */
  private Result whileWrongOnesCome(LoadGenerator load) throws IOException {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger limited = new AtomicInteger();
    InetAddress elsewhere = InetAddress.getByName("127.0.0.2");
    long pause = Duration.ofSeconds(1).toNanos() * ATTACKERS / WRONG_PER_SECOND;
    Callable<Integer> attacker =
        () -> {
          int sent = 0;
          try (HttpConnection connection =
              new HttpConnection(stack.keycloakUrl(), Optional.of(elsewhere))) {
            long next = System.nanoTime() + ThreadLocalRandom.current().nextLong(pause);
            while (!over.get()) {
              long wait = next - System.nanoTime();
              if (wait > 0) {
                Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
              }
              next += pause;
              int facility = ThreadLocalRandom.current().nextInt(loaded.facilities());
              int status =
                  connection
                      .exchange(
                          TokenLoader.exchange(stack.keycloakUrl(), loaded.wrongToken(facility)))
                      .status();
              sent++;
              if (status == 400) {
                refused.incrementAndGet();
              } else if (status == 429) {
                limited.incrementAndGet();
              } else {
                throw new IOException("A wrong token was answered with " + status);
              }
            }
          }
          return sent;
        };
    long start = System.nanoTime();
    Outcome outcome = during(load, TURN, () -> false, attacker, ATTACKERS, over);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Result(
        "%,d wrong tokens a second from another address".formatted(WRONG_PER_SECOND),
        outcome.grants(),
        "%.0f wrong ones a second, %,d refused, %,d told to slow down, no good one refused"
            .formatted(outcome.done() / seconds, refused.get(), limited.get()));
  }

  private Result whileIssuing(LoadGenerator load, int issued) throws SQLException {
    List<String[]> facilities = administrators(issued);
    AtomicInteger next = new AtomicInteger();
    AtomicInteger all = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    String accessToken = TokenLoader.companionAppToken(stack);
    Callable<Integer> issuer =
        () -> {
          int done = 0;
          try (HttpConnection connection = new HttpConnection(stack.keycloakUrl())) {
            for (int i = next.getAndIncrement();
                i < facilities.size() && !over.get();
                i = next.getAndIncrement()) {
              String[] facility = facilities.get(i);
              HttpConnection.Response response =
                  connection.exchange(issue(facility[0], facility[1], accessToken));
              if (response.status() != 201) {
                throw new IOException("Issue: " + response.status() + " " + response.text());
              }
              done++;
              all.incrementAndGet();
            }
          }
          return done;
        };
    long start = System.nanoTime();
    Outcome outcome =
        during(load, LONGEST, () -> all.get() >= facilities.size(), issuer, ISSUERS, over);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Result(
        "tokens issued as fast as %d connections can".formatted(ISSUERS),
        outcome.grants(),
        "%,d issued, %.0f a second".formatted(outcome.done(), outcome.done() / seconds));
  }

  private byte[] issue(String alias, String administrator, String accessToken) {
    byte[] body =
        "{\"requestId\":\"%s\",\"label\":\"2\",\"terminal\":\"2\"}"
            .formatted(UUID.randomUUID())
            .getBytes(StandardCharsets.UTF_8);
    String head =
        """
        POST /realms/%s/facility-token/facilities/%s/tokens HTTP/1.1
        Host: localhost:%d
        Authorization: Bearer %s
        Acting-User: %s
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(
                DevStack.REALM,
                alias,
                stack.keycloakUrl().getPort(),
                accessToken,
                administrator,
                body.length)
            .replace("\n", "\r\n");
    return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  private record Outcome(Latencies grants, int done) {}

  private Outcome during(
      LoadGenerator load,
      Duration time,
      BooleanSupplier done,
      Callable<Integer> other,
      int count,
      AtomicBoolean over) {
    ExecutorService others = Executors.newFixedThreadPool(count);
    try {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        running.add(others.submit(other));
      }
      // Who has failed is never done.
      Latencies grants =
          load.run(
              this::grant,
              time,
              () -> done.getAsBoolean() || running.stream().allMatch(Future::isDone));
      over.set(true);
      int sum = 0;
      for (Future<Integer> each : running) {
        sum += each.get();
      }
      return new Outcome(grants, sum);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The others failed: " + e.getCause(), e.getCause());
    } finally {
      others.shutdownNow();
    }
  }

  /** Alias and administrator's id of so many facilities. */
  private List<String[]> administrators(int count) throws SQLException {
    List<String[]> found = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                stack.jdbcUrl(), stack.database().user(), stack.database().password());
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select o.alias, u.id from org o join user_entity u
                  on u.realm_id = o.realm_id and u.username = o.alias || '-001'
                where o.alias like 'bench-f%' order by md5(o.id) limit ?
                """)) {
      statement.setInt(1, count);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(new String[] {result.getString(1), result.getString(2)});
        }
      }
    }
    return found;
  }
}
