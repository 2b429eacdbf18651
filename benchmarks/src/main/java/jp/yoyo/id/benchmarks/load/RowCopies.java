package jp.yoyo.id.benchmarks.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import jp.yoyo.id.benchmarks.load.Population.Kind;
import jp.yoyo.id.benchmarks.load.Population.Member;
import jp.yoyo.id.benchmarks.load.Population.Organization;
import jp.yoyo.id.devstack.DevStack;

/**
 * Loads organisations and users by copying the rows of the templates inside the database: whatever
 * Keycloak and our providers wrote for them stands in the copies too, in every column, with new
 * ids, names and codes.
 */
final class RowCopies {

  /** Tables whose rows are copied. Rows of a template anywhere else stop the load. */
  private static final Set<String> COPIED =
      Set.of(
          "org",
          "keycloak_group",
          "group_attribute",
          "user_entity",
          "user_attribute",
          "credential",
          "user_required_action",
          "user_role_mapping",
          "user_group_membership");

  private final Connection connection;
  private final Tables tables;
  private final String realmId;

  /**
   * @param connection as the owner of Keycloak's database; the caller commits
   * @param realmId of the realm that the copies go into, which may be another one than that of the
   *     templates
   */
  RowCopies(Connection connection, String realmId) {
    this.connection = connection;
    this.tables = new Tables(connection);
    this.realmId = realmId;
  }

  void load(List<Organization> organizations, Map<Kind, String> templates) throws SQLException {
    requireNothingElse(templates);
    createPlan();
    fillPlan(organizations, templates);
    copyOrganizations();
    copyUsers();
  }

