package jp.yoyo.id.temporarypassword;

import java.time.InstantSource;
import java.util.Map;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * What may be done a few times within an hour: numbered slots in Keycloak's store of single-use
 * objects, where "put if absent" is atomic over all nodes. A slot is free again an hour after it
 * was taken.
 */
final class HourlyAllowance {

  static final int WINDOW_SECONDS = 3600;
  private static final String TAKEN_AT = "takenAt";

  private final SingleUseObjectProvider store;
  private final String key;
  private final int slots;
  private final InstantSource clock;

  /**
   * @param key of what is counted: the deed, the realm and the user
   * @param slots how often it may be done
   */
  HourlyAllowance(SingleUseObjectProvider store, String key, int slots, InstantSource clock) {
    this.store = store;
    this.key = key;
    this.slots = slots;
    this.clock = clock;
  }

  /** Takes one, if one is left: whether it was. */
  boolean take() {
    for (int slot = 0; slot < slots; slot++) {
      if (store.putIfAbsent(slot(slot), WINDOW_SECONDS)) {
        // Only for telling how long to wait, so it may come later than the slot itself.
        store.put(timeOf(slot), WINDOW_SECONDS, Map.of(TAKEN_AT, Integer.toString(now())));
        return true;
      }
    }
    return false;
  }

  /** Frees the slot that was taken last. */
  void giveBack() {
    int latest = -1;
    int latestTime = Integer.MIN_VALUE;
    for (int slot = 0; slot < slots; slot++) {
      if (store.contains(slot(slot)) && takenAt(slot) >= latestTime) {
        latest = slot;
        latestTime = takenAt(slot);
      }
    }
    if (latest >= 0) {
      store.remove(timeOf(latest));
      store.remove(slot(latest));
    }
  }

  /** How long to wait when none is left; at least 1. */
  int secondsUntilNext() {
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

  private String slot(int slot) {
    return key + ":" + slot;
  }

  private String timeOf(int slot) {
    return slot(slot) + ":time";
  }
}
