package jp.yoyo.id.app.facilitytoken;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.app.web.ReferenceNumber;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/** The API for clinic systems: access tokens of facilities and nothing else, no session. */
@Configuration
class FacilityApiSecurity {

  /** Everything below it. */
  static final String PATH = "/api/facility/v1";

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 20)
  static SecurityFilterChain clinicSystems(
      HttpSecurity http, FacilityAccess access, JsonMapper json) {
    return http.securityMatcher(PATH + "/**")
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
                        (request, response, failure) ->
                            refuse(response, json, 401, "invalid-token"))
                    .accessDeniedHandler(
                        (request, response, failure) -> refuse(response, json, 403, "forbidden")))
        .build();
  }

  /** RFC 9457 for the body, RFC 6750 for the header; why exactly is nobody's business. */
  static void refuse(HttpServletResponse response, JsonMapper json, int status, String problem)
      throws IOException {
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    if (status == 401) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    }
    response
        .getOutputStream()
        .write(
            json.writeValueAsBytes(
                Map.of(
                    "type",
                    "urn:yoyo:problem:" + problem,
                    "status",
                    status,
                    "title",
                    status == 401 ? "Unauthorized" : "Forbidden",
                    "referenceNumber",
                    ReferenceNumber.current().orElse(""))));
  }
}
