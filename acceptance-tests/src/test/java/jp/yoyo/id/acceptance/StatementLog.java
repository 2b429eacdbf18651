package jp.yoyo.id.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import jp.yoyo.id.devstack.DevStack;

/** The statements that PostgreSQL is sent; it writes each into its log until this is closed. */
public final class StatementLog implements AutoCloseable {

  private final DevStack stack;
  private final Path log;

  private StatementLog(DevStack stack) {
    this.stack = stack;
    this.log = stack.keycloakLog().resolveSibling("postgres.log");
  }

  /** Begins to write, and waits until it shows. */
  public static StatementLog begin(DevStack stack) throws Exception {
    StatementLog begun = new StatementLog(stack);
    begun.asSuperuser("alter system set log_statement = 'all'", "select pg_reload_conf()");
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!begun.mark("ready") && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
    return begun;
  }

  /** The lines of what was sent meanwhile, by whomever, but for those that frame transactions. */
  public List<String> during(Runnable calls) throws Exception {
    String from = UUID.randomUUID().toString();
    String to = UUID.randomUUID().toString();
    assertThat(mark(from)).isTrue();
    calls.run();
    assertThat(mark(to)).isTrue();
    String lines = Files.readString(log);
    return lines
        .substring(lines.lastIndexOf(from), lines.lastIndexOf(to))
        .lines()
        .filter(line -> line.contains("LOG:  execute ") || line.contains("LOG:  statement: "))
        .filter(line -> !line.matches(".*: (BEGIN|COMMIT|ROLLBACK|SET|SHOW)\\b.*"))
        // The last line is that of the mark.
        .filter(line -> !line.matches(".*(: |select ')$"))
        .toList();
  }

  /** Writes a line into the log; whether it is there. */
  private boolean mark(String text) throws Exception {
    asSuperuser("select '" + text + "'");
    long deadline = System.nanoTime() + 2_000_000_000L;
    while (System.nanoTime() < deadline) {
      if (Files.readString(log).contains("select '" + text + "'")) {
        return true;
      }
      Thread.sleep(5);
    }
    return false;
  }

  private void asSuperuser(String... statements) throws SQLException, IOException {
    Properties passwords = new Properties();
    passwords.load(
        new StringReader(Files.readString(stack.dataDirectory().resolve("passwords.properties"))));
    try (Connection connection =
            DriverManager.getConnection(
                stack.jdbcUrl(), "postgres", passwords.getProperty("postgres"));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public void close() throws SQLException, IOException {
    asSuperuser("alter system reset log_statement", "select pg_reload_conf()");
  }
}
