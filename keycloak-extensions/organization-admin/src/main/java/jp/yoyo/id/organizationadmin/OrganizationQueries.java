package jp.yoyo.id.organizationadmin;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.yoyo.id.organizationadmin.MemberIndex.MoreGroups;
import jp.yoyo.id.organizationadmin.MemberIndex.Stamp;
import jp.yoyo.id.temporarypassword.SecondFactorKinds;
import jp.yoyo.id.temporarypassword.TemporaryPasswordMark;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.OrganizationEntity;
import org.keycloak.models.jpa.entities.UserEntity;

/**
 * Every query of this module over Keycloak's own entities: lists in a constant number of statements
 * however large the organisation, and facts that decide about permissions straight from the
 * database. Each method is one statement; those that read members take one more when there is
 * somebody among them who holds a role or belongs to other organisations, too.
 */
final class OrganizationQueries {

  /** The attributes that a member's view shows. */
  private static final List<String> SHOWN =
      List.of(
          "lastNameKana",
          "firstNameKana",
          "phoneNumber",
          "department",
          "locale",
          TemporaryPasswordMark.ISSUED_AT,
          TemporaryPasswordMark.MAIL);

  private static final String ORGANIZATION = "select o.id, o.alias, o.name, o.enabled, o.group_id ";

  /** {@link #membersAmong} an array of ids, the second parameter. */
  private static final String MEMBERS_BY_ID = membersAmong("cast(? as varchar[])");

  /**
   * What the other groups of some users mean for a group: the roles there, and a row without a role
   * for each membership of another organisation. Its parameters are the group and the ids of the
   * users, an array; the place is for who holds which role.
   */
  private static final String MORE_OF_MEMBERS =
      """
      with page as (select cast(? as varchar) as group_id, cast(? as varchar[]) as ids)
      select h.user_id, h.role from (%s) h
        where h.user_id = any((select ids from page)::varchar[])
      union all
      select m.user_id, null from {h-schema}user_group_membership m
        join {h-schema}org o on o.group_id = m.group_id
        where m.user_id = any((select ids from page)::varchar[])
          and m.group_id <> (select group_id from page)
      """;

  /**
   * A row if one of some organisations is above one. A circle of supervisors ends, too: union, not
   * union all.
   */
  private static final String ABOVE =
      """
      with recursive above(alias, start) as (
        select %s, true
        union
        select a.value::varchar, false
        from above
          join {h-schema}org s on s.alias = above.alias and s.realm_id = ?
          join {h-schema}group_attribute a on a.group_id = s.group_id and a.name = ?
      )
      select 1 from above where not start and alias = any(?)
      """;

  private static final String OF_GROUP =
      """
      from {h-schema}user_group_membership m join {h-schema}user_entity u on u.id = m.user_id
      where m.group_id = ?
      """;

  private static final String BY_USER_ID = "u.username collate \"C\"";

  private static final List<String> BY_NAME =
      List.of(
          valueOf("lastNameKana"),
          valueOf("firstNameKana"),
          "u.last_name collate \"C\"",
          "u.first_name collate \"C\"");

  /**
   * Compared as text of ten digits (until the year 2286): a cast would fail on a mark that nobody
   * can read, which counts as expired here as everywhere.
   */
  private static final String NOT_EXPIRED =
      "length(t.value) = 10 and t.value >= ? and t.value <= '9999999999'";

  /**
   * A member's own row.
   *
   * @param memberOfOthers whether the user belongs to other organisations as well
   * @param attributes those that a member's view shows, by name
   * @param roles names of the roles that the member holds in this organisation
   */
  record MemberRow(
      String id,
      String userId,
      @Nullable String lastName,
      @Nullable String firstName,
      @Nullable String email,
      boolean enabled,
      @Nullable Long createdAt,
      boolean memberOfOthers,
      Map<String, String> attributes,
      Set<String> roles) {

    MemberRow with(MoreGroups more) {
      return new MemberRow(
          id,
          userId,
          lastName,
          firstName,
          email,
          enabled,
          createdAt,
          more.others() > 0,
          attributes,
          more.roles());
    }

    MemberRow with(String attribute, String value) {
      Map<String, String> changed = new HashMap<>(attributes);
      changed.put(attribute, value);
      return new MemberRow(
          id,
          userId,
          lastName,
          firstName,
          email,
          enabled,
          createdAt,
          memberOfOthers,
          Map.copyOf(changed),
          roles);
    }
  }

