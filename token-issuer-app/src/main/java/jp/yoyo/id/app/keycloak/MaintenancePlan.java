package jp.yoyo.id.app.keycloak;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance as it is planned.
 *
 * @param state none, planned, announced, ongoing
 * @param from null in the state none, as the other times
 * @param text null where the standard sentence is shown
 * @param operators user IDs of those who are let in while it lasts
 * @param changedBy user ID
 */
public record MaintenancePlan(
    String state,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Instant announcedFrom,
    @Nullable LocalizedText text,
    List<String> operators,
    @Nullable String changedBy,
    @Nullable Instant changedAt) {

  public MaintenancePlan {
    operators = List.copyOf(operators);
  }

  public boolean isNone() {
    return state.equals("none");
  }

  public boolean isOngoing() {
    return state.equals("ongoing");
  }

  /**
   * What somebody wants.
   *
   * @param from null: now
   * @param announcedFrom null: as long before as the realm's setting says
   */
  public record Wanted(
      @Nullable Instant from,
      Instant until,
      @Nullable Instant announcedFrom,
      @Nullable LocalizedText text,
      List<String> operators) {

    public Wanted {
      operators = List.copyOf(operators);
    }
  }
}
