package jp.yoyo.id.organizationadmin;

/**
 * The attributes of an organisation that this module reads and writes. Tokens show them to every
 * client that asks for the scope {@code organization:*}: what is nobody else's business stands with
 * the user, see {@link Issuance}.
 */
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

  private OrganizationAttributes() {}
}
