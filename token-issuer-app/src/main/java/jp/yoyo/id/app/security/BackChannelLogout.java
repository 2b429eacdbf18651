package jp.yoyo.id.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.oauth2.client.oidc.authentication.logout.OidcLogoutToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/**
 * Keycloak says that a login has ended (OpenID Connect Back-Channel Logout 1.0): the sessions that
 * came from it end, whichever instance they were used at. Spring has verified the token.
 */
@Component
class BackChannelLogout implements LogoutHandler {

  private static final Logger LOG = LoggerFactory.getLogger(BackChannelLogout.class);

  private final FindByIndexNameSessionRepository<? extends Session> sessions;

  BackChannelLogout(FindByIndexNameSessionRepository<? extends Session> sessions) {
    this.sessions = sessions;
  }

  @Override
  public void logout(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Authentication authentication) {
    if (authentication == null
        || !(authentication.getPrincipal() instanceof OidcLogoutToken token)) {
      return;
    }
    String user = token.getSubject();
    if (user == null) {
      return; // Keycloak always names the user
    }
    Map<String, ? extends Session> ofUser = sessions.findByPrincipalName(user);
    ofUser.forEach(
        (id, session) -> {
          if (token.getSessionId() == null
              || Objects.equals(token.getSessionId(), keycloakSession(session))) {
            sessions.deleteById(id);
            LOG.info("A session of {} was ended by Keycloak", user);
          }
        });
  }

  private static @Nullable String keycloakSession(Session session) {
    Object context =
        session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
    return context instanceof SecurityContext security
            && security.getAuthentication() != null
            && security.getAuthentication().getPrincipal() instanceof OidcUser user
        ? user.getIdToken().getClaimAsString("sid")
        : null;
  }
}
