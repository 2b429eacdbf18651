package jp.yoyo.id.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.Jwt;

final class ApiTokensTest {

  private static final AppConfiguration CONFIGURATION = TestSettings.configuration();

  private static Jwt token(Consumer<Jwt.Builder> changed) {
    Jwt.Builder builder =
        Jwt.withTokenValue("token")
            .header("alg", "ES256")
            .header("typ", "JWT")
            .issuer("http://localhost:1/realms/yoyo")
            .audience(List.of("account", "token-issuer-app"))
            .subject("m1")
            .claim("azp", "api-131016")
            .claim("typ", "Bearer")
            .issuedAt(Instant.now().minusSeconds(600))
            .expiresAt(Instant.now().plusSeconds(60));
    changed.accept(builder);
    return builder.build();
  }

  private static boolean isAccepted(Jwt token) {
    return !ApiTokens.validator(CONFIGURATION).validate(token).hasErrors();
  }

  @Test
  void validateWhenForThisAppThenAccepted() {
    assertThat(isAccepted(token(token -> {}))).isTrue();
  }

  static Map<String, Consumer<Jwt.Builder>> wrong() {
    return Map.of(
        "another realm", token -> token.issuer("http://localhost:1/realms/master"),
        "another audience", token -> token.audience(List.of("organization-admin")),
        "no audience", token -> token.claims(all -> all.remove("aud")),
        "another client", token -> token.claim("azp", "account-console"),
        "no client", token -> token.claims(all -> all.remove("azp")),
        "ID token", token -> token.claim("typ", "ID"),
        "refresh token", token -> token.claim("typ", "Refresh"),
        "expired", token -> token.expiresAt(Instant.now().minusSeconds(120)),
        "without an end", token -> token.claims(all -> all.remove("exp")),
        "of nobody", token -> token.claims(all -> all.remove("sub")));
  }

  static List<String> wrongNames() {
    return List.copyOf(wrong().keySet());
  }

  @ParameterizedTest
  @MethodSource("wrongNames")
  void validateWhenAnotherTokenThenRefused(String name) {
    assertThat(isAccepted(token(wrong().getOrDefault(name, token -> {})))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "xapi-1", "token-issuer-app", "facility-app", "API-1", ""})
  void allowsWhenTheClientIsNamedOtherwiseThenNot(String client) {
    assertThat(CONFIGURATION.api().allows(client)).isFalse();
  }

  @Test
  void allowsWhenAnExactNameThenOnlyThatOne() {
    AppConfiguration.Api api = new AppConfiguration.Api(List.of("city"));

    assertThat(api.allows("city")).isTrue();
    assertThat(api.allows("city2")).isFalse();
  }
}
