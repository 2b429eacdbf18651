package jp.yoyo.id.app.issuance;

import java.util.UUID;
import jp.yoyo.id.app.actor.OrganizationType;
import org.jspecify.annotations.Nullable;

/** An organisation to issue. */
record NewIssuance(
    String alias,
    OrganizationType type,
    @Nullable UUID facilityId,
    @Nullable UUID runId,
    String code,
    String displayName,
    String prefecture,
    Administrator administrator) {}
