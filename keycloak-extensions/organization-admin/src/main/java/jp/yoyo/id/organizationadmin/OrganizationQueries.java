package jp.yoyo.id.organizationadmin;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.yoyo.id.organizationadmin.MemberIndex.Stamp;
import jp.yoyo.id.temporarypassword.TemporaryPasswordMark;
import org.hibernate.jpa.HibernateHints;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.jpa.AdminEventEntity;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.OrganizationEntity;
import org.keycloak.models.jpa.entities.UserEntity;

/**
 * Every query of this module over Keycloak's own entities: lists in a constant number of statements
 * however large the organisation, and facts that decide about permissions straight from the
 * database. Each method is one statement.
 */
final class OrganizationQueries {

  /** The attributes of a user that a member's view shows. */
  private static final Set<String> VIEWED_ATTRIBUTES =
      Set.of(
          "lastNameKana",
          "firstNameKana",
          "phoneNumber",
          "department",
          "locale",
          TemporaryPasswordMark.ISSUED_AT,
          TemporaryPasswordMark.MAIL);

  /**
   * Joined by hand: in a join by path Hibernate takes every m.user.id for the user's own column,
   * and PostgreSQL then reads all memberships of an organisation to find fifty.
   */
  private static final String MEMBER =
      """
      select u.id, u.username, u.lastName, u.firstName, u.email, u.enabled, u.createdTimestamp
      from UserGroupMembershipEntity m, UserEntity u
      where u.id = m.user.id
      """;

  /**
   * Compared as text of ten digits (until the year 2286): a cast would fail on a mark that nobody
   * can read, which counts as expired here as everywhere.
   */
  private static final String NOT_EXPIRED =
      "length(t.value) = 10 and t.value >= :issuedBefore and t.value <= '9999999999'";

  /** Keycloak fetches 64 rows at a time: a round trip for each. */
  private static final int ROWS_AT_ONCE = 10_000;

  /** An organisation's own row. */
  record OrganizationRow(String id, String alias, String name, boolean enabled, String groupId) {}

  /** A member's own row. */
  record MemberRow(
      String id,
      String userId,
      @Nullable String lastName,
      @Nullable String firstName,
      @Nullable String email,
      boolean enabled,
      @Nullable Long createdAt) {}

  /** A page of rows and how many rows there are on all pages. */
  record Rows<T>(List<T> rows, long total) {}

  /**
   * Which members are wanted.
   *
   * @param search part of user ID, name, kana or mail address
   * @param ids only these
   * @param state only those in this state
   * @param issuedBefore temporary passwords issued before this second (since 1970) have expired
   */
  record MemberFilter(
      @Nullable String search,
      @Nullable Set<String> ids,
      @Nullable MemberState state,
      long issuedBefore) {}

  private final EntityManager entities;
  private final RealmModel realm;

  OrganizationQueries(KeycloakSession session) {
    this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    this.realm = session.getContext().getRealm();
  }

  /** The organisation with that alias. */
  Optional<OrganizationRow> organization(String alias) {
    return entities
        .createQuery(
            """
            select o.id, o.alias, o.name, o.enabled, o.groupId from OrganizationEntity o
            where o.realmId = :realm and o.alias = :alias
            """,
            Object[].class)
        .setParameter("realm", realm.getId())
        .setParameter("alias", alias)
        .getResultStream()
        .map(OrganizationQueries::organizationRow)
        .findFirst();
  }

  /** The organisations that the user is a member of. */
  List<OrganizationRow> organizationsOf(String userId) {
    return entities
        .createQuery(
            """
            select o.id, o.alias, o.name, o.enabled, o.groupId
            from OrganizationEntity o, UserGroupMembershipEntity m
            where m.user.id = :user and o.groupId = m.groupId and o.realmId = :realm
            order by o.name
            """,
            Object[].class)
        .setParameter("user", userId)
        .setParameter("realm", realm.getId())
        .getResultStream()
        .map(OrganizationQueries::organizationRow)
        .toList();
  }

