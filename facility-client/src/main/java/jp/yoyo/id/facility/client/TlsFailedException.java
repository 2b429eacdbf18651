package jp.yoyo.id.facility.client;

import org.jspecify.annotations.Nullable;

/**
 * No trusted connection: the certificate is not accepted. Never retried, never to be switched off.
 */
public final class TlsFailedException extends FacilityClientException {

  private static final long serialVersionUID = 1;

  TlsFailedException(Message message) {
    this(message, null);
  }

  TlsFailedException(Message message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  TlsFailedException again() {
    return new TlsFailedException(message(), this);
  }
}
