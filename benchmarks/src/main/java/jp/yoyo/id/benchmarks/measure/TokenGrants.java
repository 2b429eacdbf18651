package jp.yoyo.id.benchmarks.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import jp.yoyo.id.benchmarks.http.HttpConnection.Response;
import jp.yoyo.id.benchmarks.http.JsonApi;
import jp.yoyo.id.benchmarks.http.LoadGenerator;
import jp.yoyo.id.benchmarks.http.LoadGenerator.Work;
import jp.yoyo.id.benchmarks.load.LoadedTokens;
import jp.yoyo.id.benchmarks.load.TokenLoader;
import jp.yoyo.id.devstack.DevStack;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens by facility token, beside stock Keycloak's client credentials: one client for each
 * facility, and one client for all. All three in turns against the same server.
 */
public final class TokenGrants {

  /** SQL statements of a grant. */
  public record Count(double atRandom, double warm, double cold) {}

  /**
   * One of the three.
   *
   * @param ratio of our grants a second to these; null for ours
   */
  public record Row(String name, Side side, @Nullable Interval ratio, Count statements) {}

  /**
   * One comparison.
   *
   * @param signature of stock's access tokens
   * @param heap in use after a collection, in words
   */
  public record Result(String signature, List<Row> rows, List<String> heap) {}

  private static final int COUNTED = 200;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** Those at the end are never picked at random: the first request for each is a cold one. */
  private static final int COLD = 5_000;

  private final DevStack stack;
  private final LoadedTokens loaded;
  private final int accounts;
  private final Effort effort;
  private final Consumer<String> progress;
  private final String[] tokens;
  private final AtomicInteger nextCold;

  private record Contestant(String name, String algorithm, IntFunction<byte[]> request, int most) {}

  /**
   * Makes it.
   *
   * @param accounts how many the grant keeps in memory
   */
  public TokenGrants(
      DevStack stack, LoadedTokens loaded, int accounts, Effort effort, Consumer<String> progress) {
    this.stack = stack;
    this.loaded = loaded;
    this.accounts = accounts;
    this.effort = effort;
    this.progress = progress;
    this.tokens = loaded.tokens(loaded.facilities());
    this.nextCold = new AtomicInteger(warmFacilities());
  }

  private int warmFacilities() {
    return Math.max(1, loaded.facilities() - COLD);
  }

  public List<Result> measure() throws SQLException, IOException {
    List<String> heap = new ArrayList<>();
    List<Result> results = new ArrayList<>();
    for (String signature : List.of("RS256", "ES256")) {
      JsonApi.ofAdministrator(stack.keycloakUrl(), stack.admin().user(), stack.admin().password())
          .put(
              "/admin/realms/" + TokenLoader.STOCK_REALM,
              Map.of("defaultSignatureAlgorithm", signature));
      results.add(new Result(signature, measure(signature, heap), heap));
    }
    return results;
  }

