package jp.yoyo.id.app.keycloak;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Keycloak tells everybody: whether there is, or will be, a maintenance, and whom to ask.
 *
 * @param helpDesk null where the realm has no such setting
 */
public record OperationsStatus(Maintenance maintenance, @Nullable HelpDesk helpDesk) {

  /** Nothing is planned and nothing is known. */
  public static final OperationsStatus NOTHING = new OperationsStatus(Maintenance.NONE, null);

  /**
   * The maintenance that is announced or lasts. What it is at a moment follows from the times, so
   * that what was read last holds also while Keycloak cannot be asked, which is likely then.
   *
   * @param text what users are told; null where there is none
   */
  public record Maintenance(
      @Nullable Instant from, @Nullable Instant until, @Nullable LocalizedText text) {

    /** There is none. */
    public static final Maintenance NONE = new Maintenance(null, null, null);

    /** Whether it lasts at that moment. */
    public boolean isOngoing(Instant now) {
      return from != null && until != null && !now.isBefore(from) && now.isBefore(until);
    }

    /** Whether it is still to come. */
    public boolean isAhead(Instant now) {
      return from != null && until != null && now.isBefore(from);
    }
  }

  /**
   * The help desk.
   *
   * @param open whether somebody answers now
   * @param changesAt when it closes, or opens next; null if it never does within a year
   */
  public record HelpDesk(
      LocalizedText name,
      String phone,
      @Nullable String email,
      LocalizedText hours,
      boolean open,
      @Nullable Instant changesAt) {}
}
