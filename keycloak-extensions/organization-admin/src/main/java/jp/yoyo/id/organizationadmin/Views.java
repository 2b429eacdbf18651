package jp.yoyo.id.organizationadmin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What callers get. No view holds a password. */
final class Views {

  private Views() {}

  /**
   * A page of a list.
   *
   * @param total how many there are on all pages together
   * @param first position of the first item, from 0
   * @param max the most items on a page
   */
  record Page<T>(List<T> items, long total, int first, int max) {}

  /** {@link Page} as the API's document shows it for members. */
  @Schema(name = "MemberPage")
  record MemberPage(List<MemberView> items, long total, int first, int max) {}

  /** {@link Page} as the API's document shows it for organisations. */
  @Schema(name = "OrganizationPage")
  record OrganizationPage(List<OrganizationView> items, long total, int first, int max) {}

  /** {@link Page} as the API's document shows it for events. */
  @Schema(name = "EventPage")
  record EventPage(List<EventView> items, long total, int first, int max) {}

  /**
   * The caller.
   *
   * @param email absent if there is none
   * @param lastLogin when the user logged in before the present session, in milliseconds since
   *     1970; absent if never, and on behalf
   * @param lastFailure when a login failed before the present session; absent as lastLogin is
   * @param secondFactor required or off: whether some have to have a second factor, and show it
   *     anew before they do what other programs count as grave
   * @param links to pages of other programs that concern the caller
   */
  @Schema(name = "Me")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Me(
      String id,
      String userId,
      String name,
      @Nullable String email,
      @Nullable Long lastLogin,
      @Nullable Long lastFailure,
      String secondFactor,
      List<MyOrganization> organizations,
      List<LinkView> links) {}

  /** A link, labelled in the caller's language. */
  @Schema(name = "Link")
  record LinkView(String label, String url) {}

  /** One organisation of the caller, with what the caller may do in it. */
  @Schema(name = "MyOrganization")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MyOrganization(
      String alias,
      String name,
      String displayName,
      @Nullable String type,
      @Nullable String code,
      @Nullable String prefecture,
      boolean enabled,
      List<RoleView> roles,
      Set<String> permissions) {}

  /** A role, labelled in the caller's language. */
  @Schema(name = "Role")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RoleView(
      String name,
      String label,
      @Nullable String description,
      boolean administrator,
      boolean grantable) {}

  /** An organisation. */
  @Schema(name = "Organization")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OrganizationView(
      String alias,
      String name,
      String displayName,
      @Nullable String type,
      @Nullable String code,
      @Nullable String prefecture,
      @Nullable String supervisor,
      boolean enabled,
      String version) {}

  /** An organisation that was issued, with its first administrator. */
  @Schema(name = "IssuedOrganization")
  record IssuedOrganization(OrganizationView organization, MemberView administrator) {}

  /**
   * A member of an organisation.
   *
   * @param state active, temporary-password-unchanged, temporary-password-expired, locked,
   *     disabled: the first that applies from the right
   * @param mail pending or sent: the mail with the temporary password; absent once it was changed
   * @param memberOfOthers whether the user belongs to other organisations as well
   * @param createdAt milliseconds since 1970
   * @param version for If-Match
   * @param refused what the caller may not do to this member now, with the reason in the caller's
   *     language: update, change-email, change-roles, disable, enable, send-temporary-password,
   *     reset-second-factor, unlock, sign-out, remove; what may be done is absent. Not in lists.
   */
  @Schema(name = "Member")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MemberView(
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
      String version,
      @Nullable Map<String, String> refused) {}

  /**
   * A page of accounts, with what there is besides.
   *
   * @param total how many are in the wanted condition
   */
  @Schema(name = "AccountPage")
  record AccountPage(
      List<AccountView> items, long total, int first, int max, AccountTotals totals) {}

  /**
   * How many accounts that are not disabled there are, and in each condition.
   *
   * @param withoutSecondFactor administrators only
   */
  @Schema(name = "AccountTotals")
  record AccountTotals(
      long all,
      long unused,
      long neverLoggedIn,
      long temporaryPasswordExpired,
      long withoutSecondFactor) {}

  /**
   * How an account is used.
   *
   * @param organization alias
   * @param lastLogin in milliseconds since 1970; absent if never, as far as events reach back
   * @param secondFactor whether there is an authenticator app or a security key
   */
  @Schema(name = "Account")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AccountView(
      String organization,
      String organizationName,
      String id,
      String userId,
      @Nullable String lastName,
      @Nullable String firstName,
      @Nullable String email,
      boolean administrator,
      @Nullable Long createdAt,
      @Nullable Long lastLogin,
      boolean temporaryPasswordExpired,
      boolean secondFactor) {}

  /** {@link Page} as the API's document shows it for members found below. */
  @Schema(name = "FoundMemberPage")
  record FoundMemberPage(List<FoundMember> items, long total, int first, int max) {}

  /**
   * A member of an organisation below the caller's, as far as it takes to go on there.
   *
   * @param organization alias
   */
  @Schema(name = "FoundMember")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FoundMember(
      String organization,
      String organizationName,
      String id,
      String userId,
      @Nullable String lastName,
      @Nullable String firstName,
      @Nullable String email,
      boolean enabled) {}

  /**
   * A user ID that is free at the moment.
   *
   * @param free whether the wanted user ID could be registered; absent if none was wanted
   * @param problem why it could not, in the caller's language; absent if it could
   */
  @Schema(name = "ProposedUserId")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ProposedUserId(String userId, @Nullable Boolean free, @Nullable String problem) {}

  /**
   * Something that was done.
   *
   * @param time milliseconds since 1970
   * @param action what, e.g. register-member
   * @param actionLabel the same in the caller's language
   * @param actor user ID of who did it; absent if the user no longer exists
   * @param client client by which it was done
   */
  @Schema(name = "Event")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EventView(
      String id,
      long time,
      String action,
      String actionLabel,
      @Nullable String actor,
      @Nullable String client,
      @Nullable String ipAddress,
      @Nullable String member,
      Map<String, String> details) {}
}
