package jp.yoyo.id.organizationadmin;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.provider.Provider;

/**
 * Whether the REST APIs are in service. This module never closes them; another one may, during a
 * maintenance say. Asked at each call: it must cost no statement.
 */
public interface Availability extends Provider {

  /**
   * What a caller is told while the APIs are closed.
   *
   * @param retryAfterSeconds after which it is worth to come again
   * @param ja the reason in Japanese
   * @param en the reason in English
   */
  record Closure(int retryAfterSeconds, String ja, String en) {

    /** The reason in Japanese or English. */
    public String reason(Locale locale) {
      return locale.equals(Locale.JAPANESE) ? ja : en;
    }
  }

  /**
   * Whether and why the APIs of the session's realm are closed.
   *
   * @param user for whom; null where nobody is known
   */
  Optional<Closure> closedTo(@Nullable UserModel user);

  /** The first closure that a provider of the server knows; empty where all are in service. */
  static Optional<Closure> closure(KeycloakSession session, @Nullable UserModel user) {
    return session.getAllProviders(Availability.class).stream()
        .filter(Objects::nonNull)
        .map(availability -> availability.closedTo(user))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
