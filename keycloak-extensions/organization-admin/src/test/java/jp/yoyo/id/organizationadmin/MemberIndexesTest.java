package jp.yoyo.id.organizationadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import jp.yoyo.id.organizationadmin.MemberIndex.Stamp;
import org.junit.jupiter.api.Test;

final class MemberIndexesTest {

  private static final Stamp STAMP = new Stamp(1, 1);
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  /** Counts how often it was read. */
  private static final class Counted implements MemberIndexes.Source {
    final AtomicInteger orders = new AtomicInteger();
    final AtomicInteger texts = new AtomicInteger();
    private final Runnable whileReading;

    Counted(Runnable whileReading) {
      this.whileReading = whileReading;
    }

    @Override
    public Map<String, String> userIds() {
      orders.incrementAndGet();
      whileReading.run();
      return Map.of("id", "user");
    }

    @Override
    public Map<String, String> texts() {
      texts.incrementAndGet();
      return Map.of("id", "user");
    }
  }

  private final MemberIndexes indexes = new MemberIndexes();
  private final Counted source = new Counted(() -> {});

  @Test
  void getWhenNobodySearchesThenTheTextsAreNotRead() {
    var unused = indexes.get("o", STAMP, false, NOW, source);

    assertThat(source.texts).hasValue(0);
    assertThat(indexes.comparedLately("o", false, NOW)).isPresent();
    assertThat(indexes.comparedLately("o", true, NOW)).isEmpty();
  }

  @Test
  void getWhenTheMembersAreTheSameThenTheOrderIsKeptForEver() {
    var unused = indexes.get("o", STAMP, false, NOW, source);
    unused = indexes.get("o", STAMP, false, NOW.plusSeconds(86_400), source);

    assertThat(source.orders).hasValue(1);
    unused = indexes.get("o", new Stamp(1, 2), false, NOW.plusSeconds(86_400), source);
    assertThat(source.orders).hasValue(2);
  }

  @Test
  void getWhenTheTextsAreOldThenTheyAreReadAgain() {
    var unused = indexes.get("o", STAMP, true, NOW, source);
    unused = indexes.get("o", STAMP, true, NOW.plus(MemberIndexes.SEARCHED).minusMillis(1), source);
    assertThat(source.texts).hasValue(1);

    unused = indexes.get("o", STAMP, true, NOW.plus(MemberIndexes.SEARCHED), source);
    assertThat(source.texts).hasValue(2);
    assertThat(source.orders).hasValue(1);
  }

  @Test
  void comparedLatelyWhenTheTimeIsOverThenTheStampIsAskedFor() {
    var unused = indexes.get("o", STAMP, false, NOW, source);

    assertThat(indexes.comparedLately("o", false, NOW.plus(MemberIndexes.COMPARED))).isEmpty();
  }

  @Test
  void dropWhenItComesWhileAnIndexIsReadThenThatIsNotKept() {
    var unused = indexes.get("o", STAMP, false, NOW, new Counted(() -> indexes.drop("o")));

    assertThat(indexes.comparedLately("o", false, NOW)).isEmpty();
  }

  @Test
  void getWhenManyAskAtOnceThenOneReads() throws Exception {
    int many = 8;
    CountDownLatch all = new CountDownLatch(many);
    var threads = Executors.newFixedThreadPool(many);
    try {
      for (int i = 0; i < many; i++) {
        threads.execute(
            () -> {
              var unused = indexes.get("o", STAMP, true, NOW, source);
              all.countDown();
            });
      }
      all.await();
    } finally {
      threads.shutdownNow();
    }

    assertThat(source.orders).hasValue(1);
    assertThat(source.texts).hasValue(1);
  }
}
