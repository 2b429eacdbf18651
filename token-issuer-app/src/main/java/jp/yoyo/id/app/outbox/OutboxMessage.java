package jp.yoyo.id.app.outbox;

import tools.jackson.databind.json.JsonMapper;

/**
 * A message as its handler gets it.
 *
 * @param key what makes the message unique within its kind: hand it on where the other side can use
 *     it to recognise a repetition
 * @param attempts including this one
 * @param payload JSON
 */
public record OutboxMessage(
    long id, String kind, String key, int attempts, String payload, JsonMapper json) {

  /** The payload as it was added. */
  public <T> T payload(Class<T> type) {
    return json.readValue(payload, type);
  }

  /** The payload may hold personal data. */
  @Override
  public String toString() {
    return kind + " " + key;
  }
}
