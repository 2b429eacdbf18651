package jp.yoyo.id.devstack.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import jp.yoyo.id.devstack.Credentials;
import jp.yoyo.id.devstack.StartFailedException;
import jp.yoyo.id.devstack.process.ChildProcess;
import jp.yoyo.id.devstack.process.Directories;
import jp.yoyo.id.devstack.process.PidFile;
import jp.yoyo.id.devstack.process.PrivateFile;
import jp.yoyo.id.devstack.process.Signal;
import jp.yoyo.id.devstack.process.Stopping;

/**
 * A PostgreSQL server of our own, with the settings of a real one: what it has confirmed survives a
 * crash, and nobody gets in without a password.
 *
 * <p>Runs the programs itself instead of {@code EmbeddedPostgres}, which is made for tests: there,
 * durability and passwords are off, and a server that outlives its JVM is not found again.
 */
public final class PostgresServer {

  private static final String WRONG_PASSWORD = "28P01";
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration STOPPED = Duration.ofSeconds(30);

  private final Path data;
  private final Path log;
  private final PidFile pidFile;
  private final PostgresBinaries binaries;
  private final UnprivilegedUser user;
  private final int port;
  private final Credentials superuser;
  private final Map<String, String> settings;
  private ChildProcess process;

  /**
   * Starts the server, and creates its cluster on the first start.
   *
   * @param base where programs and data are kept
   * @param log of the server
   * @param superuser password is set when the cluster is created
   * @param settings more than the usual ones
   */
  public static PostgresServer start(
      Path base, Path log, int port, Credentials superuser, Map<String, String> settings) {
    return new PostgresServer(base, log, port, superuser, settings);
  }

