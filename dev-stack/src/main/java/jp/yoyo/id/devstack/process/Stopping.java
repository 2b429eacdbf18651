package jp.yoyo.id.devstack.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends processes and what they started: first by asking, then by force. */
public final class Stopping {

  private Stopping() {}

  /** Returns when all of them are gone. */
  public static void stop(List<ProcessHandle> processes, Signal signal, Duration patience) {
    List<ProcessHandle> all = withDescendants(processes);
    processes.forEach(signal::send);
    long deadline = System.nanoTime() + patience.toNanos();
    while (all.stream().anyMatch(ProcessHandle::isAlive)) {
      if (System.nanoTime() > deadline) {
        kill(all);
        return;
      }
      if (!pause()) {
        kill(all);
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Without asking. Children first, so that no parent can start another one. */
  public static void kill(List<ProcessHandle> processes) {
    List<ProcessHandle> all = withDescendants(processes);
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) {
      try {
        process.onExit().get(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        throw new IllegalStateException("Process " + process.pid() + " cannot be ended", e);
      }
    }
  }

  private static List<ProcessHandle> withDescendants(List<ProcessHandle> processes) {
    List<ProcessHandle> all = new ArrayList<>();
    for (ProcessHandle process : processes) {
      all.addAll(process.descendants().toList());
    }
    for (ProcessHandle process : processes) {
      if (!all.contains(process)) {
        all.add(process);
      }
    }
    return all;
  }

  private static boolean pause() {
    try {
      Thread.sleep(50);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
