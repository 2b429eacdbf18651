package jp.yoyo.id.app.facilitytoken;

import java.net.http.HttpClient;
import java.util.Map;
import java.util.Objects;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/**
 * 接続テスト: what the clinic system will do, done here: exchanges the token at Keycloak's token
 * endpoint and looks at the access token with the eyes of our API. The token passes through and
 * stays nowhere.
 */
@Component
public class ConnectionTest {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionTest.class);
  private static final String GRANT = "urn:yoyo:params:oauth:grant-type:facility-token";

  /** How far it got. */
  public enum Result {
    OK,
    /** Keycloak does not take the token: unknown, expired, revoked. */
    REFUSED,
    /** Keycloak took it, the API does not take what it gave for it. */
    API_REFUSED,
    UNAVAILABLE;

    public String key() {
      return "facilitytoken.test." + name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final RestClient http;
  private final FacilityAccess access;
  private final FacilityTokenSettings settings;
  private final String tokenEndpoint;

  ConnectionTest(
      AppConfiguration configuration, FacilityAccess access, FacilityTokenSettings settings) {
    AppConfiguration.Keycloak keycloak = configuration.keycloak();
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(keycloak.connectTimeout())
                .build());
    requests.setReadTimeout(keycloak.readTimeout());
    this.http = RestClient.builder().requestFactory(requests).build();
    this.access = access;
    this.settings = settings;
    this.tokenEndpoint = keycloak.internalRealm() + "/protocol/openid-connect/token";
  }

  /**
   * Tries.
   *
   * @param facility alias; a token of another one is refused
   */
  Result test(String token, String facility) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.add("grant_type", GRANT);
    form.add("client_id", settings.clientId());
    form.add("facility_token", token);
    @Nullable Map<?, ?> answer;
    try {
      answer =
          http.post()
              .uri(tokenEndpoint)
              .contentType(MediaType.APPLICATION_FORM_URLENCODED)
              .body(form)
              .retrieve()
              .body(Map.class);
    } catch (RestClientResponseException e) {
      // Its body says only invalid_grant; the token is in the request, which is not logged.
      LOG.info("The exchange was refused with {}", e.getStatusCode().value());
      return e.getStatusCode().is5xxServerError() ? Result.UNAVAILABLE : Result.REFUSED;
    } catch (RestClientException e) {
      LOG.warn("Keycloak cannot be reached for the test of a connection", e);
      return Result.UNAVAILABLE;
    }
    try {
      Jwt jwt = access.decode(String.valueOf(Objects.requireNonNull(answer).get("access_token")));
      Facility found = access.facility(jwt).facility();
      return found != null && found.alias().equals(facility) ? Result.OK : Result.API_REFUSED;
    } catch (KeycloakUnavailableException e) {
      LOG.warn("Keycloak cannot be reached for the test of a connection", e);
      return Result.UNAVAILABLE;
    } catch (JwtException e) {
      LOG.warn("The API would not take the access token: {}", e.getMessage());
      return Result.API_REFUSED;
    }
  }
}
