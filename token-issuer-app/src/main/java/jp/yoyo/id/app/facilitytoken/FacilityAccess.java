package jp.yoyo.id.app.facilitytoken;

import java.util.Optional;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityRegister;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * What an access token of a facility has to be: ours, for this API, signed with ES256, not expired,
 * got with the client that is for it, and of a facility that is neither closed nor unknown.
 */
@Component
class FacilityAccess {

  /** The clocks of Keycloak and of this program may differ by so much. */
  private static final java.time.Duration SKEW = java.time.Duration.ofSeconds(60);

  private final JwtDecoder decoder;
  private final FacilityRegister register;

  FacilityAccess(
      AppConfiguration configuration, FacilityTokenSettings settings, FacilityRegister register) {
    this.register = register;
    NimbusJwtDecoder jwts =
        NimbusJwtDecoder.withJwkSetUri(
                configuration.keycloak().internalRealm() + "/protocol/openid-connect/certs")
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build();
    jwts.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(SKEW),
            new JwtIssuerValidator(configuration.keycloak().issuer()),
            new JwtClaimValidator<java.util.List<String>>(
                "aud", audience -> audience != null && audience.contains(settings.audience())),
            // An ID token or a refresh token is none for an API.
            new JwtClaimValidator<String>("typ", "Bearer"::equals),
            new JwtClaimValidator<String>("azp", settings.clientId()::equals)));
    this.decoder = jwts;
  }

  /**
   * Checks everything that the token itself says.
   *
   * @throws org.springframework.security.oauth2.jwt.JwtException if it is not to be taken
   */
  Jwt decode(String token) {
    return decoder.decode(token);
  }

  /** The facility, as the register has it now. */
  Optional<Facility> facility(Jwt token) {
    String alias = token.getClaimAsString("facility_id");
    return alias == null
        ? Optional.empty()
        : register.findByAlias(alias).filter(facility -> !facility.isClosed());
  }
}
