package jp.yoyo.id.app.keycloak;

import org.jspecify.annotations.Nullable;

/**
 * An organisation in Keycloak.
 *
 * @param alias immutable identifier
 * @param supervisor alias of the supervising organisation
 * @param version for {@link OrganizationAdmin#updateOrganization}
 */
public record RegisteredOrganization(
    String alias,
    String name,
    String displayName,
    @Nullable String type,
    @Nullable String code,
    @Nullable String prefecture,
    @Nullable String supervisor,
    boolean enabled,
    String version) {}
