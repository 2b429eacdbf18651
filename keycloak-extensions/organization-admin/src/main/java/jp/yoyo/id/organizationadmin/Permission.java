package jp.yoyo.id.organizationadmin;

/**
 * The permissions that this module itself asks for. A catalogue may name further ones, which other
 * parts ask for; here they are only names.
 */
final class Permission {

  /** See the organisation's own data and the roles that exist in it. */
  static final String VIEW_ORGANIZATION = "view-organization";

  /** See the organisation's members. */
  static final String VIEW_MEMBERS = "view-members";

  /** Register, update, disable, unlock, sign out and remove members; reissue their passwords. */
  static final String MANAGE_MEMBERS = "manage-members";

  /** Give roles to members and take them away. */
  static final String MANAGE_ROLES = "manage-roles";

  /** See who did what in the organisation. */
  static final String VIEW_EVENTS = "view-events";

  /** Issue organisations below the own one, update, disable and enable them. */
  static final String SUPERVISE_ORGANIZATIONS = "supervise-organizations";

  /**
   * Assist the people of every organisation below the own one: see them and what was done, and send
   * them a new temporary password. It counts only where the own organisation's type knows a role
   * that names it: an administrator's "every permission" alone is not enough.
   */
  static final String ASSIST_USERS = "assist-users";

  private Permission() {}
}
