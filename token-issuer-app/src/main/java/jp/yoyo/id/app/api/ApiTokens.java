package jp.yoyo.id.app.api;

import java.util.List;
import jp.yoyo.id.app.configuration.AppConfiguration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;

/**
 * Which tokens count: access tokens of our realm that were made for this app, for a client that is
 * allowed here (RFC 9700 section 2.3). An ID token or one for another program opens nothing.
 */
final class ApiTokens {

  private ApiTokens() {}

  static OAuth2TokenValidator<Jwt> validator(AppConfiguration configuration) {
    AppConfiguration.Keycloak keycloak = configuration.keycloak();
    return new DelegatingOAuth2TokenValidator<>(
        JwtValidators.createDefaultWithIssuer(keycloak.issuer()),
        new JwtClaimValidator<List<String>>(
            JwtClaimNames.AUD,
            audience -> audience != null && audience.contains(keycloak.clientId())),
        new JwtClaimValidator<>("typ", "Bearer"::equals),
        new JwtClaimValidator<String>(
            "azp", client -> client != null && configuration.api().allows(client)),
        new JwtClaimValidator<String>(
            JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank()),
        // createDefaultWithIssuer accepts a token that never expires.
        new JwtClaimValidator<>(JwtClaimNames.EXP, java.util.Objects::nonNull));
  }
}
