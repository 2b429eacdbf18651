package jp.yoyo.id.app.actor;

/**
 * The permissions of the realm's organisation catalogue that this app asks for. An organisation's
 * administrator holds all of them: ask for the organisation's type as well ({@link
 * Actor#requireType}).
 */
public final class Permission {

  /** See the organisation's own data. */
  public static final String VIEW_ORGANIZATION = "view-organization";

  /** See the organisation's members. */
  public static final String VIEW_MEMBERS = "view-members";

  /** Register and update members, reissue their temporary passwords. */
  public static final String MANAGE_MEMBERS = "manage-members";

  /** Give roles to members. */
  public static final String MANAGE_ROLES = "manage-roles";

  /** See who did what. */
  public static final String VIEW_EVENTS = "view-events";

  /** Register organisations below the own one and issue their accounts. */
  public static final String SUPERVISE_ORGANIZATIONS = "supervise-organizations";

  /** Change a facility's own 代表者名 and contact data. */
  public static final String MANAGE_FACILITY = "manage-facility";

  /** Apply for a bank account. */
  public static final String MANAGE_BANK_ACCOUNT = "manage-bank-account";

  /** Decide the bank account applications of the federation's prefecture. */
  public static final String DECIDE_BANK_ACCOUNT = "decide-bank-account";

  /** Apply for and claim facility tokens. */
  public static final String MANAGE_FACILITY_TOKEN = "manage-facility-token";

  /** Approve the facility token applications that municipalities have forwarded. */
  public static final String APPROVE_FACILITY_TOKEN = "approve-facility-token";

  /** Look up for somebody who calls the help desk. */
  public static final String ASSIST_USERS = "assist-users";

  /** Plan, begin and end a maintenance. */
  public static final String MANAGE_MAINTENANCE = "manage-maintenance";

  private Permission() {}
}
