package jp.yoyo.id.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/** However busy a session is, it ends; the next page begins with a login. */
class LongestSession extends OncePerRequestFilter {

  private final Clock clock;
  private final Duration longest;

  LongestSession(Clock clock, Duration longest) {
    this.clock = clock;
    this.longest = longest;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof OidcUser user) {
      Instant loggedIn = user.getIdToken().getIssuedAt();
      if (loggedIn == null || clock.instant().isAfter(loggedIn.plus(longest))) {
        new SecurityContextLogoutHandler().logout(request, response, authentication);
      }
    }
    chain.doFilter(request, response);
  }
}
