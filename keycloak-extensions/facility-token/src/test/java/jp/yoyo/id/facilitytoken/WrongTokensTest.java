package jp.yoyo.id.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongTokensTest {

  private static final long MINUTE = 60_000;

  private final WrongTokens wrongTokens = new WrongTokens();

  @Test
  void overWhenMoreThanAllowedThenOnlyThatSource() {
    count("a", 31, 0);

    assertThat(wrongTokens.isOver("a", 30, 0)).isTrue();
    assertThat(wrongTokens.isOver("a", 31, 0)).isFalse();
    assertThat(wrongTokens.isOver("b", 30, 0)).isFalse();
  }

  @Test
  void overWhenTheWindowSlidesThenItFadesOut() {
    count("a", 60, MINUTE - 1);

    assertThat(wrongTokens.isOver("a", 30, MINUTE + 10)).isTrue();
    assertThat(wrongTokens.isOver("a", 30, MINUTE + MINUTE / 4)).isTrue();
    assertThat(wrongTokens.isOver("a", 30, MINUTE + MINUTE * 3 / 4)).isFalse();
    assertThat(wrongTokens.isOver("a", 0, 3 * MINUTE)).isFalse();
  }

  @Test
  void overByLookUpsWhenOnlyOthersAreCountedThenNot() {
    count("a", 31, 0);
    assertThat(wrongTokens.isOverByLookUps("a", 30, 0)).isFalse();

    for (int i = 0; i < 31; i++) {
      wrongTokens.count("a", true, 0);
    }

    assertThat(wrongTokens.isOverByLookUps("a", 30, 0)).isTrue();
    assertThat(wrongTokens.isOverByLookUps("a", 31, 0)).isFalse();
  }

  @Test
  void countWhenManySourcesThenTheLatestAreRemembered() {
    for (int i = 0; i < 30_000; i++) {
      wrongTokens.count("s" + i, false, 0);
    }

    assertThat(wrongTokens.isOver("s0", 0, 0)).isFalse();
    assertThat(wrongTokens.isOver("s29999", 0, 0)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 20010db800010002",
    "2001:db8:1:2::9, 20010db800010002",
    "::ffff:192.0.2.1, 192.0.2.1",
    "a:nonsense:b, a:nonsense:b",
    ", ''"
  })
  void sourceWhenAnAddressThenItsOwnersShare(String address, String expected) {
    assertThat(WrongTokens.source(address)).isEqualTo(expected);
  }

  private void count(String source, int times, long now) {
    for (int i = 0; i < times; i++) {
      wrongTokens.count(source, false, now);
    }
  }
}