  private PostgresServer(
      Path base, Path log, int port, Credentials superuser, Map<String, String> settings) {
    this.data = data(base);
    this.log = log;
    this.pidFile = pidFile(base);
    this.port = port;
    this.superuser = superuser;
    this.settings = settings;
    binaries = PostgresBinaries.in(base);
    user = UnprivilegedUser.forProgram(binaries.program("postgres"));
    try {
      if (!Files.exists(data.resolve("PG_VERSION"))) {
        create();
      }
      user.own(data);
      if (PostmasterPid.isStale(data)) {
        Files.deleteIfExists(data.resolve("postmaster.pid"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    requireSameMajorVersion();
    process = run();
    awaitReady();
  }

  private static Path data(Path base) {
    return base.resolve("postgres");
  }

  private static PidFile pidFile(Path base) {
    return new PidFile(base.resolve("run").resolve("postgres.pid"), data(base));
  }

  /**
   * Stops a server that a killed JVM left behind in this directory.
   *
   * @return whether there was one
   */
  public static boolean stopLeftover(Path base) {
    List<ProcessHandle> left = new ArrayList<>(pidFile(base).survivors());
    if (left.isEmpty()) {
      PostmasterPid.in(data(base)).ifPresent(left::add);
    }
    Stopping.stop(left, Signal.INT, STOPPED);
    pidFile(base).delete();
    return !left.isEmpty();
  }

  /** Forgets the data. The server must not run. */
  public static void deleteData(Path base) {
    try {
      Directories.delete(data(base));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void create() throws IOException {
    Directories.delete(data); // what an interrupted creation left
    Path draft = data.resolveSibling("postgres.draft");
    Directories.delete(draft);
    PrivateFile.createDirectory(draft);
    Path password = draft.resolveSibling("postgres.password");
    PrivateFile.write(password, superuser.password() + "\n");
    try {
      user.own(draft);
      user.own(password);
      initdb(draft, password);
      Files.move(draft, data);
    } finally {
      Files.deleteIfExists(password);
    }
  }

  private void initdb(Path target, Path password) throws IOException {
    // The locale that comes with PostgreSQL itself: the same order everywhere, whatever the system
    // has installed.
    List<String> command =
        user.command(
            List.of(
                binaries.program("initdb"),
                "--pgdata=" + target,
                "--username=" + superuser.user(),
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--text-search-config=simple",
                "--no-instructions"));
    Files.createDirectories(log.toAbsolutePath().getParent());
    Process initdb =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      if (!initdb.waitFor(2, TimeUnit.MINUTES) || initdb.exitValue() != 0) {
        initdb.destroyForcibly();
        throw failed("PostgreSQL could not create its data directory.");
      }
    } catch (InterruptedException e) {
      initdb.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new StartFailedException("Interrupted while PostgreSQL created its data directory.", e);
    }
  }

  private void requireSameMajorVersion() {
    try {
      String made = Files.readString(data.resolve("PG_VERSION"), StandardCharsets.US_ASCII).strip();
      Process version = new ProcessBuilder(binaries.program("postgres"), "--version").start();
      String ours =
          new String(version.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
              .replaceAll("\\D*(\\d+).*", "$1")
              .strip();
      if (!made.equals(ours)) {
        throw new StartFailedException(
            "The database in %s was made by PostgreSQL %s and this is %s. Start with --fresh (the data is lost)."
                .formatted(data, made, ours));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ChildProcess run() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("listen_addresses", "127.0.0.1");
    all.put("port", Integer.toString(port));
    // No socket file: its path may be longer than the system allows.
    all.put("unix_socket_directories", "");
    all.put("fsync", "on");
    all.put("synchronous_commit", "on");
    all.put("full_page_writes", "on");
    all.put("password_encryption", "scram-sha-256");
    all.put("max_connections", "200");
    all.put("shared_buffers", "256MB");
    all.put("timezone", "UTC");
    all.put("log_timezone", "UTC");
    all.putAll(settings);
    List<String> command =
        new ArrayList<>(List.of(binaries.program("postgres"), "-D", data.toString()));
    all.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return ChildProcess.start(user.command(command), Map.of(), data, log, pidFile);
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + READY.toNanos();
    while (true) {
      try {
        connect().close();
        return;
      } catch (SQLException e) {
        if (!process.isAlive()) {
          throw failed("PostgreSQL ended instead of starting.");
        }
        if (WRONG_PASSWORD.equals(e.getSQLState())) {
          stop();
          throw new StartFailedException(
              "The database in %s has another password than the one that is kept beside it. Start with --fresh (the data is lost)."
                  .formatted(data));
        }
        if (System.nanoTime() > deadline) {
          stop();
          throw failed(
              "PostgreSQL does not answer (%s).".formatted(String.valueOf(e.getMessage())));
        }
        sleep();
      }
    }
  }

  private StartFailedException failed(String what) {
    return new StartFailedException(
        what + "\n" + ChildProcess.lastLines(log, 10) + "\nLog: " + log);
  }

  /**
   * Creates a role and a database that belongs to it, unless they are there. Sets the role's
   * password in any case.
   */
  public void ensureDatabase(String name, Credentials owner) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      String role = quoted(owner.user());
      if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = " + literal(owner.user()))) {
        statement.execute("CREATE ROLE " + role + " LOGIN");
      }
      statement.execute("ALTER ROLE " + role + " PASSWORD " + literal(owner.password()));
      if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = " + literal(name))) {
        statement.execute("CREATE DATABASE " + quoted(name) + " OWNER " + role);
      }
    } catch (SQLException e) {
      throw new StartFailedException(
          "The database refused its own set-up: %s\nLog: %s"
              .formatted(String.valueOf(e.getMessage()), log),
          e);
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private Connection connect() throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", superuser.user());
    login.setProperty("password", superuser.password());
    login.setProperty("connectTimeout", "5");
    return DriverManager.getConnection(jdbcUrl("postgres"), login);
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  public ChildProcess process() {
    return process;
  }

  /** Ends the sessions that are left and writes everything out. */
  public void stop() {
    process.stop(Signal.INT, STOPPED);
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailedException("Interrupted while PostgreSQL was starting.", e);
    }
  }
}
