package jp.yoyo.id.organizationadmin;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * An organisation of a user who is logging in, with what the steps of a login ask for.
 *
 * @param type one of the catalogue's types
 * @param roles names of the roles that the user holds there
 */
public record UserOrganization(
    OrganizationRow organization, @Nullable String type, Set<String> roles) {

  private static final String KEPT = UserOrganization.class.getName() + ":";

  /** What one session has read; a type of its own, so that a cast is safe. */
  private record Kept(List<UserOrganization> organizations) {}

  public UserOrganization {
    roles = Set.copyOf(roles);
  }

  /**
   * The organisations of the user, by name. One statement in a session, however many steps ask: a
   * login is one request, and its steps must not each read the same.
   */
  public static List<UserOrganization> of(KeycloakSession session, UserModel user) {
    String key = KEPT + user.getId();
    Kept kept = session.getAttribute(key, Kept.class);
    if (kept == null) {
      kept = new Kept(session.getProvider(OrganizationRoles.class).organizationsOf(user.getId()));
      session.setAttribute(key, kept);
    }
    return kept.organizations();
  }
}