  /** The attributes of the organisations whose internal groups are given, by id of the group. */
  Map<String, Map<String, String>> organizationAttributes(Collection<String> groupIds) {
    if (groupIds.isEmpty()) {
      return Map.of();
    }
    Map<String, Map<String, String>> attributes = new HashMap<>();
    entities
        .createQuery(
            """
            select a.group.id, a.name, a.value from GroupAttributeEntity a
            where a.group.id in (:groups)
            """,
            Object[].class)
        .setParameter("groups", groupIds)
        .getResultStream()
        .forEach(
            row ->
                attributes
                    .computeIfAbsent((String) row[0], key -> new HashMap<>())
                    .put((String) row[1], (String) row[2]));
    return attributes;
  }

  /**
   * A page of the organisations that the given one supervises, by name; two statements.
   *
   * @param search part of the name (code and display name)
   */
  Rows<OrganizationRow> supervisedBy(
      String supervisorAlias, @Nullable String search, Paging paging) {
    // The cast is that of Keycloak's index over name and value of group attributes.
    String where =
        """
        from OrganizationEntity o, GroupAttributeEntity a
        where o.realmId = :realm and a.group.id = o.groupId
          and a.name = :name and cast(a.value as String(250)) = :supervisor
        """
            + (search == null ? "" : " and lower(o.name) like :search escape '\\'");
    TypedQuery<Long> count = entities.createQuery("select count(o.id) " + where, Long.class);
    TypedQuery<Object[]> page =
        entities.createQuery(
            "select o.id, o.alias, o.name, o.enabled, o.groupId " + where + " order by o.name",
            Object[].class);
    for (TypedQuery<?> query : List.of(count, page)) {
      query.setParameter("realm", realm.getId());
      query.setParameter("name", OrganizationAttributes.SUPERVISOR);
      query.setParameter("supervisor", supervisorAlias);
      if (search != null) {
        query.setParameter("search", containing(search));
      }
    }
    List<OrganizationRow> rows =
        paging.of(page).getResultStream().map(OrganizationQueries::organizationRow).toList();
    return new Rows<>(rows, count.getSingleResult());
  }

  /** A page of the organisation's members, by user ID; two statements. */
  Rows<MemberRow> members(OrganizationRow organization, MemberFilter filter, Paging paging) {
    if (filter.ids() != null && filter.ids().isEmpty()) {
      return new Rows<>(List.of(), 0);
    }
    StringBuilder where = new StringBuilder(" and m.groupId = :group");
    if (filter.search() != null) {
      where.append(
          """
           and (u.username like :search escape '\\' or lower(u.email) like :search escape '\\'
             or lower(concat(coalesce(u.lastName, ''), coalesce(u.firstName, '')))
               like :search escape '\\'
             or exists (select 1 from UserAttributeEntity k where k.user.id = u.id
               and k.name = 'lastNameKana' and k.value like :search escape '\\')
             or exists (select 1 from UserAttributeEntity k where k.user.id = u.id
               and k.name = 'firstNameKana' and k.value like :search escape '\\'))
          """);
    }
    if (filter.ids() != null) {
      // On the membership's own column: the primary key answers for group and user together,
      // where PostgreSQL would otherwise read all memberships of the organisation.
      where.append(" and m.user.id in (:ids)");
    }
    boolean marked = false;
    if (filter.state() != null) {
      String issued =
          "exists (select 1 from UserAttributeEntity t where t.user.id = u.id and t.name = :mark";
      switch (filter.state()) {
        case DISABLED -> where.append(" and u.enabled = false");
        case TEMPORARY_PASSWORD_UNCHANGED -> {
          where.append(" and u.enabled = true and ").append(issued);
          where.append(" and ").append(NOT_EXPIRED).append(")");
          marked = true;
        }
        case TEMPORARY_PASSWORD_EXPIRED -> {
          where.append(" and u.enabled = true and ").append(issued);
          where.append(" and not (").append(NOT_EXPIRED).append("))");
          marked = true;
        }
        case ACTIVE, LOCKED -> where.append(" and u.enabled = true");
      }
    }
    TypedQuery<Object[]> page =
        entities.createQuery(MEMBER + where + " order by u.username", Object[].class);
    TypedQuery<Long> count =
        entities.createQuery(
            "select count(u.id) from UserGroupMembershipEntity m, UserEntity u"
                + " where u.id = m.user.id"
                + where,
            Long.class);
    for (TypedQuery<?> query : List.of(page, count)) {
      query.setParameter("group", organization.groupId());
      if (filter.search() != null) {
        query.setParameter("search", containing(filter.search()));
      }
      if (filter.ids() != null) {
        query.setParameter("ids", filter.ids());
      }
      if (marked) {
        query.setParameter("mark", TemporaryPasswordMark.ISSUED_AT);
        query.setParameter("issuedBefore", "%010d".formatted(Math.max(0, filter.issuedBefore())));
      }
    }
    List<MemberRow> rows =
        paging.of(page).getResultStream().map(OrganizationQueries::memberRow).toList();
    return new Rows<>(rows, count.getSingleResult());
  }

