package jp.yoyo.id.app.keycloak;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an account is used.
 *
 * @param organization alias
 * @param id Keycloak's id
 * @param userId the user ID (ユーザID)
 * @param createdAt in milliseconds since 1970
 * @param lastLogin in milliseconds since 1970; null: never
 * @param secondFactor whether there is one
 */
public record AccountUse(
    String organization,
    String organizationName,
    String id,
    String userId,
    @Nullable String lastName,
    @Nullable String firstName,
    @Nullable String email,
    boolean administrator,
    @Nullable Long createdAt,
    @Nullable Long lastLogin,
    boolean temporaryPasswordExpired,
    boolean secondFactor) {

  public @Nullable Instant lastLoginAt() {
    return lastLogin == null ? null : Instant.ofEpochMilli(lastLogin);
  }

  /**
   * How many there are, and in each condition.
   *
   * @param withoutSecondFactor administrators only
   */
  public record Totals(
      long all,
      long unused,
      long neverLoggedIn,
      long temporaryPasswordExpired,
      long withoutSecondFactor) {}

  /**
   * A page of them.
   *
   * @param total in the condition that was asked for
   */
  public record Page(List<AccountUse> items, long total, int first, int max, Totals totals) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * Which ones.
   *
   * @param supervised the administrators of the organisations below, however far, and not the own
   *     members
   * @param prefecture of those below only the organisations there; "" for all
   * @param municipality of those below only the municipality with that code and those below it; ""
   *     for all
   * @param condition name of a condition, or "" for all
   */
  public record Wanted(
      String organization,
      boolean supervised,
      String prefecture,
      String municipality,
      String condition,
      Instant unusedSince) {}
}
