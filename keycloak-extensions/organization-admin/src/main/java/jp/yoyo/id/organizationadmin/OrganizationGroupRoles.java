package jp.yoyo.id.organizationadmin;

import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/**
 * Roles as reserved top-level groups of the organisation: who is in the group holds the role. Never
 * map a Keycloak role onto such a group: it would count in the whole realm.
 */
final class OrganizationGroupRoles implements OrganizationRoles {

  private final KeycloakSession session;
  private final EntityManager entities;

  OrganizationGroupRoles(KeycloakSession session) {
    this.session = session;
    this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
  }

  @Override
  public List<Membership> membershipsOf(String userId) {
    Map<OrganizationRow, Set<String>> roles = new LinkedHashMap<>();
    Set<OrganizationRow> own = new HashSet<>();
    // Members are in the organisation's internal group, which bears its id like the others.
    var unused =
        Sql.rows(
            entities,
            """
            select o.id, o.alias, o.name, o.enabled, o.group_id, g.name, g.id = o.group_id
            from {h-schema}user_group_membership m
            join {h-schema}keycloak_group g on g.id = m.group_id
            join {h-schema}org o on o.id = g.org_id
            where m.user_id = ? and o.realm_id = ? and o.group_id in (g.id, g.parent_group)
            order by o.name
            """,
            row -> {
              OrganizationRow organization = OrganizationQueries.organizationRow(row);
              Set<String> held = roles.computeIfAbsent(organization, key -> new HashSet<>());
              return row.getBoolean(7) ? own.add(organization) : held.add(row.getString(6));
            },
            userId,
            session.getContext().getRealm().getId());
    return roles.entrySet().stream()
        .filter(entry -> own.contains(entry.getKey()))
        .map(entry -> new Membership(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public List<UserOrganization> organizationsOf(String userId) {
    Map<OrganizationRow, UserRoles> found = new LinkedHashMap<>();
    var unused =
        Sql.rows(
            entities,
            """
            select o.id, o.alias, o.name, o.enabled, o.group_id, g.name, g.id = o.group_id, t.value
            from {h-schema}user_group_membership m
            join {h-schema}keycloak_group g on g.id = m.group_id
            join {h-schema}org o on o.id = g.org_id
            left join {h-schema}group_attribute t on t.group_id = o.group_id and t.name = ?
            where m.user_id = ? and o.realm_id = ? and o.group_id in (g.id, g.parent_group)
            order by o.name
            """,
            row -> {
              UserRoles known =
                  found.computeIfAbsent(
                      OrganizationQueries.organizationRow(row), key -> new UserRoles());
              known.type = row.getString(8);
              known.member |= row.getBoolean(7);
              return row.getBoolean(7) || known.roles.add(row.getString(6));
            },
            OrganizationAttributes.TYPE,
            userId,
            session.getContext().getRealm().getId());
    return found.entrySet().stream()
        .filter(entry -> entry.getValue().member)
        .map(
            entry ->
                new UserOrganization(entry.getKey(), entry.getValue().type, entry.getValue().roles))
        .toList();
  }

  /** What the rows of one organisation say together. */
  private static final class UserRoles {
    private final Set<String> roles = new HashSet<>();
    private @Nullable String type;
    private boolean member;
  }

  @Override
  public Set<String> heldBy(String userId, String organizationId) {
    return Set.copyOf(
        Sql.rows(
            entities,
            """
            select g.name
            from {h-schema}org o
            join {h-schema}keycloak_group g on g.org_id = o.id and g.parent_group = o.group_id
            join {h-schema}user_group_membership m on m.group_id = g.id
            where o.id = ? and m.user_id = ?
            """,
            row -> row.getString(1),
            organizationId,
            userId));
  }

  @Override
  public String holdersSql(String groupId) {
    return """
    select m.user_id, g.name as role from {h-schema}user_group_membership m
      join {h-schema}keycloak_group g on g.id = m.group_id
      where g.parent_group = %s
    """
        .formatted(groupId);
  }

  @Override
  public Set<String> holders(String organizationId, String role) {
    return new HashSet<>(
        entities
            .createQuery(
                """
                select m.user.id
                from UserGroupMembershipEntity m, GroupEntity g, OrganizationEntity o
                where o.id = :organization and g.organization.id = o.id and g.parentId = o.groupId
                  and g.name = :role and m.groupId = g.id
                """,
                String.class)
            .setParameter("organization", organizationId)
            .setParameter("role", role)
            .getResultList());
  }

  @Override
  public long countEnabledHolders(String organizationId, String role, String exceptUserId) {
    return entities
        .createQuery(
            """
            select count(m.user.id)
            from UserGroupMembershipEntity m, GroupEntity g, OrganizationEntity o
            where o.id = :organization and g.organization.id = o.id and g.parentId = o.groupId
              and g.name = :role and m.groupId = g.id
              and m.user.enabled = true and m.user.id <> :except
              and m.user.serviceAccountClientLink is null
            """,
            Long.class)
        .setParameter("organization", organizationId)
        .setParameter("role", role)
        .setParameter("except", exceptUserId)
        .getSingleResult();
  }

  @Override
  public void replace(OrganizationModel organization, UserModel member, Set<String> roles) {
    Set<String> former = heldBy(member.getId(), organization.getId());
    OrganizationModel before = session.getContext().getOrganization();
    // Keycloak refuses to change organisation groups outside of the organisation's context.
    session.getContext().setOrganization(organization);
    try {
      for (String role : former) {
        GroupModel group = find(organization, role);
        if (!roles.contains(role) && group != null) {
          member.leaveGroup(group);
        }
      }
      for (String role : roles) {
        if (!former.contains(role)) {
          member.joinGroup(findOrCreate(organization, role));
        }
      }
    } finally {
      session.getContext().setOrganization(before);
    }
    entities.flush();
  }

  private GroupModel findOrCreate(OrganizationModel organization, String role) {
    GroupModel group = find(organization, role);
    if (group != null) {
      return group;
    }
    return session
        .getProvider(OrganizationProvider.class)
        .createGroup(organization, role, /* toParent= */ null);
  }

  /** By name and parent: a subgroup deeper down may bear the same name. */
  private @Nullable GroupModel find(OrganizationModel organization, String role) {
    List<String> ids =
        entities
            .createQuery(
                """
                select g.id from GroupEntity g, OrganizationEntity o
                where o.id = :organization and g.organization.id = o.id and g.parentId = o.groupId
                  and g.name = :role
                """,
                String.class)
            .setParameter("organization", organization.getId())
            .setParameter("role", role)
            .getResultList();
    return ids.isEmpty()
        ? null
        : session.groups().getGroupById(session.getContext().getRealm(), ids.get(0));
  }

  @Override
  public void close() {}
}
