package jp.yoyo.id.app.keycloak;

import java.time.Clock;
import java.time.Instant;
import jp.yoyo.id.app.configuration.AppConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

/** The app's own access token, fetched anew shortly before it expires. */
final class ServiceAccount {

  /** So that a token does not expire between here and Keycloak, whose clock may differ. */
  private static final long SECONDS_BEFORE_EXPIRY = 30;

  private record Token(String value, Instant renewAt) {}

  private record TokenAnswer(String access_token, long expires_in) {}

  private final RestClient http;
  private final AppConfiguration.Keycloak keycloak;
  private final Clock clock;
  private @Nullable Token token;

  ServiceAccount(RestClient http, AppConfiguration.Keycloak keycloak, Clock clock) {
    this.http = http;
    this.keycloak = keycloak;
    this.clock = clock;
  }

  synchronized String accessToken() {
    Token known = token;
    if (known == null || !clock.instant().isBefore(known.renewAt)) {
      known = fetch();
      token = known;
    }
    return known.value;
  }

  /** Keycloak does not accept the token although it has not expired: its keys may be new. */
  synchronized void forget(String refused) {
    if (token != null && token.value.equals(refused)) {
      token = null;
    }
  }

  private Token fetch() {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.add("grant_type", "client_credentials");
    TokenAnswer answer =
        http.post()
            .uri(keycloak.internalRealm() + "/protocol/openid-connect/token")
            .headers(headers -> headers.setBasicAuth(keycloak.clientId(), keycloak.clientSecret()))
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .body(form)
            .retrieve()
            .body(TokenAnswer.class);
    if (answer == null) {
      throw new KeycloakUnavailableException("Keycloak answered the token request with nothing");
    }
    return new Token(
        answer.access_token,
        clock.instant().plusSeconds(Math.max(1, answer.expires_in - SECONDS_BEFORE_EXPIRY)));
  }
}
