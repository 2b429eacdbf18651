package jp.yoyo.id.app.keycloak;

import org.jspecify.annotations.Nullable;

/** New data of an organisation; null leaves as it is. */
public record OrganizationChange(
    @Nullable String code, @Nullable String displayName, @Nullable String prefecture) {}
