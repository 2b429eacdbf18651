package jp.yoyo.id.devstack.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jp.yoyo.id.devstack.Credentials;
import jp.yoyo.id.devstack.StartFailedException;
import jp.yoyo.id.devstack.process.LoopbackPort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One real server for all; each test leaves it running. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.Random.class)
class PostgresServerTest {

  private static final Credentials SUPERUSER = new Credentials("postgres", "super'user\"1");
  private static final Credentials OWNER = new Credentials("owner", "own'er\"1");

  @TempDir static Path base;

  private PostgresServer server;

  @BeforeAll
  void start() {
    server = run(SUPERUSER);
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  private static PostgresServer run(Credentials superuser) {
    PostgresServer started =
        PostgresServer.start(
            base,
            base.resolve("logs").resolve("postgres.log"),
            LoopbackPort.free(1).get(0),
            superuser,
            Map.of("log_min_duration_statement", "12345"));
    started.ensureDatabase("app", OWNER);
    return started;
  }

  @Test
  void startWhenNothingIsSaidThenWhatIsConfirmedIsOnDisk() throws SQLException {
    assertThat(query("SHOW fsync")).containsExactly("on");
    assertThat(query("SHOW synchronous_commit")).containsExactly("on");
    assertThat(query("SHOW full_page_writes")).containsExactly("on");
    assertThat(query("SHOW data_checksums")).containsExactly("on");
  }

  @Test
  void startWhenASettingIsGivenThenItCounts() throws SQLException {
    assertThat(query("SHOW log_min_duration_statement")).containsExactly("12345ms");
  }

  @Test
  void startWhenTheSystemHasNoLocaleThenTextIsUnicodeAllTheSame() throws SQLException {
    assertThat(query("SHOW server_encoding")).containsExactly("UTF8");
    assertThat(query("SELECT lower('ÄÉＡ')")).containsExactly("äéａ");
    assertThat(query("SELECT t FROM (VALUES ('い'), ('あ'), ('ア'), ('亜'), ('a')) v(t) ORDER BY t"))
        .containsExactly("a", "あ", "い", "ア", "亜");
  }

  @Test
  void connectWhenThePasswordIsWrongThenRefused() {
    assertThatThrownBy(
            () -> DriverManager.getConnection(server.jdbcUrl("app"), OWNER.user(), "wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void passwordsWhenStartedThenTheyStandNowhereInTheOpen() throws Exception {
    assertThat(query("SELECT rolpassword FROM pg_authid WHERE rolname = 'owner'", SUPERUSER))
        .allMatch(hash -> hash.startsWith("SCRAM-SHA-256$"));
    assertThat(base.resolve("postgres.password")).doesNotExist();
    assertThat(server.process().handle().info().commandLine().orElse(""))
        .doesNotContain(SUPERUSER.password());
  }

  @Test
  void ensureDatabaseWhenItExistsThenTheDataStays() throws SQLException {
    execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 1 AS one");

    server.ensureDatabase("app", OWNER);

    assertThat(query("SELECT one FROM kept")).containsExactly("1");
  }

  @Test
  void startWhenTheServerWasKilledThenConfirmedDataIsThere() throws SQLException {
    execute("CREATE TABLE killed AS SELECT 'confirmed' AS state");

    server.process().kill();
    server = run(SUPERUSER);

    assertThat(query("SELECT state FROM killed")).containsExactly("confirmed");
    execute("DROP TABLE killed");
  }

  @Test
  void stopLeftoverWhenOurServerRunsThenItIsStopped() {
    assertThat(PostgresServer.stopLeftover(base)).isTrue();
    assertThat(server.process().isAlive()).isFalse();
    assertThat(PostgresServer.stopLeftover(base)).isFalse();

    server = run(SUPERUSER);
  }

  @Test
  void stopLeftoverWhenOnlyTheServersOwnPidFileIsLeftThenItIsStopped() throws Exception {
    Files.delete(base.resolve("run").resolve("postgres.pid"));

    assertThat(PostgresServer.stopLeftover(base)).isTrue();
    assertThat(server.process().isAlive()).isFalse();

    server = run(SUPERUSER);
  }

  @Test
  void startWhenTheNotedServerIsAnotherProgramNowThenItStarts() throws Exception {
    server.stop();
    Process other = new ProcessBuilder("sleep", "60").start();
    Files.writeString(
        base.resolve("postgres").resolve("postmaster.pid"),
        other.pid() + "\n" + base.resolve("postgres") + "\n1\n5433\n\n\n");
    try {
      assertThat(PostgresServer.stopLeftover(base)).isFalse();
      server = run(SUPERUSER);

      assertThat(other.isAlive()).isTrue();
      assertThat(query("SELECT 1")).containsExactly("1");
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void startWhenThePasswordIsAnotherOneThenItIsSaidAndNothingIsLeftRunning() {
    server.stop();

    assertThatThrownBy(() -> run(new Credentials("postgres", "another")))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("--fresh");
    assertThat(PostgresServer.stopLeftover(base)).isFalse();

    server = run(SUPERUSER);
  }

  @Test
  void startWhenTheDataIsOfAnotherVersionThenItIsSaid() throws Exception {
    server.stop();
    Path version = base.resolve("postgres").resolve("PG_VERSION");
    String ours = Files.readString(version);
    Files.writeString(version, "9\n");
    try {
      assertThatThrownBy(() -> run(SUPERUSER))
          .isInstanceOf(StartFailedException.class)
          .hasMessageContaining("PostgreSQL 9")
          .hasMessageContaining("--fresh");
    } finally {
      Files.writeString(version, ours);
      server = run(SUPERUSER);
    }
  }

  private List<String> query(String sql) throws SQLException {
    return query(sql, OWNER);
  }

  private List<String> query(String sql, Credentials user) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = connect(user);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect(OWNER);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect(Credentials user) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl("app"), user.user(), user.password());
  }
}
