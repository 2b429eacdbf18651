package jp.yoyo.id.acceptance.faults;

import java.util.List;
import java.util.Map;
import jp.yoyo.id.acceptance.SharedStack;

/**
 * A stack that is made to suffer. Keycloak's pool of database connections is small: what holds one
 * for too long is found out soon. What did not succeed in the companion app is tried again within
 * seconds instead of minutes.
 */
public final class FaultStack extends SharedStack {

  static final int DATABASE_CONNECTIONS = 8;

  public FaultStack() {
    super(
        "faults",
        options ->
            options
                .withHeap("768m")
                .withKeycloakArguments(List.of("--db-pool-max-size=" + DATABASE_CONNECTIONS))
                .withCompanionApp(true)
                .withCompanionAppEnvironment(
                    Map.of(
                        "YOYO_OUTBOX_FIRST_DELAY", "1s",
                        "YOYO_OUTBOX_LONGEST_DELAY", "4s",
                        "YOYO_OUTBOX_LEASE", "30s")));
  }
}
