package jp.yoyo.id.temporarypassword;

/** The mail server refused a mail or did not answer in time. Its message holds no secret. */
public final class MailNotSentException extends Exception {

  private static final long serialVersionUID = 1L;

  public MailNotSentException(Throwable cause) {
    super("the mail server did not accept the mail", cause);
  }
}
