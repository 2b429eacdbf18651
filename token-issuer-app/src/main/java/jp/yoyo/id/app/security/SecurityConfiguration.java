package jp.yoyo.id.app.security;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.stepup.StepUpRequests;
import jp.yoyo.id.app.web.ReferenceNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** Login by OpenID Connect with PKCE, sessions, headers. */
@Configuration
class SecurityConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

  /** Health and metrics, on a port of their own that only operators reach. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static SecurityFilterChain management(HttpSecurity http) {
    return http.securityMatcher(EndpointRequest.toAnyEndpoint())
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(csrf -> csrf.disable())
        .build();
  }

  @Bean
  static SecurityFilterChain pages(
      HttpSecurity http,
      AppConfiguration configuration,
      ClientRegistrationRepository clients,
      BackChannelLogout backChannelLogout,
      ObjectProvider<Gate> gates,
      Clock clock) {
    RequestCache requestCache = requestCache();
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/assets/**", "/favicon.ico", "/signed-out", "/language")
                    .permitAll()
                    .requestMatchers("/error")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .requestCache(cache -> cache.requestCache(requestCache))
        .oauth2Login(
            login ->
                login
                    .loginPage(
                        OAuth2AuthorizationRequestRedirectFilter
                                .DEFAULT_AUTHORIZATION_REQUEST_BASE_URI
                            + "/"
                            + KeycloakLogin.REGISTRATION)
                    .authorizationEndpoint(
                        endpoint ->
                            endpoint.authorizationRequestResolver(
                                new StepUpRequests(withPkce(clients))))
                    .successHandler(new AfterLogin(requestCache, clock))
                    .failureHandler(
                        (request, response, failure) -> {
                          LOG.warn("A login failed", failure);
                          response.sendRedirect(
                              "/signed-out?reason=failed&number="
                                  + ReferenceNumber.current().orElse(""));
                        }))
        .exceptionHandling(
            handling ->
                handling.accessDeniedHandler(
                    (request, response, denied) -> {
                      if (!response.isCommitted()) {
                        // For the error page, which logs it.
                        request.setAttribute(WebAttributes.ACCESS_DENIED_403, denied);
                        response.sendError(HttpStatus.FORBIDDEN.value());
                      }
                    }))
        .oidcLogout(
            logout -> logout.backChannel(channel -> channel.logoutHandler(backChannelLogout)))
        .logout(logout -> logout.logoutSuccessHandler(logoutAtKeycloak(configuration, clients)))
        .addFilterBefore(
            new LongestSession(clock, configuration.session().overall()), AuthorizationFilter.class)
        .addFilterBefore(new GateFilter(gates), AuthorizationFilter.class)
        .headers(
            headers -> {
              headers.contentSecurityPolicy(
                  policy -> policy.policyDirectives(contentSecurityPolicy(configuration)));
              headers.frameOptions(options -> options.deny());
              headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN));
              headers.permissionsPolicyHeader(
                  policy -> policy.policy("camera=(), geolocation=(), microphone=()"));
              // By the public address: behind a proxy the request itself came without TLS.
              headers.httpStrictTransportSecurity(
                  hsts ->
                      hsts.requestMatcher(request -> configuration.isSecure())
                          .includeSubDomains(false)
                          .maxAgeInSeconds(Duration.ofDays(365).toSeconds()));
            })
        .build();
  }

  /**
   * Everything from this app, nothing inline. A form may lead to Keycloak: the log-out does, and
   * whatever a browser posts after its session has ended.
   */
  private static String contentSecurityPolicy(AppConfiguration configuration) {
    URI keycloak = URI.create(configuration.keycloak().url());
    return "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
        + " frame-ancestors 'none'; form-action 'self' "
        + keycloak.getScheme()
        + "://"
        + keycloak.getAuthority();
  }

  /** Only pages are gone back to after the login, no posts and no background requests. */
  private static RequestCache requestCache() {
    HttpSessionRequestCache cache = new HttpSessionRequestCache();
    cache.setRequestMatcher(
        request ->
            "GET".equals(request.getMethod())
                && String.valueOf(request.getHeader("Accept")).contains("text/html"));
    return cache;
  }

  private static DefaultOAuth2AuthorizationRequestResolver withPkce(
      ClientRegistrationRepository clients) {
    DefaultOAuth2AuthorizationRequestResolver resolver =
        new DefaultOAuth2AuthorizationRequestResolver(
            clients,
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
    resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    return resolver;
  }

  private static OidcClientInitiatedLogoutSuccessHandler logoutAtKeycloak(
      AppConfiguration configuration, ClientRegistrationRepository clients) {
    OidcClientInitiatedLogoutSuccessHandler handler =
        new OidcClientInitiatedLogoutSuccessHandler(clients);
    handler.setPostLogoutRedirectUri(configuration.publicUrl() + "/");
    handler.setDefaultTargetUrl("/signed-out");
    return handler;
  }

  @Bean
  static CookieSerializer sessionCookie(AppConfiguration configuration) {
    DefaultCookieSerializer cookie = new DefaultCookieSerializer();
    // With the prefix browsers accept it only from this host, by TLS, for all paths.
    cookie.setCookieName(configuration.isSecure() ? "__Host-yoyo-app" : "yoyo-app");
    cookie.setUseHttpOnlyCookie(true);
    cookie.setUseSecureCookie(configuration.isSecure());
    cookie.setSameSite("Lax");
    cookie.setCookiePath("/");
    return cookie;
  }
}
