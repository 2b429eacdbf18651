package jp.yoyo.id.app.keycloak;

import org.jspecify.annotations.Nullable;

/**
 * A member of some organisation below the acting one, as far as it takes to go on there.
 *
 * @param organization alias
 * @param id Keycloak's id
 * @param userId the user ID (ユーザID)
 */
public record FoundMember(
    String organization,
    String organizationName,
    String id,
    String userId,
    @Nullable String lastName,
    @Nullable String firstName,
    @Nullable String email,
    boolean enabled) {}
