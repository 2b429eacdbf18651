package jp.yoyo.id.organizationadmin;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What callers send. A field left out is null here; an explicit null never gets this far. */
final class Requests {

  private Requests() {}

  /**
   * An organisation to issue, together with its first administrator.
   *
   * @param alias immutable identifier, chosen by the caller: lower-case letters, digits and
   *     hyphens, at most 64; the same alias with the same contents again issues nothing twice
   * @param type one of the catalogue's types
   * @param code official code, may change later
   * @param displayName name as people know it
   * @param prefecture 01 to 47, where the type has one
   * @param supervisor alias of the supervising organisation; may be left out where the caller
   *     supervises for one organisation only
   * @param administrator the first administrator
   */
  @Schema(name = "OrganizationIssue")
  record OrganizationIssue(
      @Nullable String alias,
      @Nullable String type,
      @Nullable String code,
      @Nullable String displayName,
      @Nullable String prefecture,
      @Nullable String supervisor,
      @Nullable NewMember administrator) {}

  /** New data of an organisation; a field left out stays as it is. */
  @Schema(name = "OrganizationUpdate")
  record OrganizationUpdate(
      @Nullable String code, @Nullable String displayName, @Nullable String prefecture) {}

  /**
   * A user to register.
   *
   * @param userId lower case, 3 to 64 characters, immutable; proposed by the server if left out
   * @param email where the temporary password goes; several users may share one
   * @param locale language of the mails, ja (default) or en
   * @param roles names of roles of the organisation; none if left out; not for a first
   *     administrator
   */
  @Schema(name = "NewMember")
  record NewMember(
      @Nullable String userId,
      @Nullable String lastName,
      @Nullable String firstName,
      @Nullable String lastNameKana,
      @Nullable String firstNameKana,
      @Nullable String email,
      @Nullable String phoneNumber,
      @Nullable String department,
      @Nullable String locale,
      @Nullable List<String> roles) {

    @Override
    public @Nullable List<String> roles() {
      return roles == null ? null : List.copyOf(roles);
    }
  }

  /** New data of a member; a field left out stays as it is, "" clears an optional one. */
  @Schema(name = "MemberUpdate")
  record MemberUpdate(
      @Nullable String lastName,
      @Nullable String firstName,
      @Nullable String lastNameKana,
      @Nullable String firstNameKana,
      @Nullable String email,
      @Nullable String phoneNumber,
      @Nullable String department,
      @Nullable String locale) {}

  /** Whether an organisation or a member is to be enabled. */
  @Schema(name = "EnabledChange")
  record EnabledChange(@Nullable Boolean enabled) {}

  /** All roles that a member is to hold in the organisation. */
  @Schema(name = "RoleChange")
  record RoleChange(@Nullable List<String> roles) {}

  /**
   * A reissue of a temporary password.
   *
   * @param identification how the person was identified, kept in the audit; at most 200 characters
   */
  @Schema(name = "Reissue")
  record Reissue(@Nullable String identification) {}

  /**
   * A reset of a second factor.
   *
   * @param identification how the person was identified, kept in the audit; required, at most 200
   *     characters
   */
  @Schema(name = "SecondFactorReset")
  record SecondFactorReset(@Nullable String identification) {}
}
