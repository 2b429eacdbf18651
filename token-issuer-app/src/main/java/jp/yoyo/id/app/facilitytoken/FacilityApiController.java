package jp.yoyo.id.app.facilitytoken;

import java.time.Clock;
import java.time.LocalDate;
import jp.yoyo.id.app.api.ApiProblem;
import jp.yoyo.id.app.api.ApiProblemException;
import jp.yoyo.id.app.facility.Facility;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.reference.Municipalities;
import jp.yoyo.id.app.reference.MunicipalityCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a clinic system may ask with the access token of its facility. */
@RestController
@RequestMapping(FacilityApiSecurity.PATH)
class FacilityApiController {

  /**
   * The facility's own entry in the register (医療機関マスタ).
   *
   * @param facilityId immutable, as in the access token's {@code facility_id}
   * @param facilityCode the 医療機関コード that is valid today
   * @param representative 代表者名; null until the facility has entered it
   */
  record Self(
      String facilityId,
      String facilityCode,
      String kind,
      String name,
      String kana,
      String postalCode,
      String address,
      String telephone,
      String founder,
      @Nullable String representative,
      MunicipalityView municipality) {}

  /** 自治体. */
  record MunicipalityView(String code, String name) {}

  private final FacilityAccess access;
  private final Municipalities municipalities;
  private final Clock clock;

  FacilityApiController(FacilityAccess access, Municipalities municipalities, Clock clock) {
    this.access = access;
    this.municipalities = municipalities;
    this.clock = clock;
  }

  /**
   * The test of a connection: with a token that works, one's own entry.
   *
   * @throws jp.yoyo.id.app.keycloak.KeycloakUnavailableException it cannot be known whether the
   *     facility is suspended
   */
  @GetMapping(path = "/self")
  ResponseEntity<Self> self(JwtAuthenticationToken token) {
    FacilityAccess.Answer answer = access.facility(token.getToken());
    Facility facility = answer.facility();
    if (facility == null) {
      // Since the token was given out, some minutes ago at most.
      throw new ApiProblemException(
          ApiProblem.of(
              switch (answer.outcome()) {
                case REVOKED -> ApiProblem.Type.UNAUTHENTICATED;
                case SUSPENDED -> ApiProblem.Type.FACILITY_SUSPENDED;
                default -> ApiProblem.Type.FACILITY_CLOSED;
              }));
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            new Self(
                facility.alias(),
                facility.codeOn(LocalDate.now(clock)),
                facility.kind().column(),
                facility.name(),
                facility.kana(),
                facility.postalCode().value(),
                facility.address(),
                facility.telephone().value(),
                facility.founder(),
                facility.representative(),
                new MunicipalityView(
                    facility.municipalityCode(), nameOf(facility.municipalityCode()))));
  }

  /** "" for a code that is in no list. */
  private String nameOf(String municipality) {
    try {
      return municipalities
          .municipality(MunicipalityCode.parse(municipality))
          .map(found -> found.name())
          .orElse("");
    } catch (FormatException e) {
      return "";
    }
  }
}
