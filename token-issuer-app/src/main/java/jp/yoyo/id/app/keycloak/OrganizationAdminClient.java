package jp.yoyo.id.app.keycloak;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import jp.yoyo.id.app.configuration.AppConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** {@link OrganizationAdmin} by HTTP, with the app's service account. */
@Component
class OrganizationAdminClient implements OrganizationAdmin {

  private static final ParameterizedTypeReference<Slice<Member>> MEMBERS =
      new ParameterizedTypeReference<>() {};
  private static final ParameterizedTypeReference<Slice<FoundMember>> FOUND =
      new ParameterizedTypeReference<>() {};
  private static final ParameterizedTypeReference<Slice<MemberEvent>> EVENTS =
      new ParameterizedTypeReference<>() {};
  private static final ParameterizedTypeReference<Slice<RegisteredOrganization>> ORGANIZATIONS =
      new ParameterizedTypeReference<>() {};

  private final ActingCalls http;
  private final String base;

  OrganizationAdminClient(AppConfiguration configuration, Clock clock, JsonMapper json) {
    this.http = new ActingCalls(configuration, clock, json);
    this.base = configuration.keycloak().internalRealm() + "/organization-admin";
  }

  @Override
  public Me me(String onBehalfOf, Locale locale) {
    return ask(get(onBehalfOf, locale, "/me"), ParameterizedTypeReference.forType(Me.class));
  }

  /** Moments as the API tells them, in milliseconds since 1970. */
  private record Moments(@Nullable Long lastLogin, @Nullable Long lastFailure) {}

  @Override
  public LoginsBefore loginsBefore(String onBehalfOf, String session) {
    Moments moments =
        ask(
            new ActingCalls.Call(
                HttpMethod.GET,
                uri("/me", Map.of("session", session)),
                onBehalfOf,
                Locale.JAPANESE,
                null,
                null),
            ParameterizedTypeReference.forType(Moments.class));
    return new LoginsBefore(moment(moments.lastLogin()), moment(moments.lastFailure()));
  }

  private static @Nullable Instant moment(@Nullable Long milliseconds) {
    return milliseconds == null ? null : Instant.ofEpochMilli(milliseconds);
  }

  @Override
  public Slice<RegisteredOrganization> organizations(
      String onBehalfOf, String supervisor, String search, int first, int max) {
    Map<String, Object> query = page(search, first, max);
    query.put("supervisor", supervisor);
    return ask(
        new ActingCalls.Call(
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
        new ActingCalls.Call(
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
        new ActingCalls.Call(
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
  public AccountUse.Page accounts(String onBehalfOf, AccountUse.Wanted wanted, int first, int max) {
    Map<String, Object> query = page("", first, max);
    query.put("of", wanted.supervised() ? "supervised" : "members");
    query.put("unusedSince", wanted.unusedSince().toEpochMilli());
    Map.of(
            "condition", wanted.condition(),
            "prefecture", wanted.prefecture(),
            "supervisorCode", wanted.municipality())
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                query.put(name, value);
              }
            });
    return ask(
        new ActingCalls.Call(
            HttpMethod.GET,
            uri("/organizations/{alias}/accounts", query, wanted.organization()),
            onBehalfOf,
            Locale.JAPANESE,
            null,
            null),
        ParameterizedTypeReference.<AccountUse.Page>forType(AccountUse.Page.class));
  }

  @Override
  public void enableMember(
      String onBehalfOf, String alias, String id, boolean enabled, Locale locale) {
    tell(
        send(
            HttpMethod.PUT,
            onBehalfOf,
            locale,
            Map.of("enabled", enabled),
            null,
            "/organizations/{alias}/members/{id}/enabled",
            alias,
            id));
  }

  @Override
  public Slice<MemberEvent> events(
      String onBehalfOf, String alias, int first, int max, Locale locale) {
    return ask(
        new ActingCalls.Call(
            HttpMethod.GET,
            uri("/organizations/{alias}/events", page("", first, max), alias),
            onBehalfOf,
            locale,
            null,
            null),
        EVENTS);
  }

  private ActingCalls.Call get(String onBehalfOf, Locale locale, String path, Object... names) {
    return new ActingCalls.Call(
        HttpMethod.GET, uri(path, Map.of(), names), onBehalfOf, locale, null, null);
  }

  private ActingCalls.Call send(
      HttpMethod method,
      String onBehalfOf,
      Locale locale,
      @Nullable Object body,
      @Nullable String ifMatch,
      String path,
      Object... names) {
    return new ActingCalls.Call(
        method, uri(path, Map.of(), names), onBehalfOf, locale, body, ifMatch);
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

  private void tell(ActingCalls.Call call) {
    http.exchange(call, ParameterizedTypeReference.forType(Void.class));
  }

  private <T> T ask(ActingCalls.Call call, ParameterizedTypeReference<T> type) {
    return http.ask(call, type);
  }
}