  /** Every table that refers to organisations, groups or users, and has rows of a template. */
  private void requireNothingElse(Map<Kind, String> templates) throws SQLException {
    String users = Tables.quotedList(templates.values().stream().toList());
    String aliases = Tables.quotedList(List.of(Templates.alias(true), Templates.alias(false)));
    Map<String, String> rows =
        Map.of(
            "user_entity", users,
            "org", "select id from org where alias in (" + aliases + ")",
            "keycloak_group",
                "select g.id from keycloak_group g join org o on o.id = g.org_id where o.alias in ("
                    + aliases
                    + ")");
    String references =
        """
        select c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text
        from pg_constraint c join pg_attribute a
          on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and c.confrelid::regclass::text in
          ('user_entity', 'org', 'keycloak_group')
        """;
    List<String> unexpected = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      List<String[]> found = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(references)) {
        while (result.next()) {
          found.add(new String[] {result.getString(1), result.getString(2), result.getString(3)});
        }
      }
      for (String[] reference : found) {
        String query =
            "select exists (select 1 from %s where %s in (%s))"
                .formatted(reference[0], reference[1], rows.get(reference[2]));
        if (!COPIED.contains(reference[0]) && isTrue(statement, query)) {
          unexpected.add(reference[0]);
        }
      }
    }
    if (!unexpected.isEmpty()) {
      throw new IllegalStateException(
          "The templates have rows in tables that are not copied: " + unexpected);
    }
  }

  private static boolean isTrue(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      return result.next() && result.getBoolean(1);
    }
  }

  private void createPlan() throws SQLException {
    tables.execute(
        """
        create temporary table new_org (
          number int primary key, template text, id text, group_id text, alias text,
          name text, code text, display_name text, prefecture text, supervisor text
        ) on commit drop
        """);
    tables.execute(
        """
        create temporary table new_user (
          org int, template text, id text, username text, last_name text, first_name text,
          last_name_kana text, first_name_kana text
        ) on commit drop
        """);
    tables.execute(
        """
        create temporary table new_group (org int, template text, id text) on commit drop
        """);
  }

  private void fillPlan(List<Organization> organizations, Map<Kind, String> templates)
      throws SQLException {
    String municipality = organizationId(true);
    String facility = organizationId(false);
    try (Tables.Rows rows = tables.rows("new_user", 8)) {
      for (Organization organization : organizations) {
        for (Member member : Population.members(organization)) {
          Person person = member.person();
          rows.add(
              organization.number(),
              Objects.requireNonNull(templates.get(member.kind())),
              UUID.randomUUID().toString(),
              member.userId(),
              person.lastName(),
              person.firstName(),
              person.lastNameKana(),
              person.firstNameKana());
        }
      }
    }
    try (Tables.Rows rows = tables.rows("new_org", 10)) {
      for (Organization organization : organizations) {
        rows.add(
            organization.number(),
            organization.municipality() ? municipality : facility,
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString(),
            organization.alias(),
            organization.name(),
            organization.code(),
            organization.displayName(),
            organization.prefecture(),
            organization.supervisor());
      }
    }
    tables.execute(
        """
        insert into new_group (org, template, id)
        select n.number, g.id,
          case when g.id = t.group_id then n.group_id else gen_random_uuid()::text end
        from new_org n join org t on t.id = n.template join keycloak_group g on g.org_id = t.id
        """);
    tables.execute("create index on new_group (org, template)");
    tables.execute("analyze new_org");
    tables.execute("analyze new_group");
    tables.execute("analyze new_user");
  }

  private String organizationId(boolean municipality) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select o.id from org o join realm r on r.id = o.realm_id
            where o.alias = ? and r.name = ?
            """)) {
      statement.setString(1, Templates.alias(municipality));
      statement.setString(2, DevStack.REALM);
      try (ResultSet result = statement.executeQuery()) {
        if (!result.next()) {
          throw new IllegalStateException("No template of an organisation");
        }
        return result.getString(1);
      }
    }
  }

  private void copyOrganizations() throws SQLException {
    tables.copy(
        "org",
        "join new_org n on n.template = t.id",
        Map.of(
            "id", "n.id",
            "realm_id", realm(),
            "group_id", "n.group_id",
            "alias", "n.alias",
            "name", "n.name"));
    tables.copy(
        "keycloak_group",
        "join new_group g on g.template = t.id join new_org n on n.number = g.org",
        Map.of(
            "id", "g.id",
            "realm_id", realm(),
            "org_id", "n.id",
            // The hidden group bears the id of its organisation, the roles' groups their own names.
            "name", "replace(t.name, n.template, n.id)",
            "parent_group",
                """
                coalesce((select p.id from new_group p
                  where p.org = g.org and p.template = t.parent_group), t.parent_group)
                """));
    tables.copy(
        "group_attribute",
        "join new_group g on g.template = t.group_id join new_org n on n.number = g.org",
        Map.of(
            "id", "gen_random_uuid()::text",
            "group_id", "g.id",
            "value",
                """
                case t.name when 'code' then n.code when 'displayName' then n.display_name
                  when 'prefecture' then n.prefecture when 'supervisor' then n.supervisor
                  else t.value end
                """));
  }

  private void copyUsers() throws SQLException {
    tables.copy(
        "user_entity",
        "join new_user n on n.template = t.id",
        Map.of(
            "id", "n.id",
            "realm_id", realm(),
            "username", "n.username",
            "email", "n.username || '@clinic.example'",
            // Several users may share an address: then this column is unique by a random value.
            "email_constraint",
                """
                case when t.email_constraint = t.email then n.username || '@clinic.example'
                  else gen_random_uuid()::text end
                """,
            "last_name", "n.last_name",
            "first_name", "n.first_name"));
    tables.copy(
        "user_attribute",
        "join new_user n on n.template = t.user_id",
        Map.of(
            "id", "gen_random_uuid()::text",
            "user_id", "n.id",
            "value",
                """
                case t.name when 'lastNameKana' then n.last_name_kana
                  when 'firstNameKana' then n.first_name_kana
                  when 'issueRequest' then overlay(t.value placing md5(n.id) from 1)
                  else t.value end
                """));
    tables.copy(
        "credential",
        "join new_user n on n.template = t.user_id",
        Map.of("id", "gen_random_uuid()::text", "user_id", "n.id"));
    tables.copy(
        "user_required_action",
        "join new_user n on n.template = t.user_id",
        Map.of("user_id", "n.id"));
    tables.copy(
        "user_role_mapping",
        "join new_user n on n.template = t.user_id",
        Map.of(
            "user_id",
            "n.id",
            // The only role of a user is the realm's default role.
            "role_id",
            "(select default_role from realm where id = " + realm() + ")"));
    tables.copy(
        "user_group_membership",
        """
        join new_user n on n.template = t.user_id
        join new_group g on g.org = n.org and g.template = t.group_id
        """,
        Map.of("user_id", "n.id", "group_id", "g.id"));
  }

  private String realm() {
    return Tables.quotedList(List.of(realmId));
  }
}
