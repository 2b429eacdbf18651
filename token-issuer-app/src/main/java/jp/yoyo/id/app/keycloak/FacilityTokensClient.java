package jp.yoyo.id.app.keycloak;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jp.yoyo.id.app.configuration.AppConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** {@link FacilityTokens} by HTTP, with the app's service account. */
@Component
class FacilityTokensClient implements FacilityTokens {

  /** As they come: moments are milliseconds since 1970. */
  private record Tokens(List<Token> items) {}

  private record Token(
      String id,
      @Nullable String requestId,
      String label,
      String terminal,
      long createdAt,
      long expiresAt,
      @Nullable Long lastUsedAt,
      String state,
      @Nullable Long validUntil,
      @Nullable Long revokedAt,
      @Nullable String reason) {

    FacilityToken token() {
      return new FacilityToken(
          id,
          requestId,
          label,
          terminal,
          Instant.ofEpochMilli(createdAt),
          Instant.ofEpochMilli(expiresAt),
          moment(lastUsedAt),
          state,
          moment(validUntil),
          moment(revokedAt),
          reason);
    }

    private static @Nullable Instant moment(@Nullable Long milliseconds) {
      return milliseconds == null ? null : Instant.ofEpochMilli(milliseconds);
    }
  }

  private record Issued(
      String id, String token, String label, String terminal, long createdAt, long expiresAt) {

    IssuedFacilityToken issued() {
      return new IssuedFacilityToken(
          id,
          token,
          label,
          terminal,
          Instant.ofEpochMilli(createdAt),
          Instant.ofEpochMilli(expiresAt));
    }

    @Override
    public String toString() {
      return "Issued " + id;
    }
  }

  private final ActingCalls http;
  private final String base;

  FacilityTokensClient(AppConfiguration configuration, Clock clock, JsonMapper json) {
    this.http = new ActingCalls(configuration, clock, json);
    this.base = configuration.keycloak().internalRealm() + "/facility-token/facilities/{alias}";
  }

  @Override
  public IssuedFacilityToken issue(
      String onBehalfOf, String alias, UUID requestId, String label, String terminal) {
    Issued issued =
        http.ask(
            call(
                HttpMethod.POST,
                onBehalfOf,
                Map.of("requestId", requestId.toString(), "label", label, "terminal", terminal),
                "/tokens",
                alias,
                ""),
            ParameterizedTypeReference.<Issued>forType(Issued.class));
    return issued.issued();
  }

  @Override
  public List<FacilityToken> tokens(String onBehalfOf, String alias) {
    Tokens tokens =
        http.ask(
            call(HttpMethod.GET, onBehalfOf, null, "/tokens", alias, ""),
            ParameterizedTypeReference.<Tokens>forType(Tokens.class));
    return tokens.items().stream()
        .map(Token::token)
        .sorted(java.util.Comparator.comparing(FacilityToken::createdAt).reversed())
        .toList();
  }

  @Override
  public IssuedFacilityToken rotate(
      String onBehalfOf, String alias, String tokenId, UUID requestId) {
    Issued issued =
        http.ask(
            call(
                HttpMethod.POST,
                onBehalfOf,
                Map.of("requestId", requestId.toString()),
                "/tokens/{id}/rotation",
                alias,
                tokenId),
            ParameterizedTypeReference.<Issued>forType(Issued.class));
    return issued.issued();
  }

  @Override
  public void revoke(String onBehalfOf, String alias, String tokenId, String reason) {
    http.exchange(
        call(
            HttpMethod.POST,
            onBehalfOf,
            Map.of("reason", reason),
            "/tokens/{id}/revocation",
            alias,
            tokenId),
        ParameterizedTypeReference.forType(Void.class));
  }

  @Override
  public void revokeAll(String onBehalfOf, String alias, String reason) {
    http.exchange(
        call(
            HttpMethod.POST, onBehalfOf, Map.of("reason", reason), "/tokens/revocation", alias, ""),
        ParameterizedTypeReference.forType(Void.class));
  }

  @Override
  public Standing standing(String alias) {
    return http.ask(
        call(HttpMethod.GET, null, null, "", alias, ""),
        ParameterizedTypeReference.<Standing>forType(Standing.class));
  }

  /** Aliases and ids are data: whatever stands in them, the path stays the one that is meant. */
  private ActingCalls.Call call(
      HttpMethod method,
      @Nullable String onBehalfOf,
      @Nullable Object body,
      String path,
      String alias,
      String id) {
    Map<String, Object> names = new HashMap<>();
    names.put("alias", alias);
    names.put("id", id);
    return new ActingCalls.Call(
        method,
        UriComponentsBuilder.fromUriString(base + path).encode().buildAndExpand(names).toUri(),
        onBehalfOf,
        Locale.JAPANESE,
        body,
        null);
  }
}
