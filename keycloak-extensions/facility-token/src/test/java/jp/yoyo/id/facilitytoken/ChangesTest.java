package jp.yoyo.id.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangesTest {

  private final Changes changes = new Changes();

  @Test
  void sinceWhenNothingChangedThenNot() {
    assertThat(changes.since(changes.sequence(), "a")).isFalse();
  }

  @Test
  void sinceWhenChangedAfterwardsThenUntilReadAnew() {
    long before = changes.sequence();
    changes.changed("a");

    assertThat(changes.since(before, "a")).isTrue();
    assertThat(changes.since(before, "b")).isFalse();
    assertThat(changes.since(changes.sequence(), "a")).isFalse();
  }

  @Test
  void sinceWhenEverythingChangedThenUntilReadAnew() {
    long before = changes.sequence();
    changes.everything();

    assertThat(changes.since(before, "a")).isTrue();
    assertThat(changes.since(changes.sequence(), "a")).isFalse();
  }

  @Test
  void sinceWhenChangedWhileItWasReadThenNotMissed() {
    changes.changed("a");
    long beforeTheRead = changes.sequence();
    changes.changed("b");
    changes.changed("a");
    changes.changed("c");

    assertThat(changes.since(beforeTheRead, "a")).isTrue();
  }

  @Test
  void sinceWhenManyOthersChangedThenHardlyAnySeemsChanged() {
    long before = changes.sequence();
    for (int i = 0; i < 50_000; i++) {
      changes.changed(UUID.nameUUIDFromBytes(new byte[] {1, (byte) (i >> 8), (byte) i}).toString());
    }
    int seem = 0;
    for (int i = 0; i < 10_000; i++) {
      String id = UUID.nameUUIDFromBytes(new byte[] {2, (byte) (i >> 8), (byte) i}).toString();
      seem += changes.since(before, id) ? 1 : 0;
    }

    assertThat(seem).as("of 10,000; by one place it would be 900").isBetween(1, 500);
  }
}
