package jp.yoyo.id.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jp.yoyo.id.devstack.Credentials;
import jp.yoyo.id.devstack.DevStack;

/**
 * Everything that the servers have kept so far: each row of each table, bytes as hexadecimal
 * digits, and the logs.
 */
public record Traces(String tables, String logs) {

  public static Traces of(DevStack stack) throws IOException, SQLException {
    String tables = tables(stack.jdbcUrl(), stack.database());
    if (stack.companionAppUrl().isPresent()) {
      tables += tables(stack.companionAppJdbcUrl(), stack.companionAppDatabase());
    }
    return new Traces(tables, logs(stack));
  }

  /** A text is in none of them. It is not in the message either. */
  public void assertNone(String secret) {
    assertThat(tables.contains(secret)).as("in a table").isFalse();
    assertThat(tables.contains(hex(secret))).as("in a table, as bytes").isFalse();
    assertThat(logs.contains(secret)).as("in a log").isFalse();
  }

  private static String hex(String text) {
    return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String logs(DevStack stack) throws IOException {
    StringBuilder all = new StringBuilder();
    Path directory = Objects.requireNonNull(stack.keycloakLog().getParent());
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static String tables(String jdbcUrl, Credentials user) throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection(jdbcUrl, user.user(), user.password());
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet tables =
          statement.executeQuery(
              "select table_name from information_schema.tables where table_schema = 'public'")) {
        while (tables.next()) {
          names.add(Objects.requireNonNull(tables.getString(1)));
        }
      }
      assertThat(names).as("tables of " + jdbcUrl).hasSizeGreaterThan(20);
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
