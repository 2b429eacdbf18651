package jp.yoyo.id.benchmarks.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of tables whose columns are the server's business. */
final class Tables {

  private final Connection connection;

  Tables(Connection connection) {
    this.connection = connection;
  }

  static String quotedList(List<String> texts) {
    return texts.stream()
        .map(text -> "'" + text.replace("'", "''") + "'")
        .collect(Collectors.joining(", "));
  }

  /**
   * Refuses to go on if a row is referred to from a table that is not copied.
   *
   * @param table of the row
   * @param id of the row
   */
  void requireReferredFromOnly(Set<String> copied, String table, String id) throws SQLException {
    List<String[]> references = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select c.conrelid::regclass::text, a.attname
            from pg_constraint c join pg_attribute a
              on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
            where c.contype = 'f' and c.confrelid = ?::regclass
            """)) {
      statement.setString(1, table);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          references.add(new String[] {result.getString(1), result.getString(2)});
        }
      }
    }
    for (String[] reference : references) {
      if (!copied.contains(reference[0])) {
        require(
            "0",
            "select count(*) from %s where %s = %s"
                .formatted(reference[0], reference[1], quotedList(List.of(id))));
      }
    }
  }

  private void require(String expected, String query) throws SQLException {
    String found = text(query);
    if (!expected.equals(found)) {
      throw new IllegalStateException("%s gave %s".formatted(query, found));
    }
  }

  /** The only value that a query finds. */
  String text(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      if (!result.next()) {
        throw new IllegalStateException("Nothing found by " + query);
      }
      return result.getString(1);
    }
  }

  Rows rows(String table, int columns) throws SQLException {
    return new Rows(table, columns);
  }

  /** Inserts the template's rows once for each copy, with other values in the named columns. */
  void copy(String table, String joins, Map<String, String> others) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select column_name from information_schema.columns
            where table_schema = current_schema() and table_name = ? and is_generated = 'NEVER'
            """)) {
      statement.setString(1, table);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          columns.add(result.getString(1));
        }
      }
    }
    if (!columns.containsAll(others.keySet())) {
      throw new IllegalStateException(table + " has other columns than expected: " + columns);
    }
    execute(
        "insert into %s (%s) select %s from %s t %s"
            .formatted(
                table,
                String.join(", ", columns),
                columns.stream()
                    .map(column -> others.getOrDefault(column, "t." + column))
                    .collect(Collectors.joining(", ")),
                table,
                joins));
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Rows on their way into a table, many at a time. */
  final class Rows implements AutoCloseable {

    private static final int BATCH = 1000;

    private final PreparedStatement insert;
    private int waiting;

    /**
     * @param columns the first of them a number, the others text
     */
    private Rows(String table, int columns) throws SQLException {
      insert =
          connection.prepareStatement(
              "insert into %s values (?%s)".formatted(table, ", ?".repeat(columns - 1)));
    }

    void add(int first, String... others) throws SQLException {
      insert.setInt(1, first);
      for (int i = 0; i < others.length; i++) {
        insert.setString(i + 2, others[i]);
      }
      insert.addBatch();
      waiting++;
      if (waiting == BATCH) {
        flush();
      }
    }

    private void flush() throws SQLException {
      insert.executeBatch();
      waiting = 0;
    }

    @Override
    public void close() throws SQLException {
      flush();
      insert.close();
    }
  }
}
