package jp.yoyo.id.facility.client;

import org.jspecify.annotations.Nullable;

/** The token endpoint knows the request but not this client: the settings in the file are wrong. */
public final class ClientRefusedException extends FacilityClientException {

  private static final long serialVersionUID = 1;

  ClientRefusedException(Message message) {
    this(message, null);
  }

  ClientRefusedException(Message message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  ClientRefusedException again() {
    return new ClientRefusedException(message(), this);
  }
}
