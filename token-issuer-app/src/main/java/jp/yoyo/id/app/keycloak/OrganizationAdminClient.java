package jp.yoyo.id.app.keycloak;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@link OrganizationAdmin} by HTTP, with the app's service account. */
@Component
class OrganizationAdminClient implements OrganizationAdmin {

  private static final String ACTING_USER = "Acting-User";

  private static final ParameterizedTypeReference<Slice<Member>> MEMBERS =
      new ParameterizedTypeReference<>() {};
  private static final ParameterizedTypeReference<Slice<FoundMember>> FOUND =
      new ParameterizedTypeReference<>() {};
  private static final ParameterizedTypeReference<Slice<MemberEvent>> EVENTS =
      new ParameterizedTypeReference<>() {};
  private static final ParameterizedTypeReference<Slice<RegisteredOrganization>> ORGANIZATIONS =
      new ParameterizedTypeReference<>() {};

  /** The body of a refusal; everything in it may be missing. */
  private record ProblemBody(
      @Nullable String type,
      @Nullable String title,
      @Nullable String detail,
      @Nullable List<OrganizationAdminException.FieldError> errors) {}

  /** One call. */
  private record Call(
      HttpMethod method,
      URI uri,
      String onBehalfOf,
      Locale locale,
      @Nullable Object body,
      @Nullable String ifMatch) {}

  private final RestClient http;
  private final ServiceAccount serviceAccount;
  private final JsonMapper json;

  /** Absent and null are told apart there: absent is what null means here. */
  private final JsonMapper sent;

  private final String base;

  OrganizationAdminClient(AppConfiguration configuration, Clock clock, JsonMapper json) {
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
    this.base = keycloak.internalRealm() + "/organization-admin";
  }

  @Override
  public Me me(String onBehalfOf, Locale locale) {
    return ask(get(onBehalfOf, locale, "/me"), ParameterizedTypeReference.forType(Me.class));
  }

  @Override
  public Slice<RegisteredOrganization> organizations(
      String onBehalfOf, String supervisor, String search, int first, int max) {
    Map<String, Object> query = page(search, first, max);
    query.put("supervisor", supervisor);
    return ask(
        new Call(
            HttpMethod.GET, uri("/organizations", query), onBehalfOf, Locale.JAPANESE, null, null),
        ORGANIZATIONS);
  }

  @Override
  public RegisteredOrganization organization(String onBehalfOf, String alias) {
    return ask(
        get(onBehalfOf, Locale.JAPANESE, "/organizations/{alias}", alias),
        ParameterizedTypeReference.forType(RegisteredOrganization.class));
  }

  @Override
  public IssuedOrganization issueOrganization(
      String onBehalfOf, NewOrganization organization, Locale locale) {
    return ask(
        send(HttpMethod.POST, onBehalfOf, locale, organization, null, "/organizations"),
        ParameterizedTypeReference.forType(IssuedOrganization.class));
  }

  @Override
  public RegisteredOrganization updateOrganization(
      String onBehalfOf, String alias, OrganizationChange change, @Nullable String version) {
    String read = version == null ? organization(onBehalfOf, alias).version() : version;
    return ask(
        send(
            HttpMethod.PUT,
            onBehalfOf,
            Locale.JAPANESE,
            change,
            read,
            "/organizations/{alias}",
            alias),
        ParameterizedTypeReference.forType(RegisteredOrganization.class));
  }

  @Override
  public void enableOrganization(String onBehalfOf, String alias, boolean enabled) {
    tell(
        send(
            HttpMethod.PUT,
            onBehalfOf,
            Locale.JAPANESE,
            Map.of("enabled", enabled),
            null,
            "/organizations/{alias}/enabled",
            alias));
  }

  @Override
  public Slice<Member> members(String onBehalfOf, String alias, String search, int first, int max) {
    return ask(
        new Call(
            HttpMethod.GET,
            uri("/organizations/{alias}/members", page(search, first, max), alias),
            onBehalfOf,
            Locale.JAPANESE,
            null,
            null),
        MEMBERS);
  }