  /** What tells the organisation's present set of members from any other. */
  Stamp stamp(OrganizationRow organization) {
    Object[] row =
        entities
            .createQuery(
                """
                select count(m.user.id), sum(cast(function('hashtext', m.user.id) as Long))
                from UserGroupMembershipEntity m where m.groupId = :group
                """,
                Object[].class)
            .setParameter("group", organization.groupId())
            .getSingleResult();
    return new Stamp(
        ((Number) row[0]).longValue(), row[1] == null ? 0 : ((Number) row[1]).longValue());
  }

  /** A page of all members of the organisation, by user ID. */
  List<MemberRow> members(OrganizationRow organization, Paging paging) {
    return paging
        .of(
            entities
                .createQuery(MEMBER + " and m.groupId = :group order by u.username", Object[].class)
                .setParameter("group", organization.groupId()))
        .getResultStream()
        .map(OrganizationQueries::memberRow)
        .toList();
  }

  /** All members of the organisation, in no order. */
  List<MemberRow> allMembers(OrganizationRow organization) {
    return entities
        .createQuery(MEMBER + " and m.groupId = :group", Object[].class)
        .setParameter("group", organization.groupId())
        .setHint(HibernateHints.HINT_FETCH_SIZE, ROWS_AT_ONCE)
        .getResultStream()
        .map(OrganizationQueries::memberRow)
        .toList();
  }

  /** Both kana of all members of the organisation who have them, one line each, by id. */
  Map<String, String> kanaOfAllMembers(OrganizationRow organization) {
    Map<String, String> kana = new HashMap<>();
    entities
        .createQuery(
            """
            select a.user.id, a.value from UserAttributeEntity a, UserGroupMembershipEntity m
            where m.groupId = :group and a.user.id = m.user.id
              and a.name in ('lastNameKana', 'firstNameKana') and a.value is not null
            """,
            Object[].class)
        .setParameter("group", organization.groupId())
        .setHint(HibernateHints.HINT_FETCH_SIZE, ROWS_AT_ONCE)
        .getResultStream()
        .forEach(
            row ->
                kana.merge((String) row[0], (String) row[1], (one, other) -> one + "\n" + other));
    return kana;
  }

  /** Those of the users who (still) are members of the organisation, by user ID. */
  List<MemberRow> members(OrganizationRow organization, Collection<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return entities
        .createQuery(
            MEMBER + " and m.groupId = :group and m.user.id in (:ids) order by u.username",
            Object[].class)
        .setParameter("group", organization.groupId())
        .setParameter("ids", ids)
        .getResultStream()
        .map(OrganizationQueries::memberRow)
        .toList();
  }

  /** The member with that id, if the user is one of the organisation. */
  Optional<MemberRow> member(OrganizationRow organization, String id) {
    return members(organization, List.of(id)).stream().findFirst();
  }

