package jp.yoyo.id.temporarypassword;

import java.time.InstantSource;
import java.util.Map;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * The reissues that one user is allowed within an hour: numbered slots in Keycloak's store of
 * single-use objects, where "put if absent" is atomic over all nodes. A slot is free again an hour
 * after it was taken.
 */
final class ReissueAllowance {

  static final int WINDOW_SECONDS = 3600;
  private static final String TAKEN_AT = "takenAt";

  private final SingleUseObjectProvider store;
  private final String user;
  private final int slots;
  private final InstantSource clock;

  ReissueAllowance(
      SingleUseObjectProvider store,
      String realmId,
      String userId,
      int reissuesPerHour,
      InstantSource clock) {
    this.clock = clock;
    this.store = store;
    this.user = "temporary-password-reissue:" + realmId + ":" + userId + ":";
    this.slots = reissuesPerHour;
  }

  void take() throws TooManyReissuesException {
    for (int slot = 0; slot < slots; slot++) {
      if (store.putIfAbsent(user + slot, WINDOW_SECONDS)) {
        // Only for telling how long to wait, so it may come later than the slot itself.
        store.put(timeOf(slot), WINDOW_SECONDS, Map.of(TAKEN_AT, Integer.toString(now())));
        return;
      }
    }
    throw new TooManyReissuesException(secondsUntilASlotIsFree());
  }

  /** Frees the slot that was taken last. */
  void giveBack() {
    int latest = -1;
    int latestTime = Integer.MIN_VALUE;
    for (int slot = 0; slot < slots; slot++) {
      if (store.contains(user + slot) && takenAt(slot) >= latestTime) {
        latest = slot;
        latestTime = takenAt(slot);
      }
    }
    if (latest >= 0) {
      store.remove(timeOf(latest));
      store.remove(user + latest);
    }
  }

  private int secondsUntilASlotIsFree() {
    int wait = WINDOW_SECONDS;
    for (int slot = 0; slot < slots; slot++) {
      wait = Math.min(wait, takenAt(slot) + WINDOW_SECONDS - now());
    }
    return Math.max(wait, 1);
  }

  /** An unknown time counts as just now: the answer "wait an hour" is never too short. */
  private int takenAt(int slot) {
    Map<String, String> notes = store.get(timeOf(slot));
    String takenAt = notes == null ? null : notes.get(TAKEN_AT);
    return takenAt == null ? now() : Integer.parseInt(takenAt);
  }

  private int now() {
    return (int) clock.instant().getEpochSecond();
  }

  private String timeOf(int slot) {
    return user + slot + ":time";
  }
}