  /** A member somewhere below. */
  record FoundRow(
      String organization,
      String organizationName,
      String id,
      String userId,
      @Nullable String lastName,
      @Nullable String firstName,
      @Nullable String email,
      boolean enabled) {}

  /**
   * An admin event.
   *
   * @param time milliseconds since 1970
   * @param actor user ID of who did it; null if the user no longer exists
   * @param client id of the client's row
   * @param details a JSON object
   */
  record EventRow(
      String id,
      long time,
      String operation,
      @Nullable String actor,
      @Nullable String client,
      @Nullable String ipAddress,
      @Nullable String details) {}

  /**
   * Which events are wanted.
   *
   * @param actor only those done by the user with that user ID
   * @param details only those whose JSON of details has all these parts
   * @param from only those from this moment on, in milliseconds since 1970
   * @param to only those before this moment
   */
  record EventFilter(
      @Nullable String actor, List<String> details, @Nullable Long from, @Nullable Long to) {}

  /** A page of rows and how many rows there are on all pages. */
  record Rows<T>(List<T> rows, long total) {}

  /**
   * Which members are wanted.
   *
   * @param search part of user ID, name, kana or mail address
   * @param ids only these
   * @param state only those in this state, as far as the database knows it
   * @param locked those who are locked at this moment: none of them is in any other state but
   *     disabled
   * @param issuedBefore temporary passwords issued before this second (since 1970) have expired
   */
  record MemberFilter(
      @Nullable String search,
      @Nullable Set<String> ids,
      @Nullable MemberState state,
      Set<String> locked,
      long issuedBefore) {}

  /**
   * Whose accounts, and from when on what counts.
   *
   * @param supervised the administrators of the organisations below, however far, and not the own
   *     members
   * @param prefecture of those directly below only the organisations there, and what is below them
   * @param supervisorCode of those below only the organisation with that code and those below it
   * @param administrator name of the administrators' role
   * @param unusedSince in milliseconds since 1970
   * @param issuedBefore temporary passwords issued before this second (since 1970) have expired
   */
  record AccountFilter(
      boolean supervised,
      @Nullable String prefecture,
      @Nullable String supervisorCode,
      String administrator,
      long unusedSince,
      long issuedBefore) {}

  /**
   * Aliases of organisations below one, however far: the place is for those to begin with. A circle
   * of supervisors ends, too: union, not union all. The casts are those of Keycloak's index over
   * name and value of group attributes.
   */
  private static final String BELOW =
      """
      below(alias) as (
        select o.alias from {h-schema}group_attribute t
          join {h-schema}org o on o.group_id = t.group_id and o.realm_id = ?
        where t.name = ? and t.value::varchar(250) = ? %s
        union
        select o.alias from below
          join {h-schema}group_attribute s on s.name = ? and s.value::varchar(250) = below.alias
          join {h-schema}org o on o.group_id = s.group_id and o.realm_id = ?)
      """;

  /**
   * The accounts that are not disabled, as {@code a}. Its parameters are those of {@link
   * #accountParameters}; the first place is for who is an administrator, the second for whose they
   * are.
   */
  private static final String ACCOUNTS =
      """
      a as (
        select o.alias, o.name as organization_name, u.id, u.username, u.last_name, u.first_name,
          u.email, u.created_timestamp as created_at, %s as administrator,
          (select max(e.event_time) from {h-schema}event_entity e
            where e.user_id = u.id and e.type = ? and e.realm_id = o.realm_id) as last_login,
          exists (select 1 from {h-schema}user_attribute t
            where t.user_id = u.id and t.name = ? and t.value is not null
              and not (length(t.value) = 10 and t.value >= ? and t.value <= '9999999999'))
            as expired,
          exists (select 1 from {h-schema}credential c
            where c.user_id = u.id and c.type = any(?)) as second_factor
        from %s
        where u.enabled and u.service_account_client_link is null)
      """;

  private final KeycloakSession session;
  private final EntityManager entities;
  private final RealmModel realm;
  private final String holders;

  OrganizationQueries(KeycloakSession session) {
    this.session = session;
    this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    this.realm = session.getContext().getRealm();
    this.holders =
        session.getProvider(OrganizationRoles.class).holdersSql("(select group_id from page)");
  }

