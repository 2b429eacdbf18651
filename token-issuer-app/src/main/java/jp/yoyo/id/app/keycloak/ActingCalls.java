package jp.yoyo.id.app.keycloak;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import jp.yoyo.id.app.configuration.AppConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Calls of our extensions in Keycloak, with the app's service account, on behalf of users. */
final class ActingCalls {

  private static final String ACTING_USER = "Acting-User";

  /** The body of a refusal; everything in it may be missing. */
  private record ProblemBody(
      @Nullable String type,
      @Nullable String title,
      @Nullable String detail,
      @Nullable List<OrganizationAdminException.FieldError> errors) {}

  /**
   * One call.
   *
   * @param onBehalfOf null where the app itself asks
   */
  record Call(
      HttpMethod method,
      URI uri,
      @Nullable String onBehalfOf,
      Locale locale,
      @Nullable Object body,
      @Nullable String ifMatch) {}

  private final RestClient http;
  private final ServiceAccount serviceAccount;
  private final JsonMapper json;

  /** Absent and null are told apart there: absent is what null means here. */
  private final JsonMapper sent;

  ActingCalls(AppConfiguration configuration, Clock clock, JsonMapper json) {
    AppConfiguration.Keycloak keycloak = configuration.keycloak();
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(keycloak.connectTimeout())
                .build());
    requests.setReadTimeout(keycloak.readTimeout());
    this.http = RestClient.builder().requestFactory(requests).build();
    this.serviceAccount = new ServiceAccount(http, keycloak, clock);
    this.json = json;
    this.sent =
        json.rebuild()
            .changeDefaultPropertyInclusion(
                inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
  }

  /** The answer, which has to be there. */
  <T> T ask(Call call, ParameterizedTypeReference<T> type) {
    T answer = exchange(call, type);
    if (answer == null) {
      throw new KeycloakUnavailableException("Keycloak answered with nothing: " + call.uri);
    }
    return answer;
  }

  <T> @Nullable T exchange(Call call, ParameterizedTypeReference<T> type) {
    return exchange(call, true, type);
  }

  private <T> @Nullable T exchange(Call call, boolean again, ParameterizedTypeReference<T> type) {
    String token;
    try {
      token = serviceAccount.accessToken();
    } catch (RestClientException e) {
      throw new KeycloakUnavailableException("No token for the app itself", e);
    }
    try {
      RestClient.RequestBodySpec request =
          http.method(call.method)
              .uri(call.uri)
              .headers(
                  headers -> {
                    headers.setBearerAuth(token);
                    if (call.onBehalfOf != null) {
                      headers.set(ACTING_USER, call.onBehalfOf);
                    }
                    headers.set(HttpHeaders.ACCEPT_LANGUAGE, call.locale.toLanguageTag());
                    if (call.ifMatch != null) {
                      headers.set(HttpHeaders.IF_MATCH, call.ifMatch);
                    }
                  })
              .accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);
      if (call.body != null) {
        request.contentType(MediaType.APPLICATION_JSON).body(sent.writeValueAsBytes(call.body));
      }
      return request.retrieve().body(type);
    } catch (RestClientResponseException e) {
      if (e.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED) && again) {
        serviceAccount.forget(token);
        return exchange(call, false, type);
      }
      throw refused(e);
    } catch (ResourceAccessException e) {
      throw new KeycloakUnavailableException("Keycloak cannot be reached", e);
    } catch (RestClientException e) {
      throw new KeycloakUnavailableException("Keycloak's answer cannot be read", e);
    }
  }

  private RuntimeException refused(RestClientResponseException e) {
    HttpStatusCode status = e.getStatusCode();
    ProblemBody problem = problem(e);
    // 502 with a problem is organization-admin speaking of the mail server, not a proxy.
    if (problem.type == null
        && (status.is5xxServerError() || status.isSameCodeAs(HttpStatus.UNAUTHORIZED))) {
      return new KeycloakUnavailableException("Keycloak answered " + status.value(), e);
    }
    String retryAfter =
        e.getResponseHeaders() == null
            ? null
            : e.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER);
    return new OrganizationAdminException(
        status.value(),
        Objects.requireNonNullElse(problem.type, ""),
        Objects.requireNonNullElse(problem.title, ""),
        Objects.requireNonNullElse(problem.detail, ""),
        Objects.requireNonNullElse(problem.errors, List.of()),
        retryAfter != null && retryAfter.matches("\\d{1,9}")
            ? Duration.ofSeconds(Long.parseLong(retryAfter))
            : null);
  }

  private ProblemBody problem(RestClientResponseException e) {
    try {
      ProblemBody problem = json.readValue(e.getResponseBodyAsByteArray(), ProblemBody.class);
      return problem == null ? new ProblemBody(null, null, null, null) : problem;
    } catch (JacksonException notAProblem) {
      return new ProblemBody(null, null, null, null);
    }
  }
}
