package jp.yoyo.id.app.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.web.ReferenceNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Delivers what is in the outbox, in threads of its own. Any number of processes may do so at the
 * same time: a message is leased to one worker. No database connection is held while a handler
 * works, so a mail server that hangs keeps nobody else waiting.
 */
@Component
class OutboxWorker implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxWorker.class);

  private static final int FEWEST_ATTEMPTS = 10;

  private final Outbox outbox;
  private final Map<String, OutboxHandler> handlers;
  private final OutboxSettings settings;
  private final AppConfiguration configuration;
  private final Clock clock;
  private final MeterRegistry meters;

  /** One permit: somebody should look now. */
  private final Semaphore work = new Semaphore(0);

  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  OutboxWorker(
      Outbox outbox,
      List<OutboxHandler> handlers,
      OutboxSettings settings,
      AppConfiguration configuration,
      Clock clock,
      MeterRegistry meters) {
    this.outbox = outbox;
    this.handlers =
        handlers.stream().collect(Collectors.toMap(OutboxHandler::kind, Function.identity()));
    this.settings = settings;
    this.configuration = configuration;
    this.clock = clock;
    this.meters = meters;
    Gauge.builder("outbox.messages", () -> outbox.count(OutboxState.WAITING))
        .tag("state", "waiting")
        .description("Messages that wait for delivery")
        .register(meters);
    Gauge.builder("outbox.messages", () -> outbox.count(OutboxState.FAILED))
        .tag("state", "failed")
        .description("Messages that were refused or given up")
        .register(meters);
    Gauge.builder("outbox.oldest", this::ageOfOldest)
        .baseUnit("seconds")
        .description("Age of the oldest message that still waits")
        .register(meters);
  }

  private double ageOfOldest() {
    return outbox
        .oldestWaiting()
        .map(since -> (double) Duration.between(since, clock.instant()).toSeconds())
        .orElse(0.0);
  }

  /**
   * Delivers one message that is due.
   *
   * @return whether there was one
   */
  boolean deliverOne() {
    List<Outbox.Leased> taken =
        outbox.take(handlers.keySet(), 1, clock.instant().plus(settings.lease()));
    taken.forEach(this::deliver);
    return !taken.isEmpty();
  }

  private void deliver(Outbox.Leased leased) {
    OutboxMessage message = leased.message();
    // The log lines carry the number of the request that wanted it.
    MDC.put(ReferenceNumber.KEY, leased.referenceNumber());
    try {
      OutboxHandler handler = handlers.get(message.kind());
      if (handler == null) {
        throw new IllegalStateException("Taken without a handler: " + message);
      }
      handler.handle(message);
      outbox.done(leased);
      count(message.kind(), "done");
    } catch (OutboxRefused e) {
      LOG.warn("{} was refused and is not tried again", message, e);
      outbox.failed(leased, e.reasonForPeople());
      count(message.kind(), "refused");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      outbox.postpone(leased, clock.instant(), "Interrupted: the app was being stopped");
    } catch (Exception e) {
      notDelivered(leased, e);
    } finally {
      MDC.remove(ReferenceNumber.KEY);
    }
  }

  private void notDelivered(Outbox.Leased leased, Exception e) {
    OutboxMessage message = leased.message();
    Instant now = clock.instant();
    String problem = e.getClass().getSimpleName() + ": " + e.getMessage();
    // Not at the first failure of a message that waited only because the app itself was stopped.
    if (message.attempts() >= FEWEST_ATTEMPTS
        && now.isAfter(leased.waitingSince().plus(settings.giveUpAfter()))) {
      LOG.error("{} was given up after {} attempts", message, message.attempts(), e);
      outbox.failed(leased, problem);
      count(message.kind(), "given-up");
      return;
    }
    Duration delay = settings.delayAfter(message.attempts());
    LOG.warn(
        "{} was not delivered at attempt {}, next one in {}",
        message,
        message.attempts(),
        delay,
        e);
    outbox.postpone(leased, now.plus(delay), problem);
    count(message.kind(), "postponed");
  }

  private void count(String kind, String outcome) {
    Counter.builder("outbox.deliveries")
        .tag("kind", kind)
        .tag("outcome", outcome)
        .register(meters)
        .increment();
  }

  /** What was just committed should not wait for the next look. */
  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void added(Outbox.Added added) {
    work.release();
  }

  /** Each night. */
  @Scheduled(cron = "0 20 3 * * *", zone = "Asia/Tokyo")
  void forgetOld() {
    Instant before =
        clock
            .instant()
            .atZone(clock.getZone())
            .minus(configuration.retention().outbox())
            .toInstant();
    int forgotten = outbox.forgetDone(before);
    LOG.info("{} delivered messages forgotten", forgotten);
  }

  private void work() {
    while (running) {
      try {
        if (!deliverOne()) {
          boolean unused = work.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("The outbox cannot be read; next look in {}", settings.poll(), e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      boolean unused = work.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void start() {
    running = true;
    for (int i = 1; i <= settings.workers(); i++) {
      Thread thread = new Thread(this::work, "outbox-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Lets each worker finish its message; what takes too long is taken up by another process. */
  @Override
  public void stop() {
    running = false;
    work.release(settings.workers());
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Started after everything that handlers use, stopped before it. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 10;
  }
}
