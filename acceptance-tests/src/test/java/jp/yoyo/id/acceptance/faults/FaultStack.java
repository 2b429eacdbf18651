package jp.yoyo.id.acceptance.faults;

import java.util.List;
import jp.yoyo.id.acceptance.SharedStack;

/**
 * A stack that is made to suffer. Its pool of database connections is small: what holds one for too
 * long is found out soon.
 */
public final class FaultStack extends SharedStack {

  static final int DATABASE_CONNECTIONS = 8;

  public FaultStack() {
    super(
        "faults",
        options ->
            options
                .withHeap("768m")
                .withKeycloakArguments(List.of("--db-pool-max-size=" + DATABASE_CONNECTIONS)));
  }
}
