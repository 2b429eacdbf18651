package jp.yoyo.id.acceptance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;

/** Members by the thousand, copied in the database: to register so many would take too long. */
public final class MemberCopies {

  private final DevStack stack;
  private final TestOrganizations organizations;

  public MemberCopies(DevStack stack, TestOrganizations organizations) {
    this.stack = stack;
    this.organizations = organizations;
  }

  /** A facility with that many members: its administrator and copies of one member. */
  public TestOrganization facilityWith(int members) throws SQLException {
    return facilityWith(organizations.newFacility(), members);
  }

  /** The same with a facility that is there and has nobody but its administrator. */
  public TestOrganization facilityWith(TestOrganization facility, int members) throws SQLException {
    String model = organizations.registeredOnly(facility).path("id").asText();
    try (Connection connection =
            DriverManager.getConnection(
                stack.jdbcUrl(), stack.database().user(), stack.database().password());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          """
          create temp table person on commit drop as
            select u.*, n, gen_random_uuid()::text as new_id
            from user_entity u, generate_series(1, %d) n where u.id = '%s'
          """
              .formatted(members - 2, model));
      statement.execute(
          """
          create temp table attribute on commit drop as
            select a.*, p.new_id from user_attribute a, person p where a.user_id = p.id
          """);
      statement.execute(
          """
          create temp table membership on commit drop as
            select m.*, p.new_id from user_group_membership m, person p where m.user_id = p.id
          """);
      statement.execute(
          """
          update person set id = new_id, username = username || '-' || n,
            email = n || email, email_constraint = new_id
          """);
      statement.execute("update attribute set id = gen_random_uuid()::text, user_id = new_id");
      statement.execute("update membership set user_id = new_id");
      statement.execute("alter table person drop column n, drop column new_id");
      statement.execute("alter table attribute drop column new_id");
      statement.execute("alter table membership drop column new_id");
      statement.execute("insert into user_entity select * from person");
      statement.execute("insert into user_attribute select * from attribute");
      statement.execute("insert into user_group_membership select * from membership");
      connection.commit();
    }
    return facility;
  }
}