  private List<Row> measure(String signature, List<String> heap) throws SQLException, IOException {
    URI server = stack.keycloakUrl();
    List<Contestant> contestants =
        List.of(
            new Contestant(
                "facility token, facilities at random",
                "ES256",
                i -> TokenLoader.exchange(server, tokens[i]),
                warmFacilities()),
            new Contestant(
                "stock, a client for each facility, at random",
                signature,
                i ->
                    TokenLoader.clientCredentials(
                        server, loaded.clientId(i), loaded.clientSecret(i)),
                warmFacilities()),
            new Contestant(
                "stock, one client",
                signature,
                i ->
                    TokenLoader.clientCredentials(
                        server, loaded.clientId(0), loaded.clientSecret(0)),
                1));
    LoadGenerator load = new LoadGenerator(server, effort.connections());
    if (heap.isEmpty()) {
      heap.addAll(fill(load, contestants));
    }
    for (Contestant each : contestants) {
      warmUp(load, each);
    }
    List<Count> counts = new ArrayList<>();
    try (Statements statements = new Statements(stack)) {
      for (Contestant each : contestants) {
        counts.add(count(statements, each));
      }
    }
    List<Side> sides = contestants.stream().map(each -> new Side()).toList();
    for (int round = 0; round < effort.rounds(); round++) {
      for (int i = 0; i < sides.size(); i++) {
        int which = (i + round) % sides.size();
        sides.get(which).turn(load, effort.turn(), atRandom(contestants.get(which)));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      Interval ratio = i == 0 ? null : ratio(sides.get(0), sides.get(i));
      rows.add(new Row(contestants.get(i).name(), sides.get(i), ratio, counts.get(i)));
      progress.accept(
          "%s, %s: %.0f/s, p99 %.1f ms"
              .formatted(
                  contestants.get(i).name(),
                  contestants.get(i).algorithm(),
                  sides.get(i).together().perSecond(),
                  sides.get(i).together().percentileMillis(0.99)));
    }
    return rows;
  }

  /** Fills the caches, and returns what that takes of the heap, in words. */
  private List<String> fill(LoadGenerator load, List<Contestant> contestants) throws IOException {
    List<String> heap = new ArrayList<>();
    Contestant ours = contestants.get(0);
    load.times(COUNTED, connection -> expect(ours, connection.exchange(ours.request().apply(0))));
    long before = HeapInUse.kilobytes();
    heap.add("Heap in use before the first grants: %,d MB".formatted(before / 1024));
    int most = Math.min(accounts, ours.most());
    AtomicInteger at = new AtomicInteger();
    Work oneAfterTheOther =
        connection ->
            expect(
                ours,
                connection.exchange(ours.request().apply(at.getAndIncrement() % ours.most())));
    var unused = load.run(oneAfterTheOther, LONGEST, () -> at.get() >= most);
    long after = HeapInUse.kilobytes();
    heap.add(
        "Heap in use with %,d accounts in memory: %,d MB, %.2f KB for each"
            .formatted(most, after / 1024, (after - before) / (double) most));
    progress.accept(heap.get(1));
    for (Contestant each : contestants) {
      warmUp(load, each);
    }
    heap.add(
        "Heap in use after grants of all three: %,d MB".formatted(HeapInUse.kilobytes() / 1024));
    return heap;
  }

  private void warmUp(LoadGenerator load, Contestant contestant) {
    progress.accept(
        "Warm: %s (%,d grants)"
            .formatted(contestant.name(), load.run(atRandom(contestant), effort.warmUp()).count()));
  }

  private Work atRandom(Contestant contestant) {
    return connection ->
        expect(
            contestant,
            connection.exchange(
                contestant
                    .request()
                    .apply(ThreadLocalRandom.current().nextInt(contestant.most()))));
  }

  private Count count(Statements statements, Contestant contestant) throws SQLException {
    double atRandom = count(statements, atRandom(contestant));
    int first = nextCold.getAndAdd(COUNTED);
    AtomicInteger at = new AtomicInteger(first);
    Work each =
        connection ->
            expect(
                contestant, connection.exchange(contestant.request().apply(at.getAndIncrement())));
    double cold = count(statements, each);
    at.set(first);
    double warm = count(statements, each);
    return new Count(atRandom, warm, cold);
  }

  private double count(Statements statements, Work work) throws SQLException {
    LoadGenerator load = new LoadGenerator(stack.keycloakUrl(), 1);
    return (double)
            statements.during(() -> load.times(COUNTED, work)).stream()
                .mapToLong(Statements.Executed::calls)
                .sum()
        / COUNTED;
  }

  /** A server that answers with something else, or signs with something else, is no contestant. */
  private static void expect(Contestant contestant, Response response) throws IOException {
    LoadGenerator.expectOk(response);
    String text = response.text();
    String mark = "\"access_token\":\"";
    int start = text.indexOf(mark) + mark.length();
    int end = text.indexOf('.', start);
    if (start < mark.length() || end < 0) {
      throw new IOException("No access token");
    }
    if (ThreadLocalRandom.current().nextInt(1000) == 0) {
      JsonNode header =
          JsonApi.JSON.readTree(
              new String(
                  Base64.getUrlDecoder().decode(text.substring(start, end)),
                  StandardCharsets.UTF_8));
      if (!header.path("alg").asText().equals(contestant.algorithm())) {
        throw new IOException("Signed with " + header.path("alg").asText());
      }
    }
  }

  private static Interval ratio(Side ours, Side stock) {
    double[][] rounds = new double[ours.turns()][];
    for (int i = 0; i < rounds.length; i++) {
      rounds[i] = new double[] {ours.perSecond(i), stock.perSecond(i)};
    }
    return Interval.of(rounds, Interval::meanRatio);
  }
}
