package jp.yoyo.id.app.onboarding;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a facility has come.
 *
 * @param issuanceState of its first administrator's account, or ""
 * @param checkedAt when Keycloak last said how many users there are; null: not yet
 */
public record OnboardingProgress(
    UUID id,
    String alias,
    String name,
    String sortKana,
    @Nullable String mail,
    Set<OnboardingStep> done,
    String issuanceState,
    int users,
    int usersActive,
    @Nullable Instant checkedAt) {

  public OnboardingProgress {
    done = Set.copyOf(done);
  }

  public boolean isDone(OnboardingStep step) {
    return done.contains(step);
  }

  /** The first step that is not done; empty for a facility that has done all there is. */
  public Optional<OnboardingStep> next() {
    return OnboardingStep.all().stream().filter(step -> !isDone(step)).findFirst();
  }

  static OnboardingProgress of(ResultSet row, int number) throws SQLException {
    EnumSet<OnboardingStep> done = EnumSet.noneOf(OnboardingStep.class);
    for (OnboardingStep step : OnboardingStep.all()) {
      if (row.getBoolean(step.column())) {
        done.add(step);
      }
    }
    OffsetDateTime checked = row.getObject("checked_at", OffsetDateTime.class);
    return new OnboardingProgress(
        row.getObject("id", UUID.class),
        row.getString("alias"),
        row.getString("name"),
        row.getString("sort_kana"),
        row.getString("mail"),
        done,
        row.getString("issuance_state"),
        row.getInt("users"),
        row.getInt("users_active"),
        checked == null ? null : checked.toInstant());
  }

  /**
   * A step of an office's facilities together.
   *
   * @param percent of the facilities, rounded down: 100 only when all have done it
   */
  public record StepTotal(OnboardingStep step, long done, long open, int percent) {}

  /**
   * The facilities of a prefecture or a municipality together.
   *
   * @param stepsDone by all of them
   * @param percent of all their steps, rounded down
   */
  public record Area(String code, String name, long facilities, long stepsDone, int percent) {}

  /**
   * An office's facilities together.
   *
   * @param areas the same by prefecture or municipality
   */
  public record RollUp(long facilities, List<StepTotal> totals, List<Area> areas) {

    public RollUp {
      totals = List.copyOf(totals);
      areas = List.copyOf(areas);
    }
  }
}