  /** The organisation with that alias. */
  Optional<OrganizationRow> organization(String alias) {
    return Sql.rows(
            entities,
            ORGANIZATION + "from {h-schema}org o where o.realm_id = ? and o.alias = ?",
            OrganizationQueries::organizationRow,
            realm.getId(),
            alias)
        .stream()
        .findFirst();
  }

  /** The attributes of the organisation. */
  Map<String, String> attributesOf(OrganizationRow organization) {
    String groupId = organization.groupId();
    return organizationAttributes(List.of(groupId)).getOrDefault(groupId, Map.of());
  }

  /** The attributes of the organisations whose internal groups are given, by id of the group. */
  Map<String, Map<String, String>> organizationAttributes(Collection<String> groupIds) {
    if (groupIds.isEmpty()) {
      return Map.of();
    }
    Map<String, Map<String, String>> attributes = new HashMap<>();
    var unused =
        Sql.rows(
            entities,
            """
            select a.group_id, a.name, a.value from {h-schema}group_attribute a
            where a.group_id = any(?)
            """,
            row ->
                attributes
                    .computeIfAbsent(row.getString(1), key -> new HashMap<>())
                    .put(row.getString(2), row.getString(3)),
            groupIds);
    return attributes;
  }

  /**
   * The id of the member with whom that call issued the organisation.
   *
   * @param request as {@link Issuance#ISSUE_REQUEST} has it
   */
  Optional<String> administratorIssuedBy(String request, String groupId) {
    // The second half: organisations that version 0.1.0 issued before this was the user's mark.
    return Sql.rows(
            entities,
            """
            select m.user_id from {h-schema}user_group_membership m
            join {h-schema}user_attribute a on a.user_id = m.user_id
            where m.group_id = ? and a.name = ? and a.value = ?
            union all
            select a.value from {h-schema}group_attribute r
            join {h-schema}group_attribute a on a.group_id = r.group_id
            where r.group_id = ? and r.name = ? and r.value = ? and a.name = 'issueAdministrator'
            """,
            row -> row.getString(1),
            groupId,
            Issuance.ISSUE_REQUEST,
            request,
            groupId,
            Issuance.ISSUE_REQUEST,
            request)
        .stream()
        .findFirst();
  }

  /** Whether one of those organisations supervises that one, directly or over others. */
  boolean isBelow(String alias, Collection<String> aliases) {
    return !Sql.rows(
            entities,
            "select 1 where exists (" + ABOVE.formatted("?::varchar") + ")",
            row -> row.getInt(1),
            alias,
            realm.getId(),
            OrganizationAttributes.SUPERVISOR,
            aliases)
        .isEmpty();
  }

