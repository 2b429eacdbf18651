package jp.yoyo.id.facility.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 250",
    "1, 0, 1, 500",
    "2, 0, 1, 1000",
    "3, 0, 0.5, 1500",
    "5, 0, 1, 8000",
    "6, 0, 1, 10000",
    "99, 0, 1, 10000",
    "1, 7, 0, 7250"
  })
  void pauseGrowsIsSpreadAndNeverBelowWhatTheServiceAsks(
      int attempt, int retryAfterSeconds, double chance, long millis) {
    Retries retries = new Retries(5, Duration.ofMillis(500), Duration.ofSeconds(30), () -> chance);
    assertThat(retries.pause(attempt, Duration.ofSeconds(retryAfterSeconds)))
        .isEqualTo(Duration.ofMillis(millis));
  }
}
