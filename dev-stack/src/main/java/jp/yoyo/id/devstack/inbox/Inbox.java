package jp.yoyo.id.devstack.inbox;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * The mail server of the stack and what it received.
 *
 * <pre>{@code
 * Instant before = Instant.now();
 * // … something that sends a mail …
 * ReceivedMail mail = stack.inbox().awaitMessage("clinic@example.jp", before);
 * }</pre>
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Inbox implements AutoCloseable {

  /** How the mail server behaves; for tests of what happens when mail does not work. */
  public enum Mode {
    /** Takes every mail. */
    NORMAL,
    /** Answers, and refuses every mail. */
    REFUSE,
    /**
     * Takes the connection and then says nothing, until the mode changes or the caller gives up.
     */
    HANG
  }

  private Inbox() {}

  /** The page, and the base of its JSON interface. */
  public URI url() {
    throw new UnsupportedOperationException();
  }

  public int smtpPort() {
    throw new UnsupportedOperationException();
  }

  /** All messages, newest first. */
  public List<ReceivedMail> messages() {
    throw new UnsupportedOperationException();
  }

  /** Messages with this recipient, newest first. */
  public List<ReceivedMail> messagesTo(String address) {
    throw new UnsupportedOperationException();
  }

  /**
   * Waits for the first message to this recipient that came at or after a moment.
   *
   * @throws MailNotReceivedException after 20 seconds
   */
  public ReceivedMail awaitMessage(String to, Instant after) {
    return awaitMessage(to, after, mail -> true, Duration.ofSeconds(20));
  }

  /** The same for the first message that also satisfies a condition, with a limit of your own. */
  public ReceivedMail awaitMessage(
      String to, Instant after, Predicate<ReceivedMail> condition, Duration limit) {
    throw new UnsupportedOperationException();
  }

  public Mode mode() {
    throw new UnsupportedOperationException();
  }

  public void setMode(Mode mode) {
    throw new UnsupportedOperationException();
  }

  /** Deletes all messages. */
  public void clear() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
