package jp.yoyo.id.organizationadmin;

/** The attributes of an organisation that this module reads and writes. */
final class OrganizationAttributes {

  /** One of the catalogue's types. */
  static final String TYPE = "type";

  /** Official code; may change while the alias never does. */
  static final String CODE = "code";

  /** Name as people know it. */
  static final String DISPLAY_NAME = "displayName";

  /** Prefecture, two digits. */
  static final String PREFECTURE = "prefecture";

  /** Alias of the supervising organisation. */
  static final String SUPERVISOR = "supervisor";

  /** Hash of the call that issued the organisation: the same call again changes nothing. */
  static final String ISSUE_REQUEST = "issueRequest";

  /** Id of the first administrator. */
  static final String ISSUE_ADMINISTRATOR = "issueAdministrator";

  private OrganizationAttributes() {}
}
