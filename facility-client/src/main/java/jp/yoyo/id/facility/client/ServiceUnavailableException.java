package jp.yoyo.id.facility.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Not now: no connection, no answer in time, too many requests, maintenance. Try again later. */
public final class ServiceUnavailableException extends FacilityClientException {

  private static final long serialVersionUID = 1;

  private final @Nullable Duration retryAfter;

  ServiceUnavailableException(
      Message message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** How long the service asks to be left alone (RFC 9110, Retry-After). */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  @Override
  ServiceUnavailableException again() {
    return new ServiceUnavailableException(message(), retryAfter, this);
  }
}
