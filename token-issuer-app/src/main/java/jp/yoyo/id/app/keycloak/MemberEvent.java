package jp.yoyo.id.app.keycloak;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done in an organisation, as Keycloak has it.
 *
 * @param time milliseconds since 1970
 * @param actionLabel what, in the language that was asked for
 * @param actor user ID of who did it; null if the user no longer exists
 * @param member user ID of whom it was done to; null where it was none
 */
public record MemberEvent(
    long time,
    String action,
    String actionLabel,
    @Nullable String actor,
    @Nullable String member,
    Map<String, String> details) {

  public MemberEvent {
    details = Map.copyOf(details);
  }

  public Instant at() {
    return Instant.ofEpochMilli(time);
  }
}
