package jp.yoyo.id.app.issuance;

import java.time.Instant;
import java.util.UUID;
import jp.yoyo.id.app.actor.OrganizationType;
import org.jspecify.annotations.Nullable;

/**
 * An organisation that is issued with its first administrator.
 *
 * @param alias of the organisation, ours
 * @param facilityId null for an office
 * @param runId the file that it came from
 * @param memberId Keycloak's id of the administrator, once there is one
 * @param problem why it was refused or the mail failed
 * @param attempt counts what was asked of Keycloak
 */
public record Issuance(
    UUID id,
    String alias,
    OrganizationType type,
    String supervisorAlias,
    @Nullable UUID facilityId,
    @Nullable UUID runId,
    String code,
    String displayName,
    String prefecture,
    Administrator administrator,
    @Nullable String memberId,
    IssuanceState state,
    @Nullable String problem,
    int attempt,
    int version,
    String requestedBy,
    String requestedByName,
    Instant requestedAt,
    Instant changedAt,
    @Nullable Instant checkedAt) {}
