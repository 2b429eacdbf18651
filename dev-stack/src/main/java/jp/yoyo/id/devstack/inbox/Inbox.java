package jp.yoyo.id.devstack.inbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jp.yoyo.id.devstack.process.LoopbackPort;

/**
 * The mail server of the stack and what it received.
 *
 * <pre>{@code
 * Instant before = Instant.now();
 * // … something that sends a mail …
 * ReceivedMail mail = stack.inbox().awaitMessage("clinic@example.jp", before);
 * }</pre>
 */
public final class Inbox implements AutoCloseable {

  /** How the mail server behaves; for tests of what happens when mail does not work. */
  public enum Mode {
    /** Takes every mail. */
    NORMAL,
    /** Takes every mail, each after a second. */
    SLOW,
    /** Answers, and refuses every mail. */
    REFUSE,
    /**
     * Takes the connection and then says nothing, until the mode changes or the caller gives up.
     */
    HANG
  }

  private static final Duration USUAL_LIMIT = Duration.ofSeconds(20);
  private static final Duration SLOW_DELAY = Duration.ofSeconds(1);

  private final Object changed = new Object();
  private final MailStore store;
  private final InboxLog log;
  private final SmtpReceiver smtp;
  private final InboxHttp http;
  private Mode mode = Mode.NORMAL;

  private Inbox(Path directory, Path logFile, int httpPort, int smtpPort, Clock clock)
      throws IOException {
    store = new MailStore(directory, clock);
    log = new InboxLog(logFile);
    smtp = new SmtpReceiver(this, smtpPort, log);
    try {
      http = new InboxHttp(this, store, httpPort);
    } catch (IOException | RuntimeException e) {
      smtp.close();
      log.close();
      throw e;
    }
    log.line("SMTP on port " + smtp.port() + ", page on port " + http.port());
  }

  /**
   * Starts listening.
   *
   * @param directory where the messages are kept
   * @param logFile one line per message and per refusal
   * @param httpPort of the page; 0 for any free one
   * @param smtpPort of the mail server; 0 for any free one
   */
  public static Inbox start(Path directory, Path logFile, int httpPort, int smtpPort)
      throws IOException {
    return new Inbox(directory, logFile, httpPort, smtpPort, Clock.systemUTC());
  }

  /** The page, and the base of its JSON interface. */
  public URI url() {
    return URI.create("http://localhost:" + http.port());
  }

  public int smtpPort() {
    return smtp.port();
  }

  /** All messages, newest first. */
  public List<ReceivedMail> messages() {
    return read(entry -> true);
  }

  /** Messages with this recipient, newest first. */
  public List<ReceivedMail> messagesTo(String address) {
    return read(entry -> entry.isTo(address));
  }

  private List<ReceivedMail> read(Predicate<MailStore.Entry> condition) {
    return store
        .entries(condition)
        .map(entry -> store.read(entry.id()))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Waits for the first message to this recipient that came at or after a moment.
   *
   * @throws MailNotReceivedException after 20 seconds
   */
  public ReceivedMail awaitMessage(String to, Instant after) {
    return awaitMessage(to, after, mail -> true, USUAL_LIMIT);
  }

  /** The same for the first message that also satisfies a condition, with a limit of your own. */
  public ReceivedMail awaitMessage(
      String to, Instant after, Predicate<ReceivedMail> condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (changed) {
      while (true) {
        Optional<ReceivedMail> found =
            read(entry -> entry.isTo(to) && !entry.receivedAt().isBefore(after)).stream()
                .filter(condition)
                .min(Comparator.comparing(ReceivedMail::id));
        if (found.isPresent()) {
          return found.get();
        }
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
          throw new MailNotReceivedException(missing(to, after, limit));
        }
        waitForChange(left);
      }
    }
  }

  private String missing(String to, Instant after, Duration limit) {
    List<String> came =
        store
            .entries(entry -> !entry.receivedAt().isBefore(after))
            .limit(10)
            .map(entry -> String.join(", ", entry.to()) + ": " + entry.subject())
            .toList();
    return "No such mail to %s within %d s. Came since then: %s"
        .formatted(to, limit.toSeconds(), came.isEmpty() ? "nothing" : came);
  }

  public Mode mode() {
    synchronized (changed) {
      return mode;
    }
  }

  public void setMode(Mode wanted) {
    synchronized (changed) {
      mode = wanted;
      changed.notifyAll();
    }
    log.line("Mode " + wanted);
  }

  /** Returns when the mode is neither HANG nor SLOW, if it is SLOW after a second. */
  void awaitReadiness() {
    long deadline = System.nanoTime() + SLOW_DELAY.toNanos();
    synchronized (changed) {
      while (mode == Mode.HANG || mode == Mode.SLOW) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (mode == Mode.SLOW && left <= 0) {
          return;
        }
        waitForChange(mode == Mode.HANG ? 0 : left);
      }
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the loops are in the callers
  private void waitForChange(long millis) {
    try {
      changed.wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting", e);
    }
  }

  void deliver(List<String> recipients, byte[] message) throws IOException {
    MailStore.Entry entry = store.add(recipients, message);
    log.line("Received " + entry.id() + " to " + entry.to() + ": " + entry.subject());
    synchronized (changed) {
      changed.notifyAll();
    }
  }

  /** Deletes all messages. */
  public void clear() {
    store.clear();
    log.line("Deleted all messages");
  }

  @Override
  public void close() {
    setMode(Mode.REFUSE); // lets go whoever hangs
    http.close();
    smtp.close();
    log.line("Stopped");
    log.close();
  }

  static java.net.InetAddress address() {
    return LoopbackPort.address();
  }
}
