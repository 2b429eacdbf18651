package jp.yoyo.id.acceptance.facilitytoken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import jp.yoyo.id.acceptance.RealmAdmin;
import jp.yoyo.id.acceptance.SharedStack;
import jp.yoyo.id.acceptance.TestOrganizations;
import jp.yoyo.id.acceptance.TestOrganizations.TestOrganization;
import jp.yoyo.id.devstack.DevStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an exchange costs the database; PostgreSQL logs each statement while this class runs. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StatementsIT {

  private final DevStack stack;
  private final TestOrganizations organizations;
  private final TokenClient client;
  private final Path log;
  private final RealmAdmin admin;
  private RealmAdmin.Restoring limit = () -> {};

  StatementsIT(DevStack stack, TestOrganizations organizations, RealmAdmin admin) {
    this.stack = stack;
    this.organizations = organizations;
    this.admin = admin;
    this.client = new TokenClient(stack, admin);
    this.log = stack.keycloakLog().resolveSibling("postgres.log");
  }

  @BeforeAll
  void logStatements() throws Exception {
    limit = admin.withRealmAttribute("facilityToken.wrongTokensPerMinute", "1000000");
    asSuperuser("alter system set log_statement = 'all'", "select pg_reload_conf()");
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!mark("ready") && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
  }

  @AfterAll
  void logNoLonger() throws Exception {
    limit.close();
    asSuperuser("alter system reset log_statement", "select pg_reload_conf()");
  }

  @Test
  void exchangeWhenColdThenOneStatementAndWhenWarmThenNone() throws Exception {
    TestOrganization facility = organizations.newFacility();
    JsonNode issued = client.issue(facility);
    String token = issued.path("token").asText();
    client.exchange(token).expect(200);
    // The first use is written in the background.
    while (!client.listed(facility, issued.path("id").asText()).has("lastUsedAt")) {
      Thread.sleep(100);
    }

    int cold = Integer.MAX_VALUE;
    int warm = Integer.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      // Whatever is done to the account makes every node read it anew.
      client.revoke(facility, client.issue(facility).path("id").asText()).expect(204);
      cold = Math.min(cold, statements(token));
      warm = Math.min(warm, statements(token));
    }

    assertThat(cold).as("cold").isEqualTo(1);
    assertThat(warm).as("warm").isZero();
  }

  private int statements(String token) throws Exception {
    String from = UUID.randomUUID().toString();
    String to = UUID.randomUUID().toString();
    assertThat(mark(from)).isTrue();
    client.exchange(token).expect(200);
    assertThat(mark(to)).isTrue();
    String lines = Files.readString(log);
    List<String> statements =
        lines
            .substring(lines.lastIndexOf(from), lines.lastIndexOf(to))
            .lines()
            .filter(line -> line.contains("LOG:  execute ") || line.contains("LOG:  statement: "))
            .filter(line -> !line.matches(".*: (BEGIN|COMMIT|ROLLBACK|SET|SHOW)\\b.*"))
            // The companion app asks for its own work, and the last line is the mark.
            .filter(line -> !line.matches(".*(outbox_message|issuance_run).*|.*(: |select ')$"))
            .toList();
    return statements.size();
  }

  /** Writes a line into PostgreSQL's log; whether it is there. */
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
}
