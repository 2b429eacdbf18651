package jp.yoyo.id.facility.client;

import org.jspecify.annotations.Nullable;

/**
 * The facility token is not valid any more, or never was (RFC 6749, invalid_grant). Never retried:
 * a person has to act.
 */
public final class TokenRefusedException extends FacilityClientException {

  private static final long serialVersionUID = 1;

  TokenRefusedException(Message message) {
    this(message, null);
  }

  TokenRefusedException(Message message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  TokenRefusedException again() {
    return new TokenRefusedException(message(), this);
  }
}
