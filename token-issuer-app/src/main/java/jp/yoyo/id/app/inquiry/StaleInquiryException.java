package jp.yoyo.id.app.inquiry;

import java.util.UUID;

/**
 * Somebody else was faster: the inquiry is no longer the one that was seen, or no longer in a state
 * in which the command can be given. Nothing was changed.
 */
final class StaleInquiryException extends RuntimeException {

  private static final long serialVersionUID = 1;

  StaleInquiryException(UUID inquiry) {
    super(inquiry + " has changed meanwhile");
  }
}
