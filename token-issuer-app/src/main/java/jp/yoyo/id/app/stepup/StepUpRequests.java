package jp.yoyo.id.app.stepup;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/** Logins that ask for a fresh second factor: {@code acr_values} of OpenID Connect Core 3.1.2.1. */
public final class StepUpRequests implements OAuth2AuthorizationRequestResolver {

  static final String PARAMETER = "step-up";

  private final OAuth2AuthorizationRequestResolver logins;

  /**
   * @param logins makes the requests of ordinary logins
   */
  public StepUpRequests(OAuth2AuthorizationRequestResolver logins) {
    this.logins = logins;
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
    return withLevel(request, logins.resolve(request));
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest resolve(
      HttpServletRequest request, String clientRegistrationId) {
    return withLevel(request, logins.resolve(request, clientRegistrationId));
  }

  private static @Nullable OAuth2AuthorizationRequest withLevel(
      HttpServletRequest request, @Nullable OAuth2AuthorizationRequest login) {
    if (login == null || request.getParameter(PARAMETER) == null) {
      return login;
    }
    return OAuth2AuthorizationRequest.from(login)
        .additionalParameters(
            parameters -> parameters.put("acr_values", String.valueOf(StepUpSession.LEVEL)))
        .build();
  }
}
