package jp.yoyo.id.facility.client;

import org.jspecify.annotations.Nullable;

/** The file with the token cannot be read, is incomplete, or can be read by others. */
public final class TokenFileException extends FacilityClientException {

  private static final long serialVersionUID = 1;

  TokenFileException(Message message) {
    this(message, null);
  }

  TokenFileException(Message message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  TokenFileException again() {
    return new TokenFileException(message(), this);
  }
}
