package jp.yoyo.id.app.keycloak;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user with the own organisations.
 *
 * @param id Keycloak's id
 * @param userId the user ID (ユーザID)
 * @param email null if there is none
 * @param secondFactor "off" where the realm asks nobody for a second factor
 */
public record Me(
    String id,
    String userId,
    String name,
    @Nullable String email,
    List<Organization> organizations,
    @Nullable String secondFactor) {

  private static final String OFF = "off";

  public Me {
    organizations = List.copyOf(organizations);
  }

  /** Whether a fresh second factor is asked for before what costs money or credentials. */
  public boolean needsSecondFactor() {
    return !OFF.equals(secondFactor);
  }

  /**
   * One of the user's organisations, with what the user may do in it.
   *
   * @param type a type of the organisation catalogue
   */
  public record Organization(
      String alias,
      String name,
      String displayName,
      @Nullable String type,
      @Nullable String code,
      @Nullable String prefecture,
      boolean enabled,
      Set<String> permissions) {

    public Organization {
      permissions = Set.copyOf(permissions);
    }
  }
}
