package jp.yoyo.id.temporarypassword;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * Mails that wait for the mail server: at most a thousand, sent by two threads that exist only
 * while there is something to send. Emptied when the server stops; what waits when the process is
 * killed is lost, and so is what does not fit because the mail server has been slow for long. Both
 * are bearable for what is queued here, and said in the log where there is still somebody to say
 * it.
 */
final class MailQueue implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(MailQueue.class);
  private static final int CAPACITY = 1_000;
  private static final int THREADS = 2;
  private static final int SECONDS_TO_EMPTY = 20;

  private final ThreadPoolExecutor threads;

  MailQueue(String name) {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(CAPACITY),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Sends the mails when the session's transaction has been committed, and not if it fails. */
  void addAfterCommit(KeycloakSession session, List<UserMail> mails) {
    if (mails.isEmpty()) {
      return;
    }
    session
        .getTransactionManager()
        .enlistAfterCompletion(
            new AbstractKeycloakTransaction() {
              @Override
              protected void commitImpl() {
                mails.forEach(MailQueue.this::add);
              }

              @Override
              protected void rollbackImpl() {
                // nothing has happened, so there is nothing to tell
              }
            });
  }

  private void add(UserMail mail) {
    try {
      threads.execute(() -> send(mail));
    } catch (RejectedExecutionException e) {
      LOG.errorf("not sent, because too many mails are waiting: %s", mail);
    }
  }

  private static void send(UserMail mail) {
    try {
      mail.send();
    } catch (MailNotSentException e) {
      LOG.errorf(e, "not sent: %s", mail);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(SECONDS_TO_EMPTY, TimeUnit.SECONDS)) {
        LOG.errorf("the server stops with %d mails unsent", threads.shutdownNow().size());
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
