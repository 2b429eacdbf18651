package jp.yoyo.id.facility.client;

import org.jspecify.annotations.Nullable;

/**
 * Something answered that is not the service: a proxy, a login page of a network, a wrong address.
 */
public final class UnexpectedAnswerException extends FacilityClientException {

  private static final long serialVersionUID = 1;

  UnexpectedAnswerException(Message message) {
    this(message, null);
  }

  UnexpectedAnswerException(Message message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  UnexpectedAnswerException again() {
    return new UnexpectedAnswerException(message(), this);
  }
}
