package jp.yoyo.id.app.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jp.yoyo.id.app.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

final class OutboxTest {

  private static final OutboxSettings SETTINGS =
      new OutboxSettings(
          1,
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          Duration.ofDays(7));

  private final javax.sql.DataSource database = TestDatabase.fresh().dataSource();
  private final TransactionTemplate transactions = TestDatabase.transactions(database);
  private final TestClock clock = new TestClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Outbox outbox =
      new Outbox(JdbcClient.create(database), new JsonMapper(), clock, event -> {});

  /** What the handler does; a test may put something else here. */
  private OutboxHandler handler = new Recorder();

  private final List<String> delivered = Collections.synchronizedList(new ArrayList<>());

  private final class Recorder implements OutboxHandler {

    @Override
    public String kind() {
      return "test";
    }

    @Override
    public void handle(OutboxMessage message) {
      delivered.add(message.key());
    }
  }

  private interface Delivery {
    void deliver(OutboxMessage message) throws Exception;
  }

  private static OutboxHandler handler(Delivery delivery) {
    return new OutboxHandler() {
      @Override
      public String kind() {
        return "test";
      }

      @Override
      public void handle(OutboxMessage message) throws Exception {
        delivery.deliver(message);
      }
    };
  }

  @BeforeEach
  void start() {
    delivered.clear();
  }

  @Test
  void addWhenTheTransactionRollsBackThenNothingLeaves() {
    transactions.executeWithoutResult(
        status -> {
          outbox.add("test", "a", Map.of());
          status.setRollbackOnly();
        });

    assertThat(worker().deliverOne()).isFalse();
  }

  @Test
  void addWhenTheKeyWasThereThenItHappensOnce() {
    assertThat(add("a")).isTrue();
    assertThat(add("a")).isFalse();
    deliverAll();
    assertThat(add("a")).isFalse();
    deliverAll();

    assertThat(delivered).containsExactly("a");
  }

  @Test
  void deliverWhenManyWorkersThenEachMessageIsTakenByOne() throws Exception {
    for (int i = 0; i < 200; i++) {
      add("message-" + i);
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch together = new CountDownLatch(8);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      OutboxWorker worker = worker();
      all.add(
          threads.submit(
              () -> {
                together.countDown();
                together.await();
                while (worker.deliverOne()) {}
                return null;
              }));
    }
    for (Future<?> each : all) {
      each.get(60, TimeUnit.SECONDS);
    }
    threads.shutdownNow();

    assertThat(delivered).hasSize(200).doesNotHaveDuplicates();
    assertThat(outbox.count(OutboxState.DONE)).isEqualTo(200);
  }

  @Test
  void takeWhenAWorkerDiedThenAnotherTakesOverAfterTheLeaseAndNotBefore() {
    add("a");
    List<Outbox.Leased> dead =
        outbox.take(Set.of("test"), 1, clock.instant().plus(SETTINGS.lease()));
    assertThat(dead).hasSize(1);

    clock.advance(SETTINGS.lease().minusSeconds(1));
    assertThat(worker().deliverOne()).isFalse();
    clock.advance(Duration.ofSeconds(2));
    assertThat(worker().deliverOne()).isTrue();

    assertThat(delivered).containsExactly("a");
    // The dead one was only slow: what it says now no longer counts.
    outbox.failed(dead.get(0), "too late");
    assertThat(state("a")).isEqualTo(OutboxState.DONE);
  }

  @Test
  void deliverWhenTheOtherSideIsDownForAnHourThenItSucceedsByItself() {
    add("a");
    Instant up = clock.instant().plus(Duration.ofHours(1));
    handler =
        handler(
            message -> {
              if (clock.instant().isBefore(up)) {
                throw new IllegalStateException("Connection refused");
              }
              delivered.add(message.key());
            });
    int attempts = 0;
    OutboxWorker worker = worker();
    for (int seconds = 0; seconds < 3 * 3600 && delivered.isEmpty(); seconds += 10) {
      attempts += worker.deliverOne() ? 1 : 0;
      clock.advance(Duration.ofSeconds(10));
    }

    assertThat(delivered).containsExactly("a");
    assertThat(state("a")).isEqualTo(OutboxState.DONE);
    // 10 s, 20 s, 40 s … : at 0, 10, 30, 70, 150, 310, 630, 1270, 2550, 5110
    assertThat(attempts).isEqualTo(10);
  }

  @Test
  void deliverWhenRefusedThenNobodyTriesAgainUntilAPersonAsks() {
    add("a");
    handler =
        handler(
            message -> {
              throw new OutboxRefused("メールアドレスが正しくありません。");
            });
    worker().deliverOne();
    clock.advance(Duration.ofDays(2));

    assertThat(worker().deliverOne()).isFalse();
    OutboxEntry entry = outbox.find("test", "a").orElseThrow();
    assertThat(entry.state()).isEqualTo(OutboxState.FAILED);
    assertThat(entry.problem()).isEqualTo("メールアドレスが正しくありません。");
    assertThat(meters.counter("outbox.deliveries", "kind", "test", "outcome", "refused").count())
        .isEqualTo(1);

    handler = new Recorder();
    assertThat(outbox.retry(entry.id())).isTrue();
    deliverAll();
    assertThat(delivered).containsExactly("a");
  }

  @Test
  void deliverWhenItNeverSucceedsThenGivenUpAfterAWeek() {
    add("a");
    handler =
        handler(
            message -> {
              throw new IllegalStateException("No");
            });
    OutboxWorker worker = worker();
    for (int minutes = 0;
        minutes < 9 * 24 * 60 && state("a") == OutboxState.WAITING;
        minutes += 30) {
      worker.deliverOne();
      clock.advance(Duration.ofMinutes(30));
    }

    assertThat(state("a")).isEqualTo(OutboxState.FAILED);
    assertThat(clock.instant()).isAfter(Instant.EPOCH.plus(Duration.ofDays(7)));
  }

  @Test
  void takeWhenNobodyHandlesTheKindThenItWaits() {
    transactions.executeWithoutResult(status -> outbox.add("of-a-newer-version", "a", Map.of()));

    assertThat(worker().deliverOne()).isFalse();
    assertThat(outbox.find("of-a-newer-version", "a").orElseThrow().attempts()).isZero();
  }

  @Test
  void retryWhenItIsBeingDeliveredThenNothingHappens() {
    add("a");
    outbox.take(Set.of("test"), 1, clock.instant().plus(SETTINGS.lease()));

    assertThat(outbox.retry(outbox.find("test", "a").orElseThrow().id())).isFalse();
  }

  private boolean add(String key) {
    return Boolean.TRUE.equals(
        transactions.execute(status -> outbox.add("test", key, Map.of("text", "予防"))));
  }

  private OutboxState state(String key) {
    return outbox.find("test", key).orElseThrow().state();
  }

  private void deliverAll() {
    OutboxWorker worker = worker();
    while (worker.deliverOne()) {}
  }

  private OutboxWorker worker() {
    return new OutboxWorker(
        outbox,
        List.of(handler),
        SETTINGS,
        jp.yoyo.id.app.testing.TestSettings.configuration(),
        clock,
        meters);
  }

  private static final class TestClock extends Clock {

    private volatile Instant now = Instant.EPOCH;

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
