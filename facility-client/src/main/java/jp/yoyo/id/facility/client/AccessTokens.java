package jp.yoyo.id.facility.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The access token that all threads share. At most one exchange is under way. While the present
 * token is good its renewal holds nobody up; without one all wait for the same exchange.
 */
final class AccessTokens implements AutoCloseable {

  private static final Logger LOG = System.getLogger("jp.yoyo.id.facility.client");

  /** A system that asks in a loop is not to ask the server in a loop. */
  private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(60);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

  /** However long the service wants to be left alone: it may be back sooner. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private record Pause(FacilityClientException reason, Moment from, Duration length) {
    boolean isOver(Moment now) {
      return now.since(from).compareTo(length) >= 0;
    }
  }

  private final TokenExchange exchange;
  private final Retries retries;
  private final Moment.Source time;
  private final ThreadPoolExecutor worker;

  private final Object lock = new Object();
  private @Nullable AccessToken current;
  private @Nullable CompletableFuture<AccessToken> flight;
  private @Nullable Pause pause;
  private boolean closed;

  AccessTokens(TokenExchange exchange, Retries retries, Moment.Source time) {
    this.exchange = exchange;
    this.retries = retries;
    this.time = time;
    worker =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "facility-token-exchange");
              thread.setDaemon(true); // a clinic system ends when it wants to
              return thread;
            });
    worker.allowCoreThreadTimeOut(true);
  }

  AccessToken get() throws FacilityClientException, InterruptedException {
    CompletableFuture<AccessToken> awaited;
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("The client was closed");
      }
      Moment now = time.now();
      AccessToken token = current;
      if (token != null && token.isFresh(now)) {
        return token;
      }
      boolean usable = token != null && token.isUsable(now);
      awaited = flight;
      if (awaited == null) {
        Pause waiting = pause;
        if (waiting != null && !waiting.isOver(now)) {
          if (token != null && usable) {
            return token;
          }
          throw waiting.reason().again();
        }
        awaited = takeOff();
      }
      if (token != null && usable) {
        return token;
      }
    }
    try {
      return awaited.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FacilityClientException reason) {
        throw reason.again();
      }
      throw new IllegalStateException("The exchange ended unexpectedly", e.getCause());
    }
  }

  /** Under the lock. */
  private CompletableFuture<AccessToken> takeOff() {
    CompletableFuture<AccessToken> started = new CompletableFuture<>();
    flight = started;
    worker.execute(
        () -> {
          try {
            land(started, retries.run(exchange::attempt));
          } catch (FacilityClientException e) {
            LOG.log(Level.WARNING, e.getMessage());
            fail(started, e, new Pause(e, time.now(), length(e)));
          } catch (InterruptedException e) {
            fail(started, e, null); // closed
          } catch (RuntimeException | Error e) {
            fail(started, e, null);
            throw e;
          }
        });
    return started;
  }

  private void land(CompletableFuture<AccessToken> landing, AccessToken token) {
    synchronized (lock) {
      current = token;
      pause = null;
      flight = null;
    }
    landing.complete(token);
  }

  private void fail(CompletableFuture<AccessToken> failed, Throwable reason, @Nullable Pause next) {
    synchronized (lock) {
      pause = next;
      flight = null;
    }
    failed.completeExceptionally(reason);
  }

  private static Duration length(FacilityClientException reason) {
    if (reason instanceof ServiceUnavailableException busy) {
      Duration asked = busy.retryAfter().orElse(PAUSE_AFTER_FAILURE);
      return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }
    return PAUSE_AFTER_REFUSAL;
  }

  /** The API refused it: the next caller gets another one. */
  void discard(AccessToken refused) {
    synchronized (lock) {
      if (current == refused) {
        current = null;
      }
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      current = null;
    }
    worker.shutdownNow();
  }
}
