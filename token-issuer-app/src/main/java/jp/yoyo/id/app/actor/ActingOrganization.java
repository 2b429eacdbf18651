package jp.yoyo.id.app.actor;

/**
 * The organisation for which somebody acts.
 *
 * @param alias immutable identifier
 * @param code official code, or ""
 * @param prefecture "01" to "47", or ""
 */
public record ActingOrganization(
    String alias, OrganizationType type, String displayName, String code, String prefecture) {}
