package jp.yoyo.id.temporarypassword;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvenAnswerTest {

  @ParameterizedTest
  @CsvSource({"0, 250", "1, 249", "60, 190", "249, 1", "250, 250", "251, 249", "700, 50"})
  void remainingWhenSomeTimeHasPassedThenToTheNextQuarterOfASecond(long passed, long expected) {
    assertThat(EvenAnswer.remaining(passed * 1_000_000)).isEqualTo(expected * 1_000_000);
  }
}
