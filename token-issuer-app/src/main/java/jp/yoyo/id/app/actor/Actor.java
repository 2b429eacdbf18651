package jp.yoyo.id.app.actor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;

/**
 * Who acts, for which organisation, with which permissions, at this moment: read from Keycloak at
 * each request and never kept beyond it. Controllers take it as an argument.
 *
 * <pre>{@code
 * actor.require(Permission.SUPERVISE_ORGANIZATIONS);
 * actor.requireType(OrganizationType.MUNICIPALITY);
 * }</pre>
 *
 * @param userId Keycloak's id of the user
 * @param userName the user ID (ユーザID), for people
 * @param permissions in the organisation; names of {@link Permission}
 */
public record Actor(
    String userId,
    String userName,
    String displayName,
    Locale locale,
    ActingOrganization organization,
    Set<String> permissions) {

  public Actor {
    permissions = Set.copyOf(permissions);
  }

  /** Whether the permission is held. */
  public boolean may(String permission) {
    return permissions.contains(permission);
  }

  /** Whether the organisation is of one of the types. */
  public boolean is(OrganizationType... types) {
    return Arrays.asList(types).contains(organization.type());
  }

  /**
   * Goes on only with the permission.
   *
   * @throws AccessDeniedException 403
   */
  public void require(String permission) {
    if (!may(permission)) {
      throw new AccessDeniedException(userName + " lacks " + permission);
    }
  }

  /**
   * Goes on only for an organisation of one of the types.
   *
   * @throws AccessDeniedException 403
   */
  public void requireType(OrganizationType... types) {
    if (!is(types)) {
      throw new AccessDeniedException(
          "%s acts for a %s".formatted(userName, organization.type().catalogueName()));
    }
  }
}
