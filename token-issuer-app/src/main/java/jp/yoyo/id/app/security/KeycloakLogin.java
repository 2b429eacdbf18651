package jp.yoyo.id.app.security;

import java.util.Map;
import jp.yoyo.id.app.configuration.AppConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * The app as a client of the realm. Keycloak's addresses are known, so nothing is asked at start:
 * the app starts while Keycloak does not run.
 */
@Configuration
class KeycloakLogin {

  /** Part of the redirect address that the realm's client allows. */
  static final String REGISTRATION = "keycloak";

  @Bean
  static ClientRegistrationRepository clientRegistrationRepository(AppConfiguration configuration) {
    AppConfiguration.Keycloak keycloak = configuration.keycloak();
    String seenByBrowsers = keycloak.issuer() + "/protocol/openid-connect";
    String seenByUs = keycloak.internalRealm() + "/protocol/openid-connect";
    return new InMemoryClientRegistrationRepository(
        ClientRegistration.withRegistrationId(REGISTRATION)
            .clientId(keycloak.clientId())
            .clientSecret(keycloak.clientSecret())
            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .redirectUri(configuration.publicUrl() + "/login/oauth2/code/" + REGISTRATION)
            .scope("openid")
            .issuerUri(keycloak.issuer())
            .authorizationUri(seenByBrowsers + "/auth")
            .tokenUri(seenByUs + "/token")
            .jwkSetUri(seenByUs + "/certs")
            // The session's name is Keycloak's id of the user.
            .userNameAttributeName("sub")
            .providerConfigurationMetadata(
                Map.of("end_session_endpoint", seenByBrowsers + "/logout"))
            .build());
  }
}
