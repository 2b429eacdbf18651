package jp.yoyo.id.organizationadmin;

import java.util.Objects;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.provider.Provider;

/**
 * Of whom a fresh second factor is asked before something grave, such as a new temporary password
 * for somebody else. This module asks it of nobody; another one says of whom second factors are
 * required.
 */
public interface StepUp extends Provider {

  /** Whether the user has to show a second factor, for what he is at this moment. */
  boolean isRequiredOf(UserModel user);

  /** Whether any provider of the server asks it of the user. */
  static boolean isRequiredOf(KeycloakSession session, UserModel user) {
    return session.getAllProviders(StepUp.class).stream()
        .filter(Objects::nonNull)
        .anyMatch(rule -> rule.isRequiredOf(user));
  }
}
