package jp.yoyo.id.organizationadmin;

/**
 * An organisation's own row.
 *
 * @param groupId its internal group, which all members are in and which bears its attributes
 */
public record OrganizationRow(
    String id, String alias, String name, boolean enabled, String groupId) {}
