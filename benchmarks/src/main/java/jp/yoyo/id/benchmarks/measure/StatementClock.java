package jp.yoyo.id.benchmarks.measure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import jp.yoyo.id.devstack.DevStack;

/**
 * How many statements of the companion app its database has run so far, and how long they took with
 * their planning. What the app does in the background by itself does not count.
 */
public final class StatementClock implements AutoCloseable {

  /**
   * A reading.
   *
   * @param listCalls those that read the register or the applications
   */
  public record Reading(long calls, double millis, long listCalls, double listMillis) {}

  private final Connection superuser;
  private final PreparedStatement reading;

  public StatementClock(DevStack stack) throws SQLException {
    superuser = Statements.superuser(stack);
    try (Statement statement = superuser.createStatement()) {
      statement.execute("create extension if not exists pg_stat_statements");
      for (String setting :
          new String[] {"track = 'all'", "track_planning = on", "track_utility = off"}) {
        statement.execute("alter system set pg_stat_statements." + setting);
      }
      statement.execute("select pg_reload_conf()");
    }
    reading =
        superuser.prepareStatement(
            """
            select coalesce(sum(calls), 0), coalesce(sum(millis), 0),
              coalesce(sum(calls) filter (where list), 0),
              coalesce(sum(millis) filter (where list), 0)
            from (
              select calls, total_exec_time + total_plan_time as millis,
                query ~ '(from|join) (facility|bank_account_application|onboarding_progress) ' as list
              from pg_stat_statements s join pg_roles r on r.oid = s.userid
              where r.rolname = ? and query !~
                '(outbox_message|issuance_run|account_issuance|onboarding_fact|EXPIRY_TIME <)') s
            """);
    reading.setString(1, stack.companionAppDatabase().user());
  }

  public Reading read() throws SQLException {
    try (ResultSet result = reading.executeQuery()) {
      result.next();
      return new Reading(
          result.getLong(1), result.getDouble(2), result.getLong(3), result.getDouble(4));
    }
  }

  @Override
  public void close() throws SQLException {
    superuser.close();
  }
}
