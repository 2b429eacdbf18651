package jp.yoyo.id.app.keycloak;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user with the own organisations.
 *
 * @param id Keycloak's id
 * @param userId the user ID (ユーザID)
 */
public record Me(String id, String userId, String name, List<Organization> organizations) {

  public Me {
    organizations = List.copyOf(organizations);
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
