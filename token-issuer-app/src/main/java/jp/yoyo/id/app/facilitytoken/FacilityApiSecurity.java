package jp.yoyo.id.app.facilitytoken;

import java.util.List;
import jp.yoyo.id.app.api.ApiProblem;
import jp.yoyo.id.app.api.ApiProblems;
import jp.yoyo.id.app.security.Gate;
import jp.yoyo.id.app.security.GateFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** The API for clinic systems: access tokens of facilities and nothing else, no session. */
@Configuration
class FacilityApiSecurity {

  /** Everything below it. */
  static final String PATH = "/api/facility/v1";

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 20)
  static SecurityFilterChain clinicSystems(
      HttpSecurity http, FacilityAccess access, ApiProblems problems, ObjectProvider<Gate> gates) {
    return http.securityMatcher(PATH + "/**")
        .addFilterBefore(new GateFilter(gates), AuthorizationFilter.class)
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(
                        jwt ->
                            jwt.decoder(access::decode)
                                .jwtAuthenticationConverter(
                                    token -> new JwtAuthenticationToken(token, List.of())))
                    .authenticationEntryPoint(
                        (request, response, failure) -> problems.refuse(failure, request, response))
                    .withObjectPostProcessor(
                        new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                          @Override
                          public <F extends BearerTokenAuthenticationFilter> F postProcess(
                              F filter) {
                            // Spring's own lets it pass, as a system error, that keys are missing.
                            filter.setAuthenticationFailureHandler(
                                (request, response, failure) ->
                                    problems.refuse(failure, request, response));
                            return filter;
                          }
                        })
                    .accessDeniedHandler(
                        (request, response, failure) ->
                            problems.write(
                                ApiProblem.of(ApiProblem.Type.FORBIDDEN), request, response)))
        .build();
  }
}
