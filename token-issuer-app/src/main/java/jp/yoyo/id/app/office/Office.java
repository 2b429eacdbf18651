package jp.yoyo.id.app.office;

import java.util.UUID;
import jp.yoyo.id.app.actor.OrganizationType;
import org.jspecify.annotations.Nullable;

/**
 * A federation or municipality.
 *
 * @param issuanceId that of its first administrator's account, once there is one
 * @param issuanceState how far the account has come
 */
public record Office(
    String alias,
    OrganizationType type,
    String code,
    String name,
    String prefecture,
    @Nullable UUID issuanceId,
    @Nullable String issuanceState) {}
