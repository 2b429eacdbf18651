package jp.yoyo.id.app.keycloak;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of organization-admin in Keycloak. Every call is made on behalf of a user: what is
 * checked are that user's permissions at this moment.
 *
 * <p>Every method throws {@link OrganizationAdminException} when Keycloak refuses, and {@link
 * KeycloakUnavailableException} when there is no telling whether it did what was asked: ask again.
 *
 * <p>{@code onBehalfOf} is always Keycloak's id of the acting user.
 */
public interface OrganizationAdmin {

  /** The user, with organisations and permissions. 403 for an unknown or disabled user. */
  Me me(String onBehalfOf, Locale locale);

  /**
   * The logins before one of the user's sessions.
   *
   * @param session Keycloak's id of the session (claim {@code sid})
   */
  LoginsBefore loginsBefore(String onBehalfOf, String session);

  /**
   * A page of the organisations that one of the user's organisations supervises, by name.
   *
   * @param search part of code or display name, or ""
   */
  Slice<RegisteredOrganization> organizations(
      String onBehalfOf, String supervisor, String search, int first, int max);

  /** 404 where the organisation does not exist or does not concern the user. */
  RegisteredOrganization organization(String onBehalfOf, String alias);

  /** The same call again issues nothing twice. */
  IssuedOrganization issueOrganization(
      String onBehalfOf, NewOrganization organization, Locale locale);

  /**
   * Changes an organisation.
   *
   * @param version that was read; null: whatever there is, which a repeated call needs
   */
  RegisteredOrganization updateOrganization(
      String onBehalfOf, String alias, OrganizationChange change, @Nullable String version);

  /** Disables or enables; a disabled organisation's members are locked out at once. */
  void enableOrganization(String onBehalfOf, String alias, boolean enabled);

  /**
   * A page of the members; a supervising organisation sees the administrators only.
   *
   * @param search part of user ID, name or mail address, or ""
   */
  Slice<Member> members(String onBehalfOf, String alias, String search, int first, int max);

  Member member(String onBehalfOf, String alias, String id);

  /**
   * Mails a new temporary password; the former password is dead.
   *
   * @param identification how the person was identified; at most 200 characters
   */
  void sendTemporaryPassword(
      String onBehalfOf, String alias, String id, String identification, Locale locale);

  /** Ends the lock-out that wrong passwords have brought. */
  void unlock(String onBehalfOf, String alias, String id);

  /**
   * For the help desk: a page of the members with exactly that user ID or mail address, in all
   * organisations below the user's own.
   */
  Slice<FoundMember> findMembers(String onBehalfOf, String text, int first, int max);

  /**
   * What the user may not do to the member now, by the action's name, each with the reason in the
   * language: {@code send-temporary-password}.
   */
  Map<String, String> refused(String onBehalfOf, String alias, String id, Locale locale);

  /**
   * A page of accounts and how they are used; those that are disabled are left out. The members' of
   * an organisation for those who see them, or those of the administrators of the organisations
   * below it.
   */
  AccountUse.Page accounts(String onBehalfOf, AccountUse.Wanted wanted, int first, int max);

  /** Disables or enables a member. */
  void enableMember(String onBehalfOf, String alias, String id, boolean enabled, Locale locale);

  /** A page of what was done in the organisation, newest first. */
  Slice<MemberEvent> events(String onBehalfOf, String alias, int first, int max, Locale locale);
}
