package jp.yoyo.id.app.outbox;

/** No repetition can help: a person has to do something. */
public final class OutboxRefused extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * A message that is not tried again.
   *
   * @param reasonForPeople stands on the page; nothing secret
   */
  public OutboxRefused(String reasonForPeople) {
    super(reasonForPeople);
  }

  public OutboxRefused(String reasonForPeople, Throwable cause) {
    super(reasonForPeople, cause);
  }

  /** What stands on the page. */
  public String reasonForPeople() {
    return String.valueOf(getMessage());
  }
}
