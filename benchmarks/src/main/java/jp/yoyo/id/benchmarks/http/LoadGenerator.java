package jp.yoyo.id.benchmarks.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * A number of clients, each with a connection of its own, each sending as fast as it is answered.
 */
public final class LoadGenerator {

  /** What one client does over and over. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it once.
     *
     * @param connection the client's own
     * @throws IOException if the answer is not the expected one
     */
    void once(HttpConnection connection) throws IOException;
  }

  private final URI server;
  private final int connections;

  public LoadGenerator(URI server, int connections) {
    this.server = server;
    this.connections = connections;
  }

  /**
   * Returns when the time is over and every client has its last answer. The first failure ends it:
   * a server that answers with errors is quick.
   */
  public Latencies run(Work work, Duration time) {
    return run(work, time, () -> false);
  }

  /**
   * The same, which ends earlier if something is done.
   *
   * @param done asked by each client before each request
   */
  public Latencies run(Work work, Duration time, BooleanSupplier done) {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    ExecutorService clients = Executors.newFixedThreadPool(connections);
    try {
      List<Future<long[]>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        running.add(clients.submit(() -> client(work, end, done)));
      }
      List<long[]> all = new ArrayList<>();
      for (Future<long[]> client : running) {
        all.add(client.get());
      }
      return new Latencies(
          all.stream().flatMapToLong(Arrays::stream).toArray(),
          Duration.ofNanos(System.nanoTime() - start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A request failed: " + e.getCause(), e.getCause());
    } finally {
      clients.shutdownNow();
    }
  }

  /** Returns the time that each request took, in nanoseconds. */
  private long[] client(Work work, long end, BooleanSupplier done) throws IOException {
    long[] taken = new long[1024];
    int count = 0;
    try (HttpConnection connection = new HttpConnection(server)) {
      long before = System.nanoTime();
      while (before < end && !done.getAsBoolean()) {
        work.once(connection);
        long after = System.nanoTime();
        if (count == taken.length) {
          taken = Arrays.copyOf(taken, 2 * count);
        }
        taken[count++] = after - before;
        before = after;
      }
    }
    return Arrays.copyOf(taken, count);
  }

  /** The same request again and again, which has to be answered with 200. */
  public static Work repeating(byte[] request) {
    return connection -> expectOk(connection.exchange(request));
  }

  /** Does a work a number of times, one after the other. */
  public void times(int count, Work work) {
    try (HttpConnection connection = new HttpConnection(server)) {
      for (int i = 0; i < count; i++) {
        work.once(connection);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Passes an answer with status 200. */
  public static void expectOk(HttpConnection.Response response) throws IOException {
    if (response.status() != 200) {
      String text = response.text();
      throw new IOException(
          "Status "
              + response.status()
              + ": "
              + text.substring(0, Math.min(300, text.length())).strip());
    }
  }
}
