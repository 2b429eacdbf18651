package jp.yoyo.id.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import jp.yoyo.id.app.stepup.StepUpSession;
import jp.yoyo.id.app.web.LocalPath;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * To the page that somebody wanted before the login. As a path: the host and scheme of a request
 * say nothing here.
 */
class AfterLogin implements AuthenticationSuccessHandler {

  private final RequestCache requestCache;
  private final Clock clock;

  AfterLogin(RequestCache requestCache, Clock clock) {
    this.requestCache = requestCache;
    this.clock = clock;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException {
    String path = "/";
    if (authentication.getPrincipal() instanceof OidcUser user) {
      Instant now = clock.instant();
      LongestSession.begin(request.getSession(), authentication.getName(), now);
      Optional<String> back =
          StepUpSession.afterLogin(
              request, authentication.getName(), user.getIdToken().getClaimAsString("acr"), now);
      if (back.isPresent()) {
        response.sendRedirect(back.get());
        return;
      }
    }
    if (requestCache.getRequest(request, response) instanceof DefaultSavedRequest wanted) {
      requestCache.removeRequest(request, response);
      path =
          LocalPath.orRoot(
              wanted.getQueryString() == null
                  ? wanted.getRequestURI()
                  : wanted.getRequestURI() + "?" + wanted.getQueryString());
    }
    response.sendRedirect(path);
  }
}
