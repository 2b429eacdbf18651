package jp.yoyo.id.app.facility;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the list.
 *
 * @param code the one to show today
 * @param municipality its name, or its code where nobody knows the name
 */
public record FacilityRow(
    UUID id,
    String alias,
    FacilityKind kind,
    @Nullable String code,
    String name,
    String kana,
    String address,
    String prefecture,
    String municipality,
    FacilityState state,
    boolean lacksRepresentative) {}
