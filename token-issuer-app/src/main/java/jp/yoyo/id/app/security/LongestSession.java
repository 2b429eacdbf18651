package jp.yoyo.id.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/** However busy a session is, it ends; the next page begins with a login. */
class LongestSession extends OncePerRequestFilter {

  private static final String BEGUN = "yoyo.session.begun";

  /** The first login of a session; a second factor shown later brings a new ID token. */
  private record Begun(String user, Instant at) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  private final Clock clock;
  private final Duration longest;

  LongestSession(Clock clock, Duration longest) {
    this.clock = clock;
    this.longest = longest;
  }

  /** Notes the login, unless the session has one of the same user already. */
  static void begin(HttpSession session, String user, Instant now) {
    if (!(session.getAttribute(BEGUN) instanceof Begun begun && begun.user().equals(user))) {
      session.setAttribute(BEGUN, new Begun(user, now));
    }
  }

  private static @Nullable Instant begun(HttpServletRequest request, OidcUser user) {
    HttpSession session = request.getSession(false);
    return session != null
            && session.getAttribute(BEGUN) instanceof Begun begun
            && begun.user().equals(user.getName())
        ? begun.at()
        : user.getIdToken().getIssuedAt();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof OidcUser user) {
      Instant loggedIn = begun(request, user);
      if (loggedIn == null || clock.instant().isAfter(loggedIn.plus(longest))) {
        new SecurityContextLogoutHandler().logout(request, response, authentication);
      }
    }
    chain.doFilter(request, response);
  }
}
