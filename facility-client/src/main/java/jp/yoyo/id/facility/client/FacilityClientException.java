package jp.yoyo.id.facility.client;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * No access token, or no answer: what happened and what to do next. No message, of this or of a
 * cause, repeats a token or the text of an answer.
 */
public abstract sealed class FacilityClientException extends IOException
    permits ClientRefusedException,
        MalformedTokenException,
        ServiceUnavailableException,
        TlsFailedException,
        TokenFileException,
        TokenRefusedException,
        UnexpectedAnswerException {

  private static final long serialVersionUID = 1;

  private final transient Message message;

  FacilityClientException(Message message, @Nullable Throwable cause) {
    super(message.in(Locale.ENGLISH), cause);
    this.message = message;
  }

  /** The same in the language of the person in front of the screen: Japanese or English. */
  public String getMessage(Locale locale) {
    return message.in(locale);
  }

  Message message() {
    return message;
  }

  /** The same for another caller, who shall see his own stack trace. */
  abstract FacilityClientException again();
}
