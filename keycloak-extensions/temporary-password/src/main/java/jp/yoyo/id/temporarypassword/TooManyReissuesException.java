package jp.yoyo.id.temporarypassword;

/** A user's temporary password was reissued too often in a span of time. */
public final class TooManyReissuesException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int retryAfterSeconds;

  public TooManyReissuesException(int retryAfterSeconds) {
    super("too many reissues of a temporary password; try again in " + retryAfterSeconds + " s");
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Seconds until the next reissue is allowed, at least 1. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
