package jp.yoyo.id.organizationadmin;

import java.util.Locale;

/** What can be done to a member, and the permission that it needs in the organisation. */
enum MemberAction {
  UPDATE(Permission.MANAGE_MEMBERS),
  CHANGE_EMAIL(Permission.MANAGE_MEMBERS),
  CHANGE_ROLES(Permission.MANAGE_ROLES),
  DISABLE(Permission.MANAGE_MEMBERS),
  ENABLE(Permission.MANAGE_MEMBERS),
  SEND_TEMPORARY_PASSWORD(Permission.MANAGE_MEMBERS),
  RESET_SECOND_FACTOR(Permission.MANAGE_MEMBERS),
  UNLOCK(Permission.MANAGE_MEMBERS),
  SIGN_OUT(Permission.MANAGE_MEMBERS),
  REMOVE(Permission.MANAGE_MEMBERS);

  private final String permission;

  MemberAction(String permission) {
    this.permission = permission;
  }

  String permission() {
    return permission;
  }

  /** The name in the API, e.g. send-temporary-password. */
  String inApi() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
