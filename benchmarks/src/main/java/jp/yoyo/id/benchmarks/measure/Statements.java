package jp.yoyo.id.benchmarks.measure;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import jp.yoyo.id.benchmarks.http.LoadGenerator;
import jp.yoyo.id.benchmarks.http.LoadGenerator.Work;
import jp.yoyo.id.devstack.DevStack;

/**
 * Counts the SQL statements that Keycloak sends, with the server's own extension
 * pg_stat_statements. Begin and commit do not count. Off while time is measured.
 */
final class Statements implements AutoCloseable {

  /** Settings with which the database server has to be started. */
  static final Map<String, String> SERVER_SETTINGS =
      Map.of("shared_preload_libraries", "pg_stat_statements,auto_explain");

  /**
   * One statement.
   *
   * @param calls how often
   * @param millis time in the server, all calls together
   */
  record Executed(String query, long calls, double millis) {}

  private final Connection superuser;
  private final String owner;

  Statements(DevStack stack) throws SQLException {
    owner = stack.database().user();
    superuser = superuser(stack);
    execute("create extension if not exists pg_stat_statements");
    track("none");
  }

  static Connection superuser(DevStack stack) throws SQLException {
    return DriverManager.getConnection(stack.jdbcUrl(), "postgres", superuserPassword(stack));
  }

  private static String superuserPassword(DevStack stack) {
    Properties passwords = new Properties();
    try (Reader reader =
        Files.newBufferedReader(stack.dataDirectory().resolve("passwords.properties"))) {
      passwords.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return passwords.getProperty("postgres");
  }

  private void track(String what) throws SQLException {
    execute("alter system set pg_stat_statements.track_utility = off");
    execute("alter system set pg_stat_statements.track = '" + what + "'");
    reload();
  }

  private void reload() throws SQLException {
    execute("select pg_reload_conf()");
    try {
      Thread.sleep(500); // a server process looks at its settings before its next statement
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while counting statements", e);
    }
  }

  /** The statements of some work, the most expensive first. */
  List<Executed> during(Runnable work) throws SQLException {
    track("all");
    execute("select pg_stat_statements_reset()");
    work.run();
    List<Executed> executed = new ArrayList<>();
    try (PreparedStatement statement =
        superuser.prepareStatement(
            """
            select query, calls, total_exec_time
            from pg_stat_statements s join pg_roles r on r.oid = s.userid
            where r.rolname = ? order by total_exec_time desc
            """)) {
      statement.setString(1, owner);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          executed.add(new Executed(result.getString(1), result.getLong(2), result.getDouble(3)));
        }
      }
    }
    track("none");
    return executed;
  }

  /**
   * Says which statements a request costs, and lets the database write their plans to its log.
   *
   * @param name what is asked for
   * @param times how often, after as many that do not count
   */
  void explain(String name, URI server, Work work, int times, Consumer<String> progress)
      throws SQLException {
    LoadGenerator load = new LoadGenerator(server, 1);
    load.times(times, work);
    explain(() -> load.times(1, work));
    for (Executed executed : during(() -> load.times(times, work))) {
      progress.accept(
          "%s: %.1f calls and %.2f ms a request: %s"
              .formatted(
                  name,
                  (double) executed.calls() / times,
                  executed.millis() / times,
                  executed.query().replaceAll("\\s+", " ")));
    }
  }

  /** Lets the server write the plans of some work to its log. */
  private void explain(Runnable work) throws SQLException {
    for (String setting :
        List.of(
            "auto_explain.log_analyze = on",
            "auto_explain.log_buffers = on",
            "auto_explain.log_min_duration = 0")) {
      execute("alter system set " + setting);
    }
    reload();
    try {
      work.run();
    } finally {
      execute("alter system set auto_explain.log_min_duration = -1");
      reload();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    superuser.close();
  }
}
