package jp.yoyo.id.temporarypassword;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * Answers that take the same time whatever they were about. What is done for a user ID that exists
 * differs from what is done for one that does not by fractions of a millisecond up to some
 * milliseconds, and no care with the steps in between takes that away. So the answer waits for the
 * next quarter of a second since its request began, which both reach.
 *
 * <p>The wait comes after the transaction: it holds a thread, but no connection to the database.
 * What follows a transaction runs in the order in which it was asked for, so that a step that hands
 * something over, as a mail, asks for the wait once more behind it ({@link #holdAgain}): only the
 * last one waits.
 */
final class EvenAnswer {

  /** Several times what the slowest of the answers takes on a server that is not overloaded. */
  static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final String ATTRIBUTE = EvenAnswer.class.getName();

  private final KeycloakSession session;
  private final long start;
  private final LongConsumer pause;
  private @Nullable Wait last;

  private EvenAnswer(KeycloakSession session, long start, LongConsumer pause) {
    this.session = session;
    this.start = start;
    this.pause = pause;
  }

  /** Before anything is looked up. */
  static EvenAnswer begin(KeycloakSession session) {
    return begin(session, EvenAnswer::pause);
  }

  /** As {@link #begin(KeycloakSession)}, with what waits for so many nanoseconds. */
  static EvenAnswer begin(KeycloakSession session, LongConsumer pause) {
    EvenAnswer answer = new EvenAnswer(session, System.nanoTime(), pause);
    session.setAttribute(ATTRIBUTE, answer);
    return answer;
  }

  /** Lets the answer of this request wait. */
  void hold() {
    Wait wait = new Wait();
    last = wait;
    session.getTransactionManager().enlistAfterCompletion(wait);
  }

  /** If the answer of this request waits, lets it do so behind what was handed over meanwhile. */
  static void holdAgain(KeycloakSession session) {
    EvenAnswer answer = session.getAttribute(ATTRIBUTE, EvenAnswer.class);
    if (answer != null && answer.last != null) {
      answer.hold();
    }
  }

  /** Nanoseconds from what has passed to the next step. */
  static long remaining(long passed) {
    return STEP_NANOS - Math.floorMod(passed, STEP_NANOS);
  }

  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      // The server stops: better an answer that came too early than none.
      Thread.currentThread().interrupt();
    }
  }

  private final class Wait extends AbstractKeycloakTransaction {

    @Override
    protected void commitImpl() {
      await();
    }

    @Override
    protected void rollbackImpl() {
      await();
    }

    private void await() {
      if (last == this) {
        pause.accept(remaining(System.nanoTime() - start));
      }
    }
  }
}