  @Override
  public Member member(String onBehalfOf, String alias, String id) {
    return ask(
        get(onBehalfOf, Locale.JAPANESE, "/organizations/{alias}/members/{id}", alias, id),
        ParameterizedTypeReference.forType(Member.class));
  }

  @Override
  public void sendTemporaryPassword(
      String onBehalfOf, String alias, String id, String identification, Locale locale) {
    tell(
        send(
            HttpMethod.POST,
            onBehalfOf,
            locale,
            Map.of("identification", identification),
            null,
            "/organizations/{alias}/members/{id}/temporary-password",
            alias,
            id));
  }

  @Override
  public void unlock(String onBehalfOf, String alias, String id) {
    tell(
        send(
            HttpMethod.POST,
            onBehalfOf,
            Locale.JAPANESE,
            null,
            null,
            "/organizations/{alias}/members/{id}/unlock",
            alias,
            id));
  }

  @Override
  public Slice<FoundMember> findMembers(String onBehalfOf, String text, int first, int max) {
    return ask(
        new Call(
            HttpMethod.GET,
            uri("/members", page(text, first, max)),
            onBehalfOf,
            Locale.JAPANESE,
            null,
            null),
        FOUND);
  }

  /** What may be done to a member; the rest of the answer is {@link #member}'s. */
  private record Refusals(@Nullable Map<String, String> refused) {}

  @Override
  public Map<String, String> refused(String onBehalfOf, String alias, String id, Locale locale) {
    Refusals answer =
        ask(
            get(onBehalfOf, locale, "/organizations/{alias}/members/{id}", alias, id),
            ParameterizedTypeReference.<Refusals>forType(Refusals.class));
    return Objects.requireNonNullElse(answer.refused(), Map.of());
  }

  @Override
  public Slice<MemberEvent> events(
      String onBehalfOf, String alias, int first, int max, Locale locale) {
    return ask(
        new Call(
            HttpMethod.GET,
            uri("/organizations/{alias}/events", page("", first, max), alias),
            onBehalfOf,
            locale,
            null,
            null),
        EVENTS);
  }

  private Call get(String onBehalfOf, Locale locale, String path, Object... names) {
    return new Call(HttpMethod.GET, uri(path, Map.of(), names), onBehalfOf, locale, null, null);
  }

  private Call send(
      HttpMethod method,
      String onBehalfOf,
      Locale locale,
      @Nullable Object body,
      @Nullable String ifMatch,
      String path,
      Object... names) {
    return new Call(method, uri(path, Map.of(), names), onBehalfOf, locale, body, ifMatch);
  }

  private static Map<String, Object> page(String search, int first, int max) {
    Map<String, Object> query = new HashMap<>();
    query.put("first", first);
    query.put("max", max);
    if (!search.isBlank()) {
      query.put("search", search.strip());
    }
    return query;
  }

  /** Names and values are data: whatever stands in them, the path stays the one that is meant. */
  private URI uri(String path, Map<String, Object> query, Object... names) {
    UriComponentsBuilder builder = UriComponentsBuilder.fromUriString(base).path(path);
    Map<String, Object> values = new HashMap<>();
    query.forEach(
        (name, value) -> {
          builder.queryParam(name, "{q_" + name + "}");
          values.put("q_" + name, value);
        });
    int next = 0;
    for (String name : List.of("alias", "id")) {
      if (path.contains("{" + name + "}")) {
        values.put(name, names[next++]);
      }
    }
    return builder.encode().buildAndExpand(values).toUri();
  }

  private void tell(Call call) {
    exchange(call, true, ParameterizedTypeReference.forType(Void.class));
  }

  private <T> T ask(Call call, ParameterizedTypeReference<T> type) {
    T answer = exchange(call, true, type);
    if (answer == null) {
      throw new KeycloakUnavailableException("Keycloak answered with nothing: " + call.uri);
    }
    return answer;
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
                    headers.set(ACTING_USER, call.onBehalfOf);
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
