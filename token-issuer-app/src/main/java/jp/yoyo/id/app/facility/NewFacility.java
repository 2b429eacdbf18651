package jp.yoyo.id.app.facility;

import org.jspecify.annotations.Nullable;

/**
 * A facility to register.
 *
 * @param overrideReason why a code is right that has a doubt; needed where {@link
 *     FacilityCode#needsReason}
 */
public record NewFacility(
    FacilityKind kind, FacilityCode code, @Nullable String overrideReason, FacilityData data) {}
