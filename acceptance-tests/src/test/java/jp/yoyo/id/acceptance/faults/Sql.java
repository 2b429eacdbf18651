package jp.yoyo.id.acceptance.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import jp.yoyo.id.devstack.DevStack;

/** A connection of the test's own to Keycloak's database. */
final class Sql implements AutoCloseable {

  private final Connection connection;

  Sql(DevStack stack) {
    try {
      connection =
          DriverManager.getConnection(
              stack.jdbcUrl(), stack.database().user(), stack.database().password());
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The one number that a query gives. */
  long number(String query, String... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  void run(String command) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    } catch (SQLException e) {
      throw new AssertionError(command, e);
    }
  }

  /** How many connections of others are in a transaction and do nothing in it. */
  long idleInTransaction() {
    return number(
        "select count(*) from pg_stat_activity where datname = current_database()"
            + " and pid <> pg_backend_pid() and state like 'idle in transaction%'");
  }

  long users(String userId) {
    return number("select count(*) from user_entity where username = ?", userId);
  }

  long organizations(String alias) {
    return number("select count(*) from org where alias = ?", alias);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
