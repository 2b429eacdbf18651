package jp.yoyo.id.app.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.security.Gate;
import jp.yoyo.id.app.security.GateFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.request.async.WebAsyncManagerIntegrationFilter;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The way into {@code /api/v1}: an access token in the header, at each request. No cookie counts,
 * no session begins; so there is nothing that a foreign page could ride on, and no CORS either.
 */
@Configuration
class ApiSecurity {

  @Bean
  @Order(10)
  static SecurityFilterChain api(
      HttpSecurity http,
      AppConfiguration configuration,
      ApiProblems problems,
      ObjectProvider<Gate> gates) {
    return http.securityMatcher(ApiPath.BASE, ApiPath.BASE + "/**")
        .addFilterBefore(new NoCookies(), WebAsyncManagerIntegrationFilter.class)
        .addFilterBefore(new GateFilter(gates), AuthorizationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        HttpMethod.GET, ApiPath.BASE + "/openapi", ApiPath.BASE + "/openapi.yaml")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(jwt -> jwt.decoder(decoder(configuration)))
                    .authenticationEntryPoint(
                        (request, response, failure) -> problems.refuse(failure, request, response))
                    .withObjectPostProcessor(
                        new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                          @Override
                          public <F extends BearerTokenAuthenticationFilter> F postProcess(
                              F filter) {
                            filter.setAuthenticationFailureHandler(
                                (request, response, failure) ->
                                    problems.refuse(failure, request, response));
                            return filter;
                          }
                        }))
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(
                        (request, response, failure) -> problems.refuse(failure, request, response))
                    .accessDeniedHandler(
                        (request, response, denied) ->
                            problems.write(
                                ApiProblem.of(ApiProblem.Type.FORBIDDEN), request, response)))
        .headers(
            headers -> {
              headers.contentSecurityPolicy(
                  policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"));
              headers.frameOptions(options -> options.deny());
              headers.httpStrictTransportSecurity(
                  hsts -> hsts.requestMatcher(request -> configuration.isSecure()));
            })
        .build();
  }

  private static JwtDecoder decoder(AppConfiguration configuration) {
    AppConfiguration.Keycloak keycloak = configuration.keycloak();
    SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(keycloak.connectTimeout());
    requests.setReadTimeout(keycloak.readTimeout());
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(keycloak.internalRealm() + "/protocol/openid-connect/certs")
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .jwsAlgorithm(SignatureAlgorithm.RS256)
            .restOperations(new RestTemplate(requests))
            .build();
    decoder.setJwtValidator(ApiTokens.validator(configuration));
    return decoder;
  }

  /** Nothing behind this sees a cookie or a session, whatever the caller sends. */
  private static final class NoCookies extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      chain.doFilter(
          new HttpServletRequestWrapper(request) {
            @Override
            public Cookie @Nullable [] getCookies() {
              return null;
            }

            @Override
            public @Nullable HttpSession getSession(boolean create) {
              if (create) {
                throw new IllegalStateException("The API has no sessions");
              }
              return null;
            }

            @Override
            public @Nullable HttpSession getSession() {
              return getSession(true);
            }
          },
          response);
    }
  }
}
