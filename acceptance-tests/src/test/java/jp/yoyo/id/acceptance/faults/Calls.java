package jp.yoyo.id.acceptance.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Calls made at the same time. */
final class Calls implements AutoCloseable {

  private static final Duration OFTEN = Duration.ofMillis(50);

  private final ExecutorService callers = Executors.newCachedThreadPool();

  <T> CompletableFuture<T> begin(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, callers);
  }

  <T> List<CompletableFuture<T>> begin(int times, Supplier<T> call) {
    return IntStream.range(0, times).mapToObj(i -> begin(call)).toList();
  }

  /** What a call answered. */
  static <T> T answer(CompletableFuture<T> call) {
    try {
      return call.get(90, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("No answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** Asks again and again, until it is so. */
  static void await(String what, Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within " + limit.toSeconds() + " s: " + what);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(OFTEN.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted", e);
      }
    }
  }

  @Override
  public void close() {
    callers.shutdownNow();
  }
}
