package jp.yoyo.id.app.web;

import java.util.List;
import jp.yoyo.id.app.actor.Actor;

/** What a feature has waiting for the actor. A bean; asked once for each view of the first page. */
@FunctionalInterface
public interface WaitingTasks {

  /** Empty where nothing waits, or where the actor may not do it. */
  List<WaitingTask> waitingFor(Actor actor);
}
