package jp.yoyo.id.app.issuance;

import org.jspecify.annotations.Nullable;

/**
 * The first administrator of an organisation (管理者権限を持つユーザ).
 *
 * @param userId null: Keycloak proposes one
 */
public record Administrator(
    @Nullable String userId,
    String lastName,
    String firstName,
    @Nullable String lastNameKana,
    @Nullable String firstNameKana,
    String email) {}
