package jp.yoyo.id.facility.client;

import java.time.Duration;

/**
 * An access token (RFC 6750) as the API wants it in {@code Authorization: Bearer}. Good for
 * minutes: ask {@link FacilityClient#accessToken()} before each call and keep it nowhere.
 */
public final class AccessToken {

  /** As far as clocks of this machine, the token endpoint and the API may be apart. */
  static final Duration SKEW = Duration.ofSeconds(60);

  private static final Duration TRAVEL = Duration.ofSeconds(5);

  private final String value;
  private final Duration life;
  private final Moment asked;

  /**
   * @param asked before the request was sent: the server's clock began to run after it
   */
  AccessToken(String value, Duration life, Moment asked) {
    this.value = value;
    this.life = life;
    this.asked = asked;
  }

  /** For the header. */
  public String value() {
    return value;
  }

  /** How long it lives from the request on. */
  public Duration life() {
    return life;
  }

  /** Needs no renewal yet: more than the tolerance for clocks is left, or most of a short life. */
  boolean isFresh(Moment now) {
    return left(now).compareTo(shorter(SKEW, life.dividedBy(3))) > 0;
  }

  /** Will still be valid when it arrives. */
  boolean isUsable(Moment now) {
    return left(now).compareTo(shorter(TRAVEL, life.dividedBy(10))) > 0;
  }

  private Duration left(Moment now) {
    return life.minus(now.since(asked));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Without the value. */
  @Override
  public String toString() {
    return "AccessToken of " + life.toSeconds() + " s";
  }
}
