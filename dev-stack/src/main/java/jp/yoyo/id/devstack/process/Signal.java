package jp.yoyo.id.devstack.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Ways to ask a process to end. */
public enum Signal {
  /** What {@link ProcessHandle#destroy} sends. */
  TERM,
  /**
   * Makes PostgreSQL end its sessions and shut down cleanly; TERM would wait for the clients to
   * leave.
   */
  INT;

  void send(ProcessHandle process) {
    if (this == TERM) {
      process.destroy();
      return;
    }
    try {
      // The shell's own kill: there is none elsewhere in a minimal container.
      new ProcessBuilder("sh", "-c", "kill -" + name() + " \"$0\"", Long.toString(process.pid()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
    }
  }
}
