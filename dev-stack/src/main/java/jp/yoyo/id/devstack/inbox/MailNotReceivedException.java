package jp.yoyo.id.devstack.inbox;

/** The expected mail did not come in time. The message lists what came instead. */
public final class MailNotReceivedException extends RuntimeException {

  MailNotReceivedException(String message) {
    super(message);
  }
}
