package jp.yoyo.id.app.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How messages are delivered.
 *
 * @param workers how many messages at the same time; 0: none in this process
 * @param poll how often to look for what is due
 * @param lease how long a worker may take for one message; longer than any time-out of a handler
 * @param firstDelay before the second attempt; doubled from then on
 * @param longestDelay between attempts
 * @param giveUpAfter when a message fails that has never succeeded
 */
@ConfigurationProperties("app.outbox")
public record OutboxSettings(
    int workers,
    Duration poll,
    Duration lease,
    Duration firstDelay,
    Duration longestDelay,
    Duration giveUpAfter) {

  /** How long to wait after that many attempts: 10 s, 20 s, 40 s … 1 h. */
  Duration delayAfter(int attempts) {
    int doublings = Math.min(Math.max(attempts - 1, 0), 30);
    Duration delay = firstDelay.multipliedBy(1L << doublings);
    return delay.compareTo(longestDelay) > 0 ? longestDelay : delay;
  }
}
