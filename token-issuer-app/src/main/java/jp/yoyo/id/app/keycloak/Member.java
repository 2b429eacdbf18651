package jp.yoyo.id.app.keycloak;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of an organisation.
 *
 * @param id Keycloak's id
 * @param userId the user ID (ユーザID)
 * @param state active, temporary-password-unchanged, temporary-password-expired, locked, disabled
 * @param mail pending or sent: the mail with the temporary password; null once it was changed
 * @param createdAt milliseconds since 1970
 */
public record Member(
    String id,
    String userId,
    @Nullable String lastName,
    @Nullable String firstName,
    @Nullable String lastNameKana,
    @Nullable String firstNameKana,
    @Nullable String email,
    @Nullable String phoneNumber,
    @Nullable String department,
    @Nullable String locale,
    List<String> roles,
    String state,
    @Nullable String mail,
    boolean enabled,
    boolean memberOfOthers,
    @Nullable Long createdAt,
    String version) {

  public Member {
    roles = List.copyOf(roles);
  }
}
