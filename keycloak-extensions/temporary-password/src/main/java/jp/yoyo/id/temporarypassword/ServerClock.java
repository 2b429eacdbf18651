package jp.yoyo.id.temporarypassword;

import java.time.Instant;
import java.time.InstantSource;
import org.keycloak.common.util.Time;

/** Keycloak's clock, which its own tests can shift. */
final class ServerClock {

  static final InstantSource INSTANCE = () -> Instant.ofEpochMilli(Time.currentTimeMillis());

  private ServerClock() {}

  static Instant now() {
    return INSTANCE.instant();
  }
}
