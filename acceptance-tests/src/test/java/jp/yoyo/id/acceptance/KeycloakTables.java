package jp.yoyo.id.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jp.yoyo.id.devstack.DevStack;

/** Keycloak's database, to be searched for what must not be in it. */
public final class KeycloakTables {

  private KeycloakTables() {}

  /** Every row of every table, as text. */
  public static String all(DevStack stack) throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection(
                stack.jdbcUrl(), stack.database().user(), stack.database().password());
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet tables =
          statement.executeQuery(
              "select table_name from information_schema.tables where table_schema = 'public'")) {
        while (tables.next()) {
          names.add(Objects.requireNonNull(tables.getString(1)));
        }
      }
      assertThat(names).contains("user_entity", "credential", "admin_event_entity");
      for (String name : names) {
        try (ResultSet rows = statement.executeQuery("select t::text from \"" + name + "\" t")) {
          while (rows.next()) {
            all.append(rows.getString(1)).append('\n');
          }
        }
      }
    }
    return all.toString();
  }
}