  /** The attributes of the users that a member's view shows, by id of the user. */
  Map<String, Map<String, String>> memberAttributes(Collection<String> userIds) {
    if (userIds.isEmpty()) {
      return Map.of();
    }
    Map<String, Map<String, String>> attributes = new HashMap<>();
    entities
        .createQuery(
            """
            select a.user.id, a.name, a.value from UserAttributeEntity a
            where a.user.id in (:users) and a.name in (:names)
            """,
            Object[].class)
        .setParameter("users", userIds)
        .setParameter("names", VIEWED_ATTRIBUTES)
        .setHint(HibernateHints.HINT_FETCH_SIZE, ROWS_AT_ONCE)
        .getResultStream()
        .filter(row -> row[2] != null)
        .forEach(
            row ->
                attributes
                    .computeIfAbsent((String) row[0], key -> new HashMap<>())
                    .put((String) row[1], (String) row[2]));
    return attributes;
  }

  /** Those of the users who are members of another organisation than the given one. */
  Set<String> membersOfOthers(OrganizationRow organization, Collection<String> userIds) {
    if (userIds.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        entities
            .createQuery(
                """
                select m.user.id from UserGroupMembershipEntity m, OrganizationEntity o
                where m.user.id in (:users) and o.groupId = m.groupId and o.id <> :organization
                """,
                String.class)
            .setParameter("users", userIds)
            .setParameter("organization", organization.id())
            .getResultList());
  }

  /** User IDs that begin with the given text and go on with a number. */
  List<String> userIdsBeginning(String text) {
    return entities
        .createQuery(
            """
            select u.username from UserEntity u
            where u.realmId = :realm and u.username like :text escape '\\'
            """,
            String.class)
        .setParameter("realm", realm.getId())
        .setParameter("text", escaped(text) + "%")
        .getResultList();
  }

  /** Whether there is a user with that user ID, in whatever organisation. */
  boolean isUserIdTaken(String userId) {
    return !entities
        .createQuery(
            "select u.id from UserEntity u where u.realmId = :realm and u.username = :userId",
            String.class)
        .setParameter("realm", realm.getId())
        .setParameter("userId", userId)
        .getResultList()
        .isEmpty();
  }

  /** User IDs by id. */
  Map<String, String> userIds(Collection<String> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<String, String> userIds = new HashMap<>();
    entities
        .createQuery(
            "select u.id, u.username from UserEntity u where u.id in (:ids)", Object[].class)
        .setParameter("ids", ids)
        .getResultStream()
        .forEach(row -> userIds.put((String) row[0], (String) row[1]));
    return userIds;
  }

  /** A page of the events below a resource path, newest first; two statements. */
  Rows<AdminEventEntity> events(String path, Paging paging) {
    String where =
        """
        from AdminEventEntity e where e.realmId = :realm
          and (e.resourcePath = :path or e.resourcePath like :below escape '\\')
        """;
    TypedQuery<Long> count = entities.createQuery("select count(e.id) " + where, Long.class);
    TypedQuery<AdminEventEntity> page =
        entities.createQuery(
            "select e " + where + " order by e.time desc, e.id", AdminEventEntity.class);
    for (TypedQuery<?> query : List.of(count, page)) {
      query.setParameter("realm", realm.getId());
      query.setParameter("path", path);
      query.setParameter("below", escaped(path) + "/%");
    }
    return new Rows<>(paging.of(page).getResultList(), count.getSingleResult());
  }

  /**
   * Waits until no other transaction changes who administers the organisation, and keeps others
   * waiting until this one ends.
   */
  void lockOrganization(String organizationId) {
    entities.find(OrganizationEntity.class, organizationId, LockModeType.PESSIMISTIC_WRITE);
  }

  /** Waits until no other transaction changes the user, and keeps others waiting. */
  void lockUser(String id) {
    UserEntity user = entities.find(UserEntity.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (user != null) {
      entities.refresh(user);
    }
  }

  /** Sends what is pending to the database, so that a conflict shows here and not at the commit. */
  void flush() {
    entities.flush();
  }

  private static OrganizationRow organizationRow(Object[] row) {
    return new OrganizationRow(
        (String) row[0], (String) row[1], (String) row[2], (Boolean) row[3], (String) row[4]);
  }

  private static MemberRow memberRow(Object[] row) {
    return new MemberRow(
        (String) row[0],
        (String) row[1],
        (String) row[2],
        (String) row[3],
        (String) row[4],
        (Boolean) row[5],
        (Long) row[6]);
  }

  private static String containing(String text) {
    return "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
