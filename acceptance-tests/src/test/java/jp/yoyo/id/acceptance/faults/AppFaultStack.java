package jp.yoyo.id.acceptance.faults;

import java.util.Map;
import jp.yoyo.id.acceptance.SharedStack;

/**
 * A stack with a companion app that is made to suffer. What did not succeed is tried again within
 * seconds instead of minutes.
 */
public final class AppFaultStack extends SharedStack {

  public AppFaultStack() {
    super(
        "app-faults",
        options ->
            options
                .withHeap("768m")
                .withCompanionApp(true)
                .withCompanionAppEnvironment(
                    Map.of(
                        "YOYO_OUTBOX_FIRST_DELAY", "1s",
                        "YOYO_OUTBOX_LONGEST_DELAY", "4s",
                        "YOYO_OUTBOX_LEASE", "30s")));
  }
}
