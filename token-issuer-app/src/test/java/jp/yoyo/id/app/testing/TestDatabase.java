package jp.yoyo.id.app.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A real PostgreSQL, one server for the whole JVM; each test class has a database of its own, a
 * copy of one that was migrated once.
 *
 * <pre>{@code
 * private final TestDatabase database = TestDatabase.fresh();
 * }</pre>
 */
public final class TestDatabase {

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final String name;

  private TestDatabase(String name) {
    this.name = name;
  }

  /** An empty database with all tables. Takes some 50 ms. */
  public static TestDatabase fresh() {
    String name = "test_" + NEXT.incrementAndGet();
    execute("create database " + name + " template migrated");
    return new TestDatabase(name);
  }

  /** A database without any table. */
  public static TestDatabase empty() {
    String name = "test_" + NEXT.incrementAndGet();
    // Not from template1: the one that is being migrated may be open.
    execute("create database " + name + " template template0");
    return new TestDatabase(name);
  }

  /** Opens a connection whenever one is asked for: no pool. */
  public DataSource dataSource() {
    return server().getDatabase("postgres", name);
  }

  public String jdbcUrl() {
    return server().getJdbcUrl("postgres", name);
  }

  public JdbcClient client() {
    return JdbcClient.create(dataSource());
  }

  /** Transactions over a data source. */
  public static TransactionTemplate transactions(DataSource dataSource) {
    return new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  private static EmbeddedPostgres server() {
    return Server.RUNNING;
  }

  private static void execute(String sql) {
    try (Connection connection = server().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Started when the first test asks for it, stopped with the JVM. */
  private static final class Server {

    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200")
                .start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("create database migrated");
        }
        Flyway.configure()
            .dataSource(postgres.getDatabase("postgres", "migrated"))
            .load()
            .migrate();
        return postgres;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
