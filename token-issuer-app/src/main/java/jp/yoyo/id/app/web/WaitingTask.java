package jp.yoyo.id.app.web;

import java.util.List;

/**
 * Something that waits for the actor, shown on the first page.
 *
 * @param labelKey message; {0} is the count, {1}… are the arguments
 * @param count how many wait; a task without any is not shown
 * @param path where it is done
 * @param urgent whether it stops somebody else's work
 */
public record WaitingTask(
    String labelKey, long count, List<String> arguments, String path, boolean urgent) {

  public WaitingTask {
    arguments = List.copyOf(arguments);
  }
}
