package jp.yoyo.id.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

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
}
