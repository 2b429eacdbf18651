package jp.yoyo.id.app.outbox;

/**
 * Delivers the messages of one kind. A bean.
 *
 * <p>It runs without a transaction and may be called again for a message that it has delivered: the
 * process may die between the delivery and the note of it. So what it does must come to the same
 * when done twice.
 */
public interface OutboxHandler {

  /** The kind of its messages; the message {@code outbox.kind.<kind>} says it to people. */
  String kind();

  /**
   * Delivers.
   *
   * @throws OutboxRefused if no repetition can help
   * @throws Exception if it did not succeed: it will be called again
   */
  void handle(OutboxMessage message) throws Exception;
}