  /**
   * A page of the members with exactly that user ID or mail address, in all organisations below
   * those; two statements.
   */
  Rows<FoundRow> membersBelow(Collection<String> aliases, String text, Paging paging) {
    String where =
        """
        from {h-schema}user_entity u
          join {h-schema}user_group_membership m on m.user_id = u.id
          join {h-schema}org o on o.group_id = m.group_id
        where u.realm_id = ? and (u.username = ? or u.email = ?) and o.realm_id = ?
          and u.service_account_client_link is null and exists (
        """
            + ABOVE.formatted("o.alias::varchar")
            + ")";
    String wanted = text.toLowerCase(Locale.ROOT);
    List<Object> parameters =
        List.of(
            realm.getId(),
            wanted,
            wanted,
            realm.getId(),
            realm.getId(),
            OrganizationAttributes.SUPERVISOR,
            aliases);
    return page(
        """
        select o.alias, o.name, u.id, u.username, u.last_name, u.first_name, u.email, u.enabled
        """,
        where,
        "u.username collate \"C\", o.name, o.alias",
        OrganizationQueries::foundRow,
        parameters,
        paging);
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
        from {h-schema}org o join {h-schema}group_attribute a on a.group_id = o.group_id
        where o.realm_id = ? and a.name = ? and a.value::varchar(250) = ?
        """
            + (search == null ? "" : " and lower(o.name) like ? escape '\\'");
    List<Object> parameters =
        new ArrayList<>(List.of(realm.getId(), OrganizationAttributes.SUPERVISOR, supervisorAlias));
    if (search != null) {
      parameters.add(containing(search));
    }
    return page(
        ORGANIZATION, where, "o.name", OrganizationQueries::organizationRow, parameters, paging);
  }

  /** A page of the organisation's members and how many there are: two statements. */
  Rows<MemberRow> members(
      OrganizationRow organization, MemberFilter filter, MemberOrder order, Paging paging) {
    StringBuilder where = new StringBuilder(OF_GROUP);
    List<Object> parameters = new ArrayList<>(List.of(organization.groupId()));
    if (filter.search() != null) {
      where.append(
          """
           and (u.username like ? escape '\\' or lower(u.email) like ? escape '\\'
             or lower(concat(u.last_name, u.first_name)) like ? escape '\\'
             or exists (select 1 from {h-schema}user_attribute k where k.user_id = u.id
               and k.name in ('lastNameKana', 'firstNameKana') and k.value like ? escape '\\'))
          """);
      parameters.addAll(Collections.nCopies(4, containing(filter.search())));
    }
    if (filter.ids() != null) {
      where.append(" and m.user_id = any(?)");
      parameters.add(filter.ids());
    }
    if (filter.state() != null) {
      whereState(filter.state(), filter, where, parameters);
    }
    List<Long> count =
        Sql.rows(entities, "select count(*) " + where, row -> row.getLong(1), parameters.toArray());
    return new Rows<>(members(where.toString(), order, paging, parameters), count.get(0));
  }

  private static void whereState(
      MemberState state, MemberFilter filter, StringBuilder where, List<Object> parameters) {
    if (state == MemberState.DISABLED) {
      where.append(" and not u.enabled");
      return;
    }
    where.append(" and u.enabled and ");
    where.append(state == MemberState.LOCKED ? "m.user_id = any(?)" : "m.user_id <> all(?)");
    parameters.add(filter.locked());
    if (state == MemberState.LOCKED) {
      return;
    }
    where.append(state == MemberState.ACTIVE ? " and not" : " and").append(" exists ");
    where.append(
        """
        (select 1 from {h-schema}user_attribute t
          where t.user_id = u.id and t.name = ? and t.value is not null
        """);
    parameters.add(TemporaryPasswordMark.ISSUED_AT);
    if (state != MemberState.ACTIVE) {
      boolean unchanged = state == MemberState.TEMPORARY_PASSWORD_UNCHANGED;
      where.append(unchanged ? " and " : " and not ").append("(" + NOT_EXPIRED + ")");
      parameters.add("%010d".formatted(Math.max(0, filter.issuedBefore())));
    }
    where.append(")");
  }

  /**
   * The members who may be locked at this moment: those whom Keycloak has locked since then.
   *
   * @param since milliseconds since 1970
   * @param most no more than so many
   */
  List<String> lockedSince(OrganizationRow organization, long since, int most) {
    return Sql.rows(
        entities,
        """
        select m.user_id from {h-schema}user_group_membership m
        where m.group_id = ? and exists (select 1 from {h-schema}event_entity e
          where e.user_id = m.user_id and e.type = ? and e.event_time >= ?)
        limit ?
        """,
        row -> row.getString(1),
        organization.groupId(),
        EventType.USER_DISABLED_BY_TEMPORARY_LOCKOUT.name(),
        since,
        most);
  }

  /** What tells the organisation's present members and holders of roles from any others. */
  Stamp stamp(OrganizationRow organization) {
    return Sql.rows(
            entities,
            """
            with page as (select cast(? as varchar) as group_id)
            select count(*), sum(cast(hashtext(m.user_id) as bigint)) + (
              select coalesce(sum(cast(hashtext(h.user_id || h.role) as bigint)), 0) from (%s) h)
            from {h-schema}user_group_membership m
            where m.group_id = (select group_id from page)
            """
                .formatted(holders),
            row -> new Stamp(row.getLong(1), row.getLong(2)),
            organization.groupId())
        .get(0);
  }

  /** A page of all members of the organisation. */
  List<MemberRow> members(OrganizationRow organization, MemberOrder order, Paging paging) {
    return members(OF_GROUP, order, paging, List.of(organization.groupId()));
  }

  private List<MemberRow> members(
      String where, MemberOrder order, Paging paging, List<Object> parameters) {
    List<Object> all = new ArrayList<>(parameters);
    all.add(0, parameters.get(0));
    all.add(paging.max());
    all.add(paging.first());
    return memberRows(
        membersAmong(
                "array(select u.id " + where + " order by " + columns(order) + " limit ? offset ?)")
            + " order by "
            + columns(order),
        all,
        new HashMap<>());
  }

  /**
   * Those of some users who are members of a group, with the attributes that a member's view shows
   * and in how many groups they are in all, in one pass over what PostgreSQL keeps of each user. A
   * statement whose first parameter is the group.
   *
   * @param ids expression for the ids of the users, an array
   */
  private static String membersAmong(String ids) {
    return "with page as (select cast(? as varchar) as group_id, "
        + ids
        + " as ids)"
        + """
         select u.id, u.username, u.last_name, u.first_name, u.email, u.enabled,
          u.created_timestamp, membership.groups, shown.*
        from {h-schema}user_entity u
        cross join lateral (
          select bool_or(m.group_id = (select group_id from page)) as of_own, count(*) as groups
          from {h-schema}user_group_membership m where m.user_id = u.id) membership
        cross join lateral (
          select\s"""
        + SHOWN.stream()
            .map(name -> "max(a.value) filter (where a.name = '" + name + "')")
            .collect(Collectors.joining(", "))
        + " from {h-schema}user_attribute a where a.user_id = u.id and a.name in ("
        + SHOWN.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
        + """
        )) shown
        where membership.of_own and u.id = any((select ids from page)::varchar[])
        """;
  }

  /**
   * Most members hold no role and belong to one organisation: to ask about the others in a
   * statement of their own, and only if that is not known yet, costs less than to ask about all.
   *
   * @param sql as {@link #membersAmong} makes it
   * @param parameters of it: the group first
   * @param known by id of the member; what is read is added
   */
  private List<MemberRow> memberRows(
      String sql, List<Object> parameters, Map<String, MoreGroups> known) {
    Map<String, Integer> groups = new HashMap<>();
    List<MemberRow> rows =
        Sql.rows(entities, sql, row -> memberRow(row, groups), parameters.toArray());
    groups.values().removeIf(number -> number == 1);
    Set<String> unknown = new HashSet<>();
    groups.forEach(
        (id, number) -> {
          MoreGroups more = known.get(id);
          if (more == null || !more.isOf(number)) {
            unknown.add(id);
          }
        });
    if (!unknown.isEmpty()) {
      known.putAll(moreGroups(parameters.get(0), unknown));
    }
    return rows.stream()
        .map(
            row ->
                groups.containsKey(row.id())
                    ? row.with(Objects.requireNonNull(known.get(row.id())))
                    : row)
        .toList();
  }

  private Map<String, MoreGroups> moreGroups(Object groupId, Set<String> userIds) {
    Map<String, MoreGroups> more = new HashMap<>();
    userIds.forEach(id -> more.put(id, new MoreGroups(Set.of(), 0)));
    var unused =
        Sql.rows(
            entities,
            MORE_OF_MEMBERS.formatted(holders),
            row -> {
              String role = row.getString(2);
              return more.computeIfPresent(
                  row.getString(1),
                  (id, before) -> role == null ? before.andAnother() : before.and(role));
            },
            groupId,
            userIds);
    return more;
  }

  /**
   * Texts by the number of their characters, whatever the database's language is: kana stand in
   * that order by their sounds, and the member index, too, goes by it.
   */
  private static String columns(MemberOrder order) {
    return switch (order) {
      case USER_ID -> BY_USER_ID;
      case USER_ID_DESCENDING -> BY_USER_ID + " desc";
      case NAME -> String.join(", ", BY_NAME) + ", " + BY_USER_ID;
      case NAME_DESCENDING -> String.join(" desc, ", BY_NAME) + " desc, " + BY_USER_ID;
      case CREATED_AT -> "u.created_timestamp, " + BY_USER_ID;
      case CREATED_AT_DESCENDING -> "u.created_timestamp desc, " + BY_USER_ID;
    };
  }

  /** The user IDs of all members of the organisation, by id. */
  Map<String, String> userIdsOfAllMembers(OrganizationRow organization) {
    return pairs("select u.id, u.username " + OF_GROUP, organization.groupId());
  }

  /**
   * What a search looks at of all members of the organisation, by id: user ID, mail address, name
   * and kana, a line each.
   */
  Map<String, String> textsOfAllMembers(OrganizationRow organization) {
    return pairs(
        """
        select u.id, concat_ws(chr(10), u.username, u.email, concat(u.last_name, u.first_name),
          (select string_agg(k.value, chr(10)) from {h-schema}user_attribute k
            where k.user_id = u.id and k.name in ('lastNameKana', 'firstNameKana')))
        """
            + OF_GROUP,
        organization.groupId());
  }

  private Map<String, String> pairs(String sql, Object parameter) {
    Map<String, String> pairs = new HashMap<>();
    for (Map.Entry<String, String> pair :
        Sql.rows(entities, sql, row -> Map.entry(row.getString(1), row.getString(2)), parameter)) {
      pairs.put(pair.getKey(), pair.getValue());
    }
    return pairs;
  }

  /**
   * Those of the users who (still) are members of the organisation, in the order of the ids.
   *
   * @param known see {@link MemberIndex#moreGroups}
   */
  List<MemberRow> members(
      OrganizationRow organization, List<String> ids, Map<String, MoreGroups> known) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<String, MemberRow> rows = new HashMap<>();
    for (MemberRow row : memberRows(MEMBERS_BY_ID, List.of(organization.groupId(), ids), known)) {
      rows.put(row.id(), row);
    }
    return ids.stream().map(rows::get).filter(Objects::nonNull).toList();
  }

  /** The member with that id, if the user is one of the organisation. */
  Optional<MemberRow> member(OrganizationRow organization, String id) {
    return members(organization, List.of(id), new HashMap<>()).stream().findFirst();
  }

  /** Whether the user has a credential of one of these kinds. One statement. */
  boolean hasCredential(String userId, Collection<String> kinds) {
    return !Sql.rows(
            entities,
            "select 1 from {h-schema}credential c where c.user_id = ? and c.type = any(?) limit 1",
            row -> row.getInt(1),
            userId,
            kinds)
        .isEmpty();
  }

  /**
   * Whether the user has rights in the realm beyond what every user has: by a role, by a group of
   * the realm or one above it, or as a client's service account.
   */
  boolean hasRightsInRealm(String userId) {
    String usual = realm.getDefaultRole().getId();
    return Sql.rows(
            entities,
            """
            with recursive own (id, parent) as (
              select g.id, g.parent_group from {h-schema}keycloak_group g
                join {h-schema}user_group_membership m on m.group_id = g.id
                where m.user_id = ? and g.type = 0
              union select g.id, g.parent_group from {h-schema}keycloak_group g
                join own on own.parent = g.id)
            select u.service_account_client_link is not null
              or exists (select 1 from {h-schema}user_role_mapping r
                where r.user_id = u.id and r.role_id <> ?)
              or exists (select 1 from {h-schema}group_role_mapping r
                join own on own.id = r.group_id where r.role_id <> ?)
            from {h-schema}user_entity u where u.id = ?
            """,
            row -> row.getBoolean(1),
            userId,
            usual,
            usual,
            userId)
        .contains(true);
  }

  /**
   * When the user last logged in before a session, in milliseconds since 1970.
   *
   * @param started of the session, in seconds since 1970
   */
  LoginsBefore loginsBefore(String userId, String sessionId, int started) {
    long until = (started + 1) * 1000L;
    // Keycloak's index over user, type and time answers each from its newest end.
    return Sql.rows(
            entities,
            """
            select
              (select e.event_time from {h-schema}event_entity e
               where e.user_id = ? and e.type = ? and e.event_time < ? and e.realm_id = ?
                 and e.session_id is distinct from ?
               order by e.event_time desc limit 1),
              (select e.event_time from {h-schema}event_entity e
               where e.user_id = ? and e.type = ? and e.event_time < ? and e.realm_id = ?
               order by e.event_time desc limit 1)
            """,
            row -> new LoginsBefore(row.getObject(1, Long.class), row.getObject(2, Long.class)),
            userId,
            EventType.LOGIN.name(),
            until,
            realm.getId(),
            sessionId,
            userId,
            EventType.LOGIN_ERROR.name(),
            until,
            realm.getId())
        .get(0);
  }

  /**
   * The last login before a session, and the last that failed, in milliseconds since 1970; null
   * where there is none.
   */
  record LoginsBefore(@Nullable Long login, @Nullable Long failure) {}

  /** How many accounts there are, and in each condition. One statement. */
  Views.AccountTotals accountTotals(OrganizationRow organization, AccountFilter filter) {
    List<Object> parameters = accountParameters(organization, filter);
    parameters.add(filter.unusedSince());
    StringBuilder counts = new StringBuilder("select count(*)");
    for (AccountCondition condition : AccountCondition.values()) {
      counts.append(", count(*) filter (where ").append(condition.sql()).append(")");
    }
    return Sql.rows(
            entities,
            accountSql(filter) + counts + " from a",
            row ->
                new Views.AccountTotals(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
            parameters.toArray())
        .get(0);
  }

  /** A page of them, by organisation and user ID. One statement. */
  List<Views.AccountView> accounts(
      OrganizationRow organization,
      AccountFilter filter,
      @Nullable AccountCondition condition,
      Paging paging) {
    List<Object> parameters = accountParameters(organization, filter);
    if (condition == AccountCondition.UNUSED) {
      parameters.add(filter.unusedSince());
    }
    parameters.add(paging.max());
    parameters.add(paging.first());
    return Sql.rows(
        entities,
        accountSql(filter)
            + """
            select a.alias, a.organization_name, a.id, a.username, a.last_name, a.first_name,
              a.email, a.administrator, a.created_at, a.last_login, a.expired, a.second_factor
            from a
            """
            + (condition == null ? "" : " where " + condition.sql())
            + " order by a.organization_name, a.alias, a.username collate \"C\" limit ? offset ?",
        OrganizationQueries::accountView,
        parameters.toArray());
  }

  private String accountSql(AccountFilter filter) {
    String holdersThere =
        "(%s)".formatted(session.getProvider(OrganizationRoles.class).holdersSql("o.group_id"));
    if (filter.supervised()) {
      String there =
          filter.prefecture() == null
              ? ""
              : """
                and exists (select 1 from {h-schema}group_attribute p
                  where p.group_id = o.group_id and p.name = ? and p.value::varchar(250) = ?)
                """;
      String code =
          filter.supervisorCode() == null
              ? ""
              : "and exists (" + ABOVE.formatted("o.alias::varchar") + ")";
      return "with recursive "
          + BELOW.formatted(code + there)
          + ", "
          + ACCOUNTS.formatted(
              "true",
              """
              below join {h-schema}org o on o.alias = below.alias and o.realm_id = ?
                cross join lateral (select distinct h.user_id from %s h where h.role = ?) holder
                join {h-schema}user_entity u on u.id = holder.user_id
              """
                  .formatted(holdersThere));
    }
    return "with "
        + ACCOUNTS.formatted(
            "exists (select 1 from %s h where h.user_id = u.id and h.role = ?)"
                .formatted(holdersThere),
            """
            {h-schema}org o
              join {h-schema}user_group_membership membership on membership.group_id = o.group_id
                and o.id = ?
              join {h-schema}user_entity u on u.id = membership.user_id
            """);
  }

  private List<Object> accountParameters(OrganizationRow organization, AccountFilter filter) {
    List<Object> parameters = new ArrayList<>();
    if (filter.supervised()) {
      parameters.addAll(belowParameters(organization.alias(), filter));
    } else {
      parameters.add(filter.administrator());
    }
    parameters.add(EventType.LOGIN.name());
    parameters.add(TemporaryPasswordMark.ISSUED_AT);
    parameters.add("%010d".formatted(Math.max(0, filter.issuedBefore())));
    parameters.add(SecondFactorKinds.FACTORS);
    if (filter.supervised()) {
      parameters.add(realm.getId());
      parameters.add(filter.administrator());
    } else {
      parameters.add(organization.id());
    }
    return parameters;
  }

  private List<Object> belowParameters(String alias, AccountFilter filter) {
    List<Object> parameters = new ArrayList<>();
    String code = filter.supervisorCode();
    parameters.add(realm.getId());
    if (code == null) {
      parameters.add(OrganizationAttributes.SUPERVISOR);
      parameters.add(alias);
    } else {
      parameters.add(OrganizationAttributes.CODE);
      parameters.add(code);
      parameters.add(realm.getId());
      parameters.add(OrganizationAttributes.SUPERVISOR);
      parameters.add(List.of(alias));
    }
    if (filter.prefecture() != null) {
      parameters.add(OrganizationAttributes.PREFECTURE);
      parameters.add(filter.prefecture());
    }
    parameters.add(OrganizationAttributes.SUPERVISOR);
    parameters.add(realm.getId());
    return parameters;
  }

  private static Views.AccountView accountView(ResultSet row) throws SQLException {
    long createdAt = row.getLong(9);
    boolean created = !row.wasNull();
    long lastLogin = row.getLong(10);
    boolean loggedIn = !row.wasNull();
    return new Views.AccountView(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getBoolean(8),
        created ? createdAt : null,
        loggedIn ? lastLogin : null,
        row.getBoolean(11),
        row.getBoolean(12));
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

  /** A page of the events below a resource path, newest first; two statements. */
  Rows<EventRow> events(String path, EventFilter filter, Paging paging) {
    StringBuilder where =
        new StringBuilder(
            """
            from {h-schema}admin_event_entity e
              left join {h-schema}user_entity a on a.id = e.auth_user_id
            where e.realm_id = ? and (e.resource_path = ? or e.resource_path like ? escape '\\')
            """);
    List<Object> parameters = new ArrayList<>(List.of(realm.getId(), path, escaped(path) + "/%"));
    if (filter.actor() != null) {
      where.append(" and a.username = ?");
      parameters.add(filter.actor());
    }
    for (String detail : filter.details()) {
      where.append(" and e.details_json like ? escape '\\'");
      parameters.add("%" + escaped(detail) + "%");
    }
    if (filter.from() != null) {
      where.append(" and e.admin_event_time >= ?");
      parameters.add(filter.from());
    }
    if (filter.to() != null) {
      where.append(" and e.admin_event_time < ?");
      parameters.add(filter.to());
    }
    return page(
        """
        select e.id, e.admin_event_time, e.operation_type, a.username, e.auth_client_id,
          e.ip_address, e.details_json
        """,
        where.toString(),
        "e.admin_event_time desc, e.id",
        OrganizationQueries::eventRow,
        parameters,
        paging);
  }

  /** A page of what a statement finds, and how much it finds in all: two statements. */
  private <T> Rows<T> page(
      String select,
      String where,
      String order,
      Sql.Row<T> row,
      List<Object> parameters,
      Paging paging) {
    long total =
        Sql.rows(entities, "select count(*) " + where, n -> n.getLong(1), parameters.toArray())
            .get(0);
    List<Object> all = new ArrayList<>(parameters);
    all.add(paging.max());
    all.add(paging.first());
    String sql = select + where + " order by " + order + " limit ? offset ?";
    return new Rows<>(Sql.rows(entities, sql, row, all.toArray()), total);
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

  static OrganizationRow organizationRow(ResultSet row) throws SQLException {
    return new OrganizationRow(
        row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4), row.getString(5));
  }

  private static FoundRow foundRow(ResultSet row) throws SQLException {
    return new FoundRow(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getBoolean(8));
  }

  private static EventRow eventRow(ResultSet row) throws SQLException {
    return new EventRow(
        row.getString(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7));
  }

  private static MemberRow memberRow(ResultSet row, Map<String, Integer> groups)
      throws SQLException {
    groups.put(row.getString(1), row.getInt(8));
    long createdAt = row.getLong(7);
    return new MemberRow(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getBoolean(6),
        row.wasNull() ? null : createdAt,
        /* memberOfOthers= */ false,
        shown(row),
        /* roles= */ Set.of());
  }

  /** Reads an object of texts; JSON, because a text may hold any character. */
  private static Map<String, String> shown(ResultSet row) throws SQLException {
    Map<String, String> shown = new HashMap<>();
    for (int i = 0; i < SHOWN.size(); i++) {
      String value = row.getString(9 + i);
      if (value != null) {
        shown.put(SHOWN.get(i), value);
      }
    }
    return shown;
  }

  /** The value of a user's attribute, to sort by. */
  private static String valueOf(String attribute) {
    return "(select min(s.value collate \"C\") from {h-schema}user_attribute s"
        + " where s.user_id = u.id and s.name = '"
        + attribute
        + "')";
  }

  private static String containing(String text) {
    return "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
