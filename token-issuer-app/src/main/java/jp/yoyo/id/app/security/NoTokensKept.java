package jp.yoyo.id.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.stereotype.Component;

/**
 * The user's access and refresh tokens are of no use here after the login: the app calls Keycloak
 * with its own account. So they are kept nowhere. What remains in the session is the ID token, for
 * the log-out.
 */
@Component
class NoTokensKept implements OAuth2AuthorizedClientRepository {

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // the interface is so
  public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
      String registration, @Nullable Authentication principal, HttpServletRequest request) {
    return null;
  }

  @Override
  public void saveAuthorizedClient(
      OAuth2AuthorizedClient client,
      @Nullable Authentication principal,
      HttpServletRequest request,
      HttpServletResponse response) {
    // On purpose.
  }

  @Override
  public void removeAuthorizedClient(
      String registration,
      @Nullable Authentication principal,
      HttpServletRequest request,
      HttpServletResponse response) {
    // There is none.
  }
}
