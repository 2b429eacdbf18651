package jp.yoyo.id.app.inquiry;

/** The user has asked too often within a day. */
final class TooManyInquiriesException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int most;

  TooManyInquiriesException(int most) {
    super("More than " + most + " inquiries within a day");
    this.most = most;
  }

  int most() {
    return most;
  }
}
