package jp.yoyo.id.app.office;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import jp.yoyo.id.app.actor.OrganizationType;
import org.jspecify.annotations.Nullable;

/**
 * A federation or municipality.
 *
 * @param kana full width; "" for a federation
 * @param endedOn the day from which a municipality is no more
 * @param version counts the changes
 * @param issuanceId that of its first administrator's account, once there is one
 * @param issuanceState how far the account has come
 */
public record Office(
    String alias,
    OrganizationType type,
    String code,
    String name,
    String prefecture,
    String kana,
    Optional<LocalDate> endedOn,
    int version,
    @Nullable UUID issuanceId,
    @Nullable String issuanceState) {}
