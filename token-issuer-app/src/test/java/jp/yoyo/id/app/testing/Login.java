package jp.yoyo.id.app.testing;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.oidcLogin;

import java.time.Instant;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Logs in for a request of MockMvc. */
public final class Login {

  private Login() {}

  /** With that id of Keycloak's; {@link InMemoryOrganizationAdmin} says who that is. */
  public static RequestPostProcessor as(String userId) {
    return oidcLogin().idToken(token -> token.subject(userId).issuedAt(Instant.now()));
  }
}
