package jp.yoyo.id.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import jp.yoyo.id.app.web.LocalPath;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * To the page that somebody wanted before the login. As a path: the host and scheme of a request
 * say nothing here.
 */
class AfterLogin implements AuthenticationSuccessHandler {

  private final RequestCache requestCache;

  AfterLogin(RequestCache requestCache) {
    this.requestCache = requestCache;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException {
    String path = "/";
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
