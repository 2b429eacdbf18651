package jp.yoyo.id.devstack.inbox;

import java.time.Instant;
import java.util.List;

/**
 * A message as the inbox took it.
 *
 * @param id ours, sorts by time of receipt
 * @param receivedAt when the SMTP server accepted it
 * @param from the {@code From} header, decoded
 * @param to the recipients of the envelope, addresses only
 * @param subject decoded
 * @param date the {@code Date} header, or the time of receipt where there is none
 * @param text the plain text part, empty where there is none
 * @param html the HTML part, empty where there is none
 * @param source the message as it came over the wire, headers and all
 */
public record ReceivedMail(
    String id,
    Instant receivedAt,
    String from,
    List<String> to,
    String subject,
    Instant date,
    String text,
    String html,
    String source) {

  public ReceivedMail {
    to = List.copyOf(to);
  }

  boolean isTo(String address) {
    return to.stream().anyMatch(address::equalsIgnoreCase);
  }
}
