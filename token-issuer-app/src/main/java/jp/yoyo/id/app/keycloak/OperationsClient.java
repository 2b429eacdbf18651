package jp.yoyo.id.app.keycloak;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import jp.yoyo.id.app.configuration.AppConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.databind.json.JsonMapper;

/** {@link Operations} by HTTP; calls on behalf of users with the app's service account. */
@Component
class OperationsClient implements Operations {

  /** As they come: moments are milliseconds since 1970, and what is absent is null. */
  private record Status(@Nullable Plan maintenance, @Nullable HelpDesk helpDesk) {}

  private record HelpDesk(
      LocalizedText name,
      String phone,
      @Nullable String email,
      LocalizedText hours,
      boolean open,
      @Nullable Long changesAt) {}

  private record Plan(
      String state,
      @Nullable Long from,
      @Nullable Long until,
      @Nullable Long announcedFrom,
      @Nullable LocalizedText text,
      @Nullable List<String> operators,
      @Nullable String changedBy,
      @Nullable Long changedAt) {

    MaintenancePlan plan() {
      return new MaintenancePlan(
          state,
          moment(from),
          moment(until),
          moment(announcedFrom),
          text,
          Objects.requireNonNullElse(operators, List.of()),
          changedBy,
          moment(changedAt));
    }
  }

  private final ActingCalls http;
  private final RestClient open;
  private final String base;

  OperationsClient(
      AppConfiguration configuration, OperationsSettings settings, Clock clock, JsonMapper json) {
    this.http = new ActingCalls(configuration, clock, json);
    this.base = configuration.keycloak().internalRealm() + "/operations";
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build());
    requests.setReadTimeout(settings.timeout());
    this.open = RestClient.builder().requestFactory(requests).build();
  }

  @Override
  public OperationsStatus status() {
    Status status;
    try {
      status = open.get().uri(base + "/status").retrieve().body(Status.class);
    } catch (RestClientResponseException e) {
      if (e.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
        return OperationsStatus.NOTHING; // a Keycloak without the extension
      }
      throw new KeycloakUnavailableException("Keycloak answered " + e.getStatusCode(), e);
    } catch (RestClientException e) {
      throw new KeycloakUnavailableException("Keycloak's state of operations is not known", e);
    }
    if (status == null) {
      throw new KeycloakUnavailableException("Keycloak answered with nothing");
    }
    Plan plan = status.maintenance();
    HelpDesk helpDesk = status.helpDesk();
    return new OperationsStatus(
        plan == null || plan.state().equals("none")
            ? OperationsStatus.Maintenance.NONE
            : new OperationsStatus.Maintenance(
                moment(plan.from()), moment(plan.until()), plan.text()),
        helpDesk == null
            ? null
            : new OperationsStatus.HelpDesk(
                helpDesk.name(),
                helpDesk.phone(),
                helpDesk.email(),
                helpDesk.hours(),
                helpDesk.open(),
                moment(helpDesk.changesAt())));
  }

  @Override
  public MaintenancePlan plan(String onBehalfOf, Locale locale) {
    return ask(HttpMethod.GET, "/maintenance", onBehalfOf, locale, null);
  }

  @Override
  public MaintenancePlan plan(String onBehalfOf, MaintenancePlan.Wanted wanted, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    Instant from = wanted.from();
    if (from != null) {
      body.put("from", from.toEpochMilli());
    }
    body.put("until", wanted.until().toEpochMilli());
    Instant announcedFrom = wanted.announcedFrom();
    if (from != null && announcedFrom != null) {
      body.put("announcedFrom", announcedFrom.toEpochMilli());
    }
    LocalizedText text = wanted.text();
    if (text != null) {
      body.put("text", Map.of("ja", text.ja(), "en", text.en()));
    }
    body.put("operators", wanted.operators());
    return from == null
        ? ask(HttpMethod.POST, "/maintenance/begin", onBehalfOf, locale, body)
        : ask(HttpMethod.PUT, "/maintenance", onBehalfOf, locale, body);
  }

  @Override
  public MaintenancePlan end(String onBehalfOf, Locale locale) {
    return ask(HttpMethod.POST, "/maintenance/end", onBehalfOf, locale, null);
  }

  private MaintenancePlan ask(
      HttpMethod method, String path, String onBehalfOf, Locale locale, @Nullable Object body) {
    return http.ask(
            new ActingCalls.Call(method, URI.create(base + path), onBehalfOf, locale, body, null),
            ParameterizedTypeReference.<Plan>forType(Plan.class))
        .plan();
  }

  private static @Nullable Instant moment(@Nullable Long milliseconds) {
    return milliseconds == null ? null : Instant.ofEpochMilli(milliseconds);
  }
}
