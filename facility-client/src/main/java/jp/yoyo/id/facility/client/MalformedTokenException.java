package jp.yoyo.id.facility.client;

import org.jspecify.annotations.Nullable;

/** What was given is no facility token: cut off, mistyped, or something else. */
public final class MalformedTokenException extends FacilityClientException {

  private static final long serialVersionUID = 1;

  MalformedTokenException(Message message) {
    this(message, null);
  }

  MalformedTokenException(Message message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  MalformedTokenException again() {
    return new MalformedTokenException(message(), this);
  }
}
