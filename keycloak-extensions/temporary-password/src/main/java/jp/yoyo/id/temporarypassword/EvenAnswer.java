package jp.yoyo.id.temporarypassword;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.keycloak.models.KeycloakSession;

/**
 * Answers that take the same time whatever they were about. What is done for a user ID that exists
 * differs from what is done for one that does not by fractions of a millisecond up to some
 * milliseconds, and no care with the steps in between takes that away. So the answer waits for the
 * next quarter of a second since its request began, which both reach.
 *
 * <p>The wait is the last thing that the request's session does before the answer is sent, after
 * its transaction and whatever follows that, such as a mail that is handed over: it holds a thread,
 * but no connection to the database. What is left is a tenth of a millisecond, by which the answer
 * is slower if other threads have had the processor's caches meanwhile; it drowns in a random part.
 */
final class EvenAnswer {

  /** Several times what the slowest of the answers takes on a server that is not overloaded. */
  static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** A hundred times what is left of the difference. */
  private static final int RANDOM_NANOS = 10_000_000;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeycloakSession session;
  private final long start;

  private EvenAnswer(KeycloakSession session, long start) {
    this.session = session;
    this.start = start;
  }

  /** Before anything is looked up. */
  static EvenAnswer begin(KeycloakSession session) {
    return new EvenAnswer(session, System.nanoTime());
  }

  /** Lets the answer of this request wait. */
  void hold() {
    session.enlistForClose(this::await);
  }

  private void await() {
    try {
      TimeUnit.NANOSECONDS.sleep(
          remaining(System.nanoTime() - start) + RANDOM.nextInt(RANDOM_NANOS));
    } catch (InterruptedException e) {
      // The server stops: better an answer that came too early than none.
      Thread.currentThread().interrupt();
    }
  }

  /** Nanoseconds from what has passed to the next step. */
  static long remaining(long passed) {
    return STEP_NANOS - Math.floorMod(passed, STEP_NANOS);
  }
}
