package jp.yoyo.id.app.facilitytoken;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What an operator sets about facility tokens.
 *
 * @param claimCodeValidity how long a claim code is good
 * @param wrongCodes so many wrong codes of one facility …
 * @param wrongCodesWithin … within this time, and further ones are not looked at
 * @param claiming how long one claim may take before the next may begin; longer than the time-outs
 *     of a call of Keycloak
 * @param clientId the public client with which clinic systems exchange their token
 * @param audience of the access tokens that the API takes
 */
@ConfigurationProperties("app.facility-token")
public record FacilityTokenSettings(
    Duration claimCodeValidity,
    int wrongCodes,
    Duration wrongCodesWithin,
    Duration claiming,
    String clientId,
    String audience) {}
