package jp.yoyo.id.app.facilitytoken;

import java.util.Optional;
import jp.yoyo.id.app.configuration.AppConfiguration;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.facility.FacilityRegister;
import jp.yoyo.id.app.keycloak.FacilityTokens;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import org.jspecify.annotations.Nullable;
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
 * got with the client that is for it, and of a facility that is neither closed, suspended nor
 * unknown and still has a token.
 */
@Component
class FacilityAccess {

  /** The clocks of Keycloak and of this program may differ by so much. */
  private static final java.time.Duration SKEW = java.time.Duration.ofSeconds(60);

  /** What the facility of an access token gets. */
  enum Outcome {
    SERVED,
    /** Every token of the facility was revoked or has expired since. */
    REVOKED,
    /** Its organisation or its system account is disabled. */
    SUSPENDED,
    CLOSED
  }

  /**
   * The end of the checks.
   *
   * @param facility null unless served
   */
  record Answer(Outcome outcome, @Nullable Facility facility) {}

  private final JwtDecoder decoder;
  private final FacilityRegister register;
  private final FacilityTokens keycloak;

  FacilityAccess(
      AppConfiguration configuration,
      FacilityTokenSettings settings,
      FacilityRegister register,
      FacilityTokens keycloak) {
    this.register = register;
    this.keycloak = keycloak;
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

  /**
   * The facility, as the register has it now, unless something has happened to it since the token
   * was given out.
   *
   * @throws jp.yoyo.id.app.keycloak.KeycloakUnavailableException there is no telling
   */
  Answer facility(Jwt token) {
    String alias = token.getClaimAsString("facility_id");
    Optional<Facility> facility =
        alias == null ? Optional.empty() : register.findByAlias(alias).filter(f -> !f.isClosed());
    if (facility.isEmpty()) {
      return new Answer(Outcome.CLOSED, null);
    }
    FacilityTokens.Standing standing = standing(facility.get().alias());
    if (!standing.enabled()) {
      return new Answer(Outcome.SUSPENDED, null);
    }
    return standing.validTokens() == 0
        ? new Answer(Outcome.REVOKED, null)
        : new Answer(Outcome.SERVED, facility.get());
  }

  private FacilityTokens.Standing standing(String alias) {
    try {
      return keycloak.standing(alias);
    } catch (OrganizationAdminException e) {
      if (e.status() == 404) {
        return new FacilityTokens.Standing(false, 0);
      }
      throw new KeycloakUnavailableException("Keycloak does not tell of " + alias, e);
    }
  }
}
